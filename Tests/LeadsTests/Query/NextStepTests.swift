import Foundation
import Leads
import TestSupport
import Testing

@Suite("Queries about the next step", .timeLimit(.minutes(1)))
struct NextStepTests {
    /// 15:00 UTC on 2 November 2026.
    private let now = SampleLeads.now

    private func followUp(_ number: Int64, _ lead: Int64, in seconds: Double?, isFinished: Bool = false) -> FollowUp {
        FollowUp(
            id: FollowUp.ID(rawValue: number),
            leadID: Lead.ID(lead),
            kind: .call,
            text: "Call",
            dueAt: seconds.map { now + $0 },
            isFinished: isFinished
        )
    }

    private var plans: [FollowUp] {
        [
            followUp(1, 1, in: -60), followUp(2, 1, in: 86_400), followUp(3, 2, in: 3_600),
            followUp(4, 3, in: 2 * 86_400),
            followUp(5, 4, in: nil), followUp(6, 5, in: 60, isFinished: true),
        ]
    }

    private func found(_ text: String, _ context: QueryContext) throws -> [Int64] {
        let query = try LeadQuery.parse(text)
        return (1...6).filter {
            query.matches(LeadRow(lead: Lead(id: Lead.ID($0), firstName: "Ada"), syncState: .clean), context: context)
        }
    }

    @Test(
        "find leads by their earliest open follow-up",
        arguments: [
            ("next:none", [5, 6]), ("-next:none", [1, 2, 3, 4]), ("next:overdue", [1]), ("next:today", [2]),
            ("next:planned", [3, 4]), ("next:overdue,today", [1, 2]), ("next:none,overdue", [1, 5, 6]),
            ("next=none", [5, 6]), ("next:none ada", [5, 6]),
        ]
    )
    func finds(_ text: String, _ leads: [Int64]) throws {
        let context = QueryContext(now: now, clock: .fixed(secondsFromGMT: 0), nextSteps: NextSteps(plans))
        #expect(try found(text, context) == leads)
    }

    @Test("match nobody while it is not known what is planned", arguments: ["next:none", "next:overdue,today,planned"])
    func unknown(text: String) throws {
        #expect(try found(text, QueryContext(now: now)).isEmpty)
    }

    @Test("a day ends where the person is")
    func zone() throws {
        let plans = NextSteps([followUp(1, 1, in: 10 * 3_600)])
        let here = QueryContext(now: now, clock: .fixed(secondsFromGMT: 0), nextSteps: plans)
        let there = QueryContext(now: now, clock: .fixed(secondsFromGMT: -6 * 3_600), nextSteps: plans)
        #expect(try found("next:planned", here) == [1])
        #expect(try found("next:today", there) == [1])
    }

    @Test("the next change is when something is due, or when the day ends")
    func nextChange() {
        let steps = NextSteps(plans)
        let clock = ZoneRules.fixed(secondsFromGMT: 0)
        #expect(steps.nextChange(after: now, clock) == now + 3_600)
        #expect(steps.nextChange(after: now + 3_600, clock).timeIntervalSince1970 == 1_793_664_000)
        #expect(steps.step(of: Lead.ID(2), at: now + 3_600, clock) == .overdue)
    }

    @Test("are read, spelled, completed and mended as others are")
    func spelling() throws {
        #expect(try LeadQuery.parse("NEXT:None,Today").queryText == "next:none,today")
        let error = #expect(throws: QueryError.self) { try LeadQuery.parse("next:toady") }
        #expect(error?.suggestion == "today")
        let offers = QueryCompletion.candidates(text: "next:o", cursor: 6, vocabulary: QueryVocabulary())
        #expect(offers.candidates.map(\.text) == ["overdue"])
        #expect(QueryReading("next:pla").isUnfinished)
        #expect(try LeadQuery.parse("-next:none").dependsOnTime)
    }

    @Test("the example of the manual is a query")
    func example() throws {
        let text =
            "stage:\"New Lead\" source:zillow age<2d site>touch score>=70 tag:hot -tag:dnc owner:me next:none "
            + "price:400k..650k type:buyer"
        let query = try LeadQuery.parse(text)
        #expect(query.queryText == text.replacing("400k..650k", with: "400000..650000"))
    }

    @Test("say how the next step stands")
    func reasons() throws {
        let context = QueryContext(now: now, clock: .fixed(secondsFromGMT: 0), nextSteps: NextSteps(plans))
        let row = LeadRow(lead: Lead(id: Lead.ID(1), firstName: "Ada"), syncState: .clean)
        #expect(
            try LeadQuery.parse("next:none").reasons(for: row, context: context).map(\.words) == [
                "the next step is overdue"
            ]
        )
    }
}
