import FoundationEssentials
import Leads
import LoftyAPI

/// How a follow-up on the server stands to a change of it that is to go out.
enum FollowUpStanding: Hashable, Sendable {
    /// The server holds what is asked for.
    case asWanted
    /// The server holds what the change was made from.
    case asKnown
    /// Somebody else was at it; what they did, as a sentence without its full stop.
    case changed(String)

    /// `own` are changes of this journal that the server has taken.
    init(of task: LeadTask, to change: FollowUpChange, _ delivery: Delivery, own: [FollowUpChange]) {
        if Self.isAsWanted(task, change) {
            // What takes back a change that may have arrived goes out also where that does not show yet.
            self = delivery.mustBeSent == true ? .asKnown : .asWanted
        } else if Self.isOverwritten(task, delivery) || !Self.isMade(change, from: task, own: own) {
            self = .changed(Self.words(for: change))
        } else {
            self = .asKnown
        }
    }

    private static func isAsWanted(_ task: LeadTask, _ change: FollowUpChange) -> Bool {
        switch change {
        case .move(_, to: let date): FollowUp(task)?.dueAt?.isSameDeadline(as: date) ?? false
        case .finish: task.isFinished
        case .reopen: !task.isFinished
        case .add, .remove: false
        }
    }

    /// True when a change whose answer was lost does not show on a task that was changed since: it arrived and was
    /// reversed, or somebody else did something that its person has not seen.
    private static func isOverwritten(_ task: LeadTask, _ delivery: Delivery) -> Bool {
        guard delivery.mayHaveArrived, let before = delivery.seenUpdatedAt, let updatedAt = task.updatedAt else {
            return false
        }
        return updatedAt > before
    }

    private static func isMade(_ change: FollowUpChange, from task: LeadTask, own: [FollowUpChange]) -> Bool {
        switch change {
        // Nothing else can have been there.
        case .add, .finish, .reopen: true
        case .move(let followUp, to: _): isKnownTime(of: task, followUp, own)
        case .remove(let followUp):
            isKnownTime(of: task, followUp, own)
                && (!task.isFinished || own.contains { if case .finish = $0 { true } else { false } })
        }
    }

    private static func isKnownTime(of task: LeadTask, _ followUp: FollowUp, _ own: [FollowUpChange]) -> Bool {
        guard let due = FollowUp(task)?.dueAt else { return true }
        let moves = own.compactMap { if case .move(_, to: let date) = $0 { date } else { nil } }
        return (moves + [followUp.dueAt].compactMap(\.self)).contains(where: due.isSameDeadline)
    }

    private static func words(for change: FollowUpChange) -> String {
        switch change {
        case .move: "somebody else gave the follow-up another time meanwhile"
        case .finish: "somebody else was at the follow-up meanwhile, and it is open"
        case .reopen: "somebody else was at the follow-up meanwhile, and it is finished"
        case .add, .remove: "somebody else changed the follow-up meanwhile"
        }
    }
}

extension Date {
    /// The server keeps whole seconds of a deadline.
    fileprivate func isSameDeadline(as other: Date) -> Bool { abs(timeIntervalSince(other)) < 1 }
}
