import Foundation
import Leads
import Testing

@Suite("Plans for many leads", .timeLimit(.minutes(1)))
struct BulkPlanTests {
    /// 2026-11-30 18:00 UTC, a Monday: noon in Austin.
    private static let noon = Date(timeIntervalSince1970: 1_796_061_600)
    private static let members = ["Alice", "Bruno", "Chen"].enumerated().map { number, name in
        Member(
            id: Member.ID(rawValue: Int64(number + 1)),
            firstName: name,
            lastName: "Example",
            email: "\(name.lowercased())@example.com"
        )
    }

    private var planner: Planner {
        let stages = ["New Lead", "Contacted", "Nurture"].enumerated().map {
            Stage(id: Stage.ID(rawValue: Int64($0.offset)), name: $0.element)
        }
        let team = Team(stages: stages, tags: ["Hot"], members: Self.members, me: Self.members[0])
        return Planner(team: team, now: Self.noon, home: .fixed(secondsFromGMT: 0))
    }

    private func lead(
        _ number: Int64,
        stage: String = "New Lead",
        tags: [String] = [],
        owner: Member? = nil,
        phones: [Phone] = [Phone("5125550142")]
    ) -> Lead {
        Lead(
            id: Lead.ID(number),
            firstName: "Ada",
            lastName: "No\(number)",
            emails: ["ada\(number)@example.com"],
            phones: phones,
            stage: stage,
            tags: tags,
            assignee: owner.map { Assignee(id: $0.id.rawValue, name: $0.fullName) }
        )
    }

    @Test("put what needs a person first, then what changes, then what is so already, each in the order asked for")
    func order() {
        let ground = BulkGround(
            [lead(1, stage: "Nurture"), lead(2), lead(3, stage: "Contacted"), lead(4), lead(5)],
            gone: [Lead.ID(9)],
            stuck: [Lead.ID(4)],
            trashed: [Lead.ID(5)]
        )

        let plan = planner.plan(.intent(.setStage("nurture")), on: ground)

        #expect(plan.rows.map(\.id.rawValue) == [9, 4, 5, 2, 3, 1])
        #expect(
            plan.rows.map(\.outcome) == [
                .blocked(.plan(.leadGone)), .blocked(.stuck), .blocked(.plan(.beingTrashed)),
                .changes([.setStage(from: "New Lead", to: "Nurture")]),
                .changes([.setStage(from: "Contacted", to: "Nurture")]), .nothingToDo(.inStage("Nurture")),
            ]
        )
        #expect((plan.blockedCount, plan.changingCount, plan.unchangedCount) == (3, 2, 1))
        #expect(plan.calls == 6, "an edit is read before and after")
    }

    @Test("say of every lead that the team has no such stage")
    func unknownStage() {
        let plan = planner.plan(.intent(.setStage("Nurtre")), on: BulkGround([lead(1), lead(2)]))

        let known = ["New Lead", "Contacted", "Nurture"]
        let obstacle = BulkObstacle.plan(.unknownStage("Nurtre", known: known, nearest: "Nurture"))
        #expect(plan.rows.map(\.outcome) == [.blocked(obstacle), .blocked(obstacle)])
    }

    @Test("leave a lead out as a whole that must not be called, where a call is logged or planned")
    func mustNotCall() throws {
        let listed = lead(1, phones: [Phone("5125550142", status: .dncContact)])
        let noAnswer = try #require(Disposition.defaults.first { $0.id == "no-answer" })
        let doNotCall = try #require(Disposition.defaults.first { $0.id == "dnc-number" })
        let verbs: [(BulkVerb, Bool)] = [
            (.disposition(noAnswer, words: ""), true), (.intent(.logCall(.talked, text: "", phone: nil)), true),
            (.intent(.addFollowUp(FollowUpWish("tomorrow", kind: .call))), true),
            (.intent(.addFollowUp(FollowUpWish("tomorrow", kind: .other))), false),
            (.disposition(doNotCall, words: ""), false), (.intent(.addTag("later")), false),
        ]
        for (verb, isBlocked) in verbs {
            let row = try #require(planner.plan(verb, on: BulkGround([listed])).rows.first)
            #expect(Self.isBarred(row.outcome) == isBlocked, "\(verb): \(row.outcome)")
            #expect(row.isChanging != isBlocked, "\(verb)")
        }
        // Who had a reason for one lead has none for a dozen.
        let bold = Planner(team: planner.team, now: planner.now, home: planner.home, overridesGuard: true)
        let row = try #require(bold.plan(verbs[1].0, on: BulkGround([listed])).rows.first)
        #expect(Self.isBarred(row.outcome), "\(row.outcome)")
    }

    /// True when a call stands against it, whether it is logged or planned.
    private static func isBarred(_ outcome: BulkPlan.Outcome) -> Bool {
        switch outcome {
        case .blocked(.mustNotContact(.call, let reasons)): reasons == [.dncContact]
        case .blocked(.plan(.forbidden(let bar))): bar.channel == .call
        case .blocked, .changes, .nothingToDo: false
        }
    }

    @Test("check what was planned earlier against the lead as it is now, the team and the guard")
    func check() throws {
        let toNurture = LeadChange.setStage(from: "New Lead", to: "Nurture")
        #expect(try planner.check([toNurture, .addTag("hot")], on: lead(1)) == [toNurture, .addTag("hot")])
        #expect(try planner.check([toNurture, .addTag("hot")], on: lead(1, stage: "Nurture")) == [.addTag("hot")])
        #expect(try planner.check([toNurture], on: lead(1, stage: "Nurture")).isEmpty)
        #expect(throws: BulkObstacle.moved(to: "Contacted")) {
            try planner.check([toNurture], on: lead(1, stage: "Contacted"))
        }
        #expect(
            throws: BulkObstacle.plan(
                .unknownStage("Closed", known: ["New Lead", "Contacted", "Nurture"], nearest: nil)
            )
        ) {
            try planner.check([.setStage(from: "New Lead", to: "Closed")], on: lead(1))
        }
        let talked = LeadChange.logCall(.init(outcome: .talked, phone: "5125550142", text: "hello"))
        #expect(try planner.check([talked], on: lead(1)) == [talked])
        // The number was put on a list after the plan was made.
        let listed = lead(1, phones: [Phone("5125550142", status: .dncContact)])
        let error = #expect(throws: BulkObstacle.self) { try planner.check([talked], on: listed) }
        #expect(Self.isBarred(.blocked(try #require(error))))
    }

    @Test("carry a disposition out as a bundle, with the calls of all its parts")
    func disposition() throws {
        let noAnswer = try #require(Disposition.defaults.first { $0.id == "no-answer" })

        let plan = planner.plan(.disposition(noAnswer, words: "left word"), on: BulkGround([lead(1)]))

        let row = try #require(plan.rows.first)
        #expect(row.changes.first == .logCall(.init(outcome: .noAnswer, phone: "5125550142", text: "left word")))
        #expect(row.changes.count == 3 && row.calls == 2 + 3 + 2)
        #expect(row.after.tags == ["attempt-1"])
    }

    @Test("read a date on each lead's own clock")
    func ownClock() throws {
        let austin = lead(1)
        let newYork = lead(2, phones: [Phone("2125550142")])

        let plan = planner.plan(.intent(.snooze(until: "tomorrow 9:00")), on: BulkGround([austin, newYork]))

        let dates = plan.rows.flatMap(\.changes).map { change -> Date? in
            if case .snooze(from: nil, to: let snooze?) = change { snooze.until } else { nil }
        }
        let first = try #require(dates.first ?? nil)
        let last = try #require(dates.last ?? nil)
        #expect(dates.count == 2 && first.timeIntervalSince(last) == 3_600)
    }

    @Test(
        "spread leads so that nobody has two more than another, and nobody gives one away without need",
        arguments: [0, 1, 7, 30, 31, 32]
    )
    func spread(count: Int) {
        // Bruno has most of them, Chen two.
        let leads = (0..<count).map { lead(Int64($0 + 1), owner: Self.members[$0 % 10 == 3 ? 2 : 1]) }

        let plan = planner.plan(.spread(Self.members), on: BulkGround(leads))

        let owners = plan.rows.map { $0.after.assignee?.name }
        let counts = Self.members.map { member in owners.count { $0 == member.fullName } }
        #expect(counts.reduce(0, +) == count)
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
        // Each of the three keeps as many as the share allows.
        let kept = plan.unchangedCount
        let chen = leads.count { $0.assignee?.name == "Chen Example" }
        #expect(kept >= min(chen, count / 3) + min(count - chen, count / 3))
    }

    @Test("ten thousand leads are planned within a second", .timeLimit(.minutes(1)))
    func tenThousand() throws {
        let noAnswer = try #require(Disposition.defaults.first { $0.id == "no-answer" })
        let leads = (1...10_000).map { lead($0, tags: ["a", "b"]) }
        let clock = ContinuousClock()
        var plan = planner.plan(.intent(.addTag("x")), on: BulkGround([]))

        let time = clock.measure { plan = planner.plan(.disposition(noAnswer, words: ""), on: BulkGround(leads)) }

        #expect(plan.changingCount == 10_000)
        // A debug build on a busy machine takes several times as long as what people get.
        #expect(time < .seconds(20), "\(time)")
        print("10,000 leads, a disposition of three parts: \(time)")
    }
}
