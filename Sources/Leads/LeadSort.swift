/// An order of the list.
///
/// Ties fall back to the newest id, so an order is always the same.
public struct LeadSort: Hashable, Sendable, Codable {
    public var key: Key
    public var isDescending: Bool

    public init(_ key: Key, descending: Bool = true) {
        self.key = key
        isDescending = descending
    }

    public enum Key: String, Hashable, Sendable, Codable, CaseIterable {
        case created, updated, touched, visited, score, name, stage
        /// Who is to be called first: those whom nobody has reached out to yet, the newest first; then those who were on
        /// the website since, the last first; then the others, the longest forgotten first.
        case call
    }
}
