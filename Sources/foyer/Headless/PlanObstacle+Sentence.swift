import Leads
import Panes

extension PlanObstacle {
    /// Why something cannot be done, for somebody at a shell, where no key of the workbench helps.
    func sentence(lead: String) -> String {
        switch self {
        case .leadGone: "\(lead) is gone: trashed, hidden from you or given away."
        case .beingTrashed:
            "\(lead) is on its way to the trash. “foyer outbox” shows it, and “foyer outbox drop” stops it."
        case .stagesUnknown: "The team's stages could not be read. Try again."
        case .membersUnknown: "The team's members could not be read. Try again."
        case .noPhone:
            "\(lead) has no phone number, and Lofty wants one with every call. Write a note instead: foyer leads note."
        case .notYours(let owner):
            "Only its owner may hide a lead, and \(lead) is \(owner.map { "\($0)'s" } ?? "nobody's"). “foyer leads assign” "
                + "takes it first."
        case .empty(let field): "\(Wording.name(of: field)) is empty."
        case .unknownStage, .unknownMember, .ambiguousMember, .forbidden, .noDate, .deal, .missing, .unreadable,
            .fieldTooLong, .tooLong:
            Wording.obstacle(self, lead: lead)
        }
    }
}
