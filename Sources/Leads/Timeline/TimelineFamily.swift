/// Kinds of entries that are shown or left out together.
public enum TimelineFamily: String, Hashable, Sendable, CaseIterable {
    case site, calls, texts, emails, notes, tasks, changes, transactions
}

extension TimelineEntry.Kind {
    /// `nil` for an unsent change, which no choice of kinds hides.
    public var family: TimelineFamily? {
        switch self {
        case .site: .site
        case .call: .calls
        case .text: .texts
        case .email: .emails
        case .note: .notes
        case .task, .appointment: .tasks
        case .system: .changes
        case .transaction: .transactions
        case .pending: nil
        }
    }
}
