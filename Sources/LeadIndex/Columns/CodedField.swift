import Leads

/// The columns that hold a number for a value that many leads share.
enum CodedField: Int, Hashable, Sendable, CaseIterable {
    case stage, source, owner, pond, tags, price, bedrooms, score, channels, choices

    init?(_ field: QueryTextField) {
        switch field {
        case .stage: self = .stage
        case .source: self = .source
        case .owner: self = .owner
        case .pond: self = .pond
        case .tag: self = .tags
        case .name, .phone, .email: return nil
        }
    }
}

extension QueryMomentField {
    /// The place of the moment among the columns.
    var column: Int {
        switch self {
        case .age: 0
        case .touch: 1
        case .site: 2
        case .updated: 3
        }
    }
}

extension QueryChoiceField {
    /// The choice fields of a lead share 64 bits, 16 for each.
    func spread(_ bits: UInt16) -> UInt64 {
        switch self {
        case .type: UInt64(bits)
        case .hidden: UInt64(bits) << 16
        case .may: UInt64(bits) << 32
        // Asked of ids, not of this column.
        case .next, .snoozed: 0
        case .sync: UInt64(bits) << 48
        }
    }
}
