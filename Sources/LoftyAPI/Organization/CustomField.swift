/// A field that the team has added to its leads; it has no id, its name is what identifies it.
///
/// Source: Lofty API, `GET /v1.0/teamFeatures/listCustomField`.
public struct CustomField: Hashable, Sendable {
    public var name: String
    public var kind: Reported<Kind>
    /// What may be chosen from; empty for kinds without a choice.
    public var options: [String]

    /// What it holds; spelled as on the wire.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case text, number, date, percentage, currency
        /// A date that comes again every year.
        case anniversaryDate = "anniversary_date"
        case singleSelect = "single_select"
        case multiSelect = "multi_select"

        /// True for kinds that need options.
        public var isChoice: Bool {
            switch self {
            case .singleSelect, .multiSelect: true
            case .text, .number, .date, .percentage, .currency, .anniversaryDate: false
            }
        }
    }
}

/// A field to be added to all leads of the team.
public struct NewCustomField: Hashable, Sendable {
    public var name: String
    public var kind: CustomField.Kind
    /// What may be chosen from; needed for a choice, and only there.
    public var options: [String]

    public init(_ name: String, _ kind: CustomField.Kind, options: [String] = []) {
        self.name = name
        self.kind = kind
        self.options = options
    }
}
