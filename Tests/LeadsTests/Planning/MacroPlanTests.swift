import FoundationEssentials
import Leads
import Testing

@Suite("A macro on a lead")
struct MacroPlanTests {
    private let planner = Planner(
        team: Team(stages: [Stage(id: Stage.ID(rawValue: 1), name: "Nurture")], tags: ["hot"]),
        now: Date(timeIntervalSince1970: 1_790_000_000)
    )

    private func lead(_ number: Int64, stage: String = "New Lead", phone: Phone.Status? = nil) -> Lead {
        Lead(id: Lead.ID(number), firstName: "Ana", phones: [Phone("5125550142", status: phone)], stage: stage)
    }

    private let macro = Macro(
        "lost",
        [
            .intent(.setStage("nurture")), .intent(.addTag("lost-1")), .intent(.addTag("lost-1")),
            .disposition(Disposition("note-it", "note it"), words: "gone elsewhere"),
        ]
    )

    @Test("takes one step after the other, each on what the one before it made, and leaves out what is so already")
    func steps() {
        let note = LeadChange.addNote("gone elsewhere")
        #expect(
            planner.plan(macro, for: lead(1))
                == .changes([.setStage(from: "New Lead", to: "Nurture"), .addTag("lost-1"), note])
        )
        #expect(planner.plan(macro, for: lead(1, stage: "Nurture")) == .changes([.addTag("lost-1"), note]))
    }

    @Test("does nothing at all where one of its steps cannot be done")
    func allOrNothing() {
        var broken = macro
        broken.steps.append(.intent(.setStage("Nowhere")))
        guard case .blocked(.plan(.unknownStage)) = outcome(broken, lead(1)) else {
            Issue.record("\(outcome(broken, lead(1)))")
            return
        }
        #expect(planner.plan(macro, for: nil) == .blocked(.leadGone))
        #expect(planner.plan(macro, for: lead(1), isBeingTrashed: true) == .blocked(.beingTrashed))
    }

    @Test(
        "keeps the guard: a step that logs a call is refused for a lead that must not be called, and the rest with it"
    )
    func guarded() {
        let calling = Macro("rang", [.intent(.addTag("hot")), .intent(.logCall(.noAnswer, text: "", phone: nil))])

        guard case .blocked(.plan(.forbidden)) = outcome(calling, lead(1, phone: .dncContact)) else {
            Issue.record("\(outcome(calling, lead(1, phone: .dncContact)))")
            return
        }
        #expect(planner.plan(calling, for: lead(2)) != .changes([]))
    }

    private func outcome(_ macro: Macro, _ lead: Lead) -> BulkPlan.Outcome {
        planner.plan(.steps(macro), on: BulkGround([lead])).rows[0].outcome
    }
}
