/// Ways in which the service can be stranger than its guide; each is off by default.
package struct SandboxOddities: Hashable, Sendable {
    /// DELETE without a content type is refused with code 20001, as one live report has it.
    package var deleteDemandsContentType: Bool
    /// How long a `scrollId` is good for; `nil` is for ever.
    package var scrollLifetime: Duration?
    /// How long a new lead stays invisible to reads; writes find it at once.
    package var creationDelay: Duration

    package init(
        deleteDemandsContentType: Bool = false,
        scrollLifetime: Duration? = nil,
        creationDelay: Duration = .zero
    ) {
        self.deleteDemandsContentType = deleteDemandsContentType
        self.scrollLifetime = scrollLifetime
        self.creationDelay = creationDelay
    }
}

extension Duration {
    var millis: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
