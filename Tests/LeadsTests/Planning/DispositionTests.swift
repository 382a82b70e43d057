import Foundation
import Leads
import Testing

@Suite("Dispositions")
struct DispositionTests {
    /// 2026-11-30 18:00 UTC, a Monday: noon in Austin.
    private static let noon = Date(timeIntervalSince1970: 1_796_061_600)

    private static let stages = ["New Lead", "Contacted", "Qualified", "Nurture", "Archived"].enumerated().map {
        Stage(id: Stage.ID(rawValue: Int64($0.offset)), name: $0.element)
    }

    private static func lead(stage: String? = "New Lead", tags: [String] = []) -> Lead {
        Lead(
            id: Lead.ID(1),
            firstName: "Ana",
            emails: ["ana@example.com"],
            phones: [Phone("5125550142")],
            stage: stage,
            tags: tags
        )
    }

    private static func plan(
        _ id: String,
        _ lead: Lead? = lead(),
        words: String = "",
        at now: Date = noon,
        stages: [Stage] = stages
    ) throws -> DispositionVerdict {
        let disposition = try #require(Disposition.defaults.first { $0.id == id })
        let planner = Planner(team: Team(stages: stages), now: now, home: .fixed(secondsFromGMT: 0))
        return planner.plan(disposition, words: words, for: lead)
    }

    private static func changes(_ verdict: DispositionVerdict) throws -> [LeadChange] {
        guard case .changes(let changes) = verdict else {
            Issue.record("\(verdict)")
            return []
        }
        return changes
    }

    @Test("the defaults have an id, a letter and, first, the six outcomes each")
    func defaults() {
        let all = Disposition.defaults
        #expect(all.count <= 9)
        #expect(Set(all.map(\.id)).count == all.count)
        #expect(Set(all.compactMap(\.letter)).count == all.count)
        #expect(all.prefix(6).compactMap(\.outcome) == CallOutcome.allCases)
        #expect(all.allSatisfy { $0.problems(in: Team(stages: Self.stages)).isEmpty })
        #expect(all.filter(\.asks).compactMap(\.outcome) == [.dncNumber, .dncContact])
    }

    @Test("talked logs the call, moves a new lead on and plans a call on the lead's clock")
    func talked() throws {
        let changes = try Self.changes(try Self.plan("talked"))
        #expect(
            changes == [
                .logCall(.init(outcome: .talked, phone: "5125550142", text: "talked")),
                .setStage(from: "New Lead", to: "Contacted"),
                .followUp(
                    .add(
                        FollowUpPlan(
                            kind: .call,
                            text: "Call",
                            dueAt: Date(timeIntervalSince1970: 1_796_313_600),
                            words: "Thu 3 Dec 2026, 10:00"
                        )
                    )
                ),
            ]
        )
    }

    @Test("never moves a lead back in the pipeline", arguments: ["Contacted", "Qualified", "Archived"])
    func forward(stage: String) throws {
        let changes = try Self.changes(try Self.plan("talked", Self.lead(stage: stage)))
        #expect(!changes.contains { if case .setStage = $0 { true } else { false } })
    }

    @Test(
        "counts its attempts",
        arguments: [([], 1), (["attempt-1"], 2), (["Attempt-9", "hot"], 10), (["attempt-x"], 1)]
    )
    func counter(tags: [String], next: Int) throws {
        let changes = try Self.changes(try Self.plan("no-answer", Self.lead(tags: tags)))
        let old = tags.first { $0.lowercased().hasPrefix("attempt-") && $0 != "attempt-x" }
        #expect(changes.contains(.addTag("attempt-\(next)")))
        #expect(changes.contains { $0 == old.map { .removeTag($0) } } == (old != nil))
    }

    @Test("a second try in three hours is put off to the morning when nobody may be called then")
    func evening() throws {
        // 20:30 in Austin.
        let changes = try Self.changes(try Self.plan("no-answer", at: Self.noon + 30_600))
        guard case .followUp(.add(let plan)) = changes.last else {
            Issue.record("no follow-up")
            return
        }
        #expect(plan.words == "Tue 1 Dec 2026, 09:00")
    }

    @Test("words are logged with the call, and are a note where no call is logged")
    func words() throws {
        #expect(
            try Self.changes(try Self.plan("no-answer", words: "left at the gate")).first
                == .logCall(.init(outcome: .noAnswer, phone: "5125550142", text: "left at the gate"))
        )
        #expect(try Self.changes(try Self.plan("not-a-lead", words: "a salesman")).contains(.addNote("a salesman")))
    }

    @Test("what one step cannot do, none of them does")
    func allOrNothing() throws {
        var unreachable = Self.lead()
        unreachable.phones = []
        #expect(try Self.plan("no-answer", unreachable) == .blocked(.noPhone))
        #expect(try Self.plan("no-answer", nil) == .blocked(.leadGone))
        let planner = Planner(team: Team(stages: Self.stages), now: Self.noon)
        var own = Disposition("own", "own", outcome: .talked, stage: .init("Qualfied"))
        guard case .blocked(.unknownStage("Qualfied", _, nearest: "Qualified")) = planner.plan(own, for: Self.lead())
        else {
            Issue.record("the unknown stage is not told")
            return
        }
        own = Disposition("own", "own", outcome: .talked, followUp: FollowUpWish("31 February"))
        guard case .blocked(.noDate(.noSuchDay)) = planner.plan(own, for: Self.lead()) else {
            Issue.record("the day that is not is not told")
            return
        }
    }

    @Test("a default leaves out a stage that the team does not have; a person's own says that it is missing")
    func unknownStage() throws {
        let changes = try Self.changes(try Self.plan("nurture", stages: [Self.stages[0]]))
        #expect(!changes.contains { if case .setStage = $0 { true } else { false } })
        let own = Disposition("own", "own", stage: .init("Hotlist"))
        let problems = own.problems(in: Team(stages: Self.stages))
        #expect(problems == [.unknownStage("Hotlist", known: Self.stages.map(\.name), nearest: nil)])
        let long = Disposition("own", "own", addingTags: [String(repeating: "x", count: 65)])
        #expect(long.problems(in: Team()) == [.tooLong(.tag, length: 65, limit: 64)])
    }
}

@Suite("Follow-ups and snoozes as they are planned")
struct FollowUpPlanningTests {
    /// 2026-11-30 18:00 UTC, a Monday.
    private static let noon = Date(timeIntervalSince1970: 1_796_061_600)
    private static let planner = Planner(team: Team(), now: noon, home: .fixed(secondsFromGMT: 3_600))

    @Test("dates are read on the lead's clock, and on the person's own where nobody knows where the lead is")
    func zone() {
        let austin = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone("5125550142")])
        let nowhere = Lead(id: Lead.ID(2), firstName: "Bo", emails: ["bo@example.com"])
        let wish = Intent.addFollowUp(FollowUpWish("tue 3pm", text: "ask about the fence"))
        guard case .change(.followUp(.add(let there))) = Self.planner.plan(wish, for: austin),
            case .change(.followUp(.add(let here))) = Self.planner.plan(wish, for: nowhere)
        else {
            Issue.record("no follow-up")
            return
        }
        #expect(there.dueAt == Date(timeIntervalSince1970: 1_796_158_800))
        #expect(here.dueAt == Date(timeIntervalSince1970: 1_796_133_600))
        #expect(there.kind == .call && here.kind == .email)
        #expect(there.text == "ask about the fence")
    }

    @Test("bad dates are told", arguments: ["31 February", "yesterday", "2020-01-01", "tue 27:00", ""])
    func badDates(text: String) {
        let lead = Lead(id: Lead.ID(1), firstName: "Ana")
        for intent in [Intent.addFollowUp(FollowUpWish(text)), .snooze(until: text)] {
            guard case .blocked(.noDate) = Self.planner.plan(intent, for: lead) else {
                Issue.record("“\(text)” is taken")
                return
            }
        }
    }

    @Test("a move to the time that it has already sends nothing")
    func sameTime() {
        let lead = Lead(id: Lead.ID(1), firstName: "Ana")
        let due = Date(timeIntervalSince1970: 1_796_202_000)
        let followUp = FollowUp(id: .init(rawValue: 5), leadID: lead.id, kind: .call, text: "Call", dueAt: due)
        #expect(
            Self.planner.plan(.moveFollowUp(followUp, to: "2 dec 10:00"), for: lead)
                == .nothingToDo(.dueAt("Wed 2 Dec 2026, 10:00"))
        )
        let moved = Self.planner.plan(.moveFollowUp(followUp, to: "2 dec 11:00"), for: lead)
        #expect(moved == .change(.followUp(.move(followUp, to: due + 3_600))))
    }
}
