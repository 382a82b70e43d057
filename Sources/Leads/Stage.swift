/// One step of the team's lead pipeline.
///
/// Lofty calls the list "lead pipelines".
///
/// Source: Lofty API, `GET /v1.0/teamFeatures/lead-pipelines`. A lead's stage is written by name, never by id.
public struct Stage: Hashable, Sendable, Codable, Identifiable {
    public var id: ID
    public var name: String

    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }

    public struct ID: RawRepresentable, Hashable, Sendable, Codable {
        public let rawValue: Int64

        public init(rawValue: Int64) { self.rawValue = rawValue }
    }
}
