/// Who goes first when calls have to wait for the rate limit.
///
/// Without ``current`` a write takes ``write`` and a read takes ``visibleRead``; wrap work that nobody waits for:
///
/// ```swift
/// try await CallLane.$current.withValue(.sync) {
///     for try await event in service.allLeads(LeadListRequest()) { … }
/// }
/// ```
public enum CallLane: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// A change that a person made.
    case write
    /// What a person is looking at.
    case visibleRead
    /// What a person will probably look at next.
    case prefetch
    /// Keeping the mirror up to date.
    case sync

    @TaskLocal public static var current: CallLane?

    /// True for work that leaves a few calls of the window, and one connection, to a person.
    var isBackground: Bool {
        switch self {
        case .write, .visibleRead: false
        case .prefetch, .sync: true
        }
    }

    public static func < (left: CallLane, right: CallLane) -> Bool { left.rawValue < right.rawValue }
}

extension Endpoint.Effect {
    /// The lane of a call whose task names none.
    var lane: CallLane {
        switch self {
        case .reads: .visibleRead
        case .setsValue, .adds: .write
        }
    }
}
