/// What stands on a lead in one of the team's own fields.
///
/// Source: Lofty API, `customAttributes` of the lead.
public struct TeamField: Hashable, Sendable, Codable {
    /// As the team named it.
    public var name: String
    /// For a person to read; several choices with commas between.
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
