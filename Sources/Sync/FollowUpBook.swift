package import FoundationEssentials
package import Leads

/// The person's follow-ups as the server last told them, with what was settled here since.
package struct FollowUpBook: Hashable, Sendable, Codable {
    package var followUps: [FollowUp]
    /// `nil` before the first reading.
    package var readAt: Date?
    /// False when the server has more than were read.
    package var isWhole: Bool

    package init(followUps: [FollowUp] = [], readAt: Date? = nil, isWhole: Bool = true) {
        self.followUps = followUps
        self.readAt = readAt
        self.isWhole = isWhole
    }

    /// Takes in a change that the server has taken.
    ///
    /// `made` is the id of a new one; taking the same change in twice changes nothing.
    package mutating func take(_ change: FollowUpChange, of lead: Lead.ID, named name: String?, made: FollowUp.ID?) {
        switch change {
        case .add(let plan):
            guard let made, !followUps.contains(where: { $0.id == made }) else { return }
            var followUp = FollowUp(plan, id: made, of: lead)
            followUp.leadName = name
            followUps.append(followUp)
        case .move(let followUp, to: let date): edit(followUp.id) { $0.dueAt = date }
        case .finish(let followUp): edit(followUp.id) { $0.isFinished = true }
        case .reopen(let followUp): edit(followUp.id) { $0.isFinished = false }
        case .remove(let followUp): followUps.removeAll { $0.id == followUp.id }
        }
    }

    private mutating func edit(_ id: FollowUp.ID, _ body: (inout FollowUp) -> Void) {
        for index in followUps.indices where followUps[index].id == id { body(&followUps[index]) }
    }
}
