import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("When the screen changes by itself")
struct DeadlineTests {
    /// Nobody can call it, so nothing of it depends on the hour.
    private func lead(_ number: Int64) -> Lead { Lead(id: Lead.ID(number), firstName: "Ada") }

    private func aged(_ number: Int64, _ seconds: Double) -> Lead {
        var aged = lead(number)
        aged.createdAt = noon - seconds
        return aged
    }

    @Test("never, when nothing on it depends on the time")
    func nothing() { #expect(Deadlines.next(in: workbench([lead(1)])) == nil) }

    @Test(
        "at the next step of an age that is seen, in its own unit",
        arguments: [
            (42.0, 1.0), (59, 1), (60, 60), (119.5, 0.5), (3_599, 1), (7_200, 3_600), (1_209_599, 1), (90_000, 82_800),
        ]
    )
    func ages(age: Double, wait: Double) {
        #expect(Deadlines.next(in: workbench([aged(1, age)])) == noon + wait)
    }

    @Test("at the next step of the last touch and of the last visit")
    func touches() {
        var touched = aged(1, 90_000)
        touched.lastTouchAt = noon - 130
        #expect(Deadlines.next(in: workbench([touched])) == noon + 50)
        touched.lastVisitAt = noon - 30
        #expect(Deadlines.next(in: workbench([touched])) == noon + 1)
    }

    @Test("when a wait comes into another band, a follow-up becomes late, and later again")
    func bandsAndFollowUps() {
        // The band holds until 301 seconds, and the age reads the same until 360.
        #expect(Deadlines.next(in: workbench([aged(1, 300)])) == noon + 1)
        var state = workbench([lead(1)])
        let followUp = { (due: Double) in
            FollowUp(
                id: .init(rawValue: 1),
                leadID: Lead.ID(1),
                leadName: nil,
                kind: .call,
                text: "Call",
                dueAt: noon + due
            )
        }
        for (due, wait) in [(45.0, 45.0), (-45, 1), (-130, 50)] {
            happen(&state, .followUps([followUp(due)], readAt: noon, isWhole: true))
            #expect(Deadlines.next(in: state) == noon + wait)
        }
        state.followUps = FollowUpList()
        #expect(Deadlines.next(in: state) == nil)
    }

    @Test("in my day, when something becomes late, or today's")
    func agenda() {
        var state = workbench([])
        let followUp = FollowUp(
            id: .init(rawValue: 1),
            leadID: Lead.ID(9),
            leadName: "Bea",
            kind: .call,
            text: "Call",
            dueAt: noon + 33
        )
        happen(&state, .followUps([followUp], readAt: noon, isWhole: true))
        #expect(Deadlines.next(in: state) == nil)
        act(&state, .open(.agenda))
        #expect(Deadlines.next(in: state) == noon + 33)
        happen(&state, .tick(noon + 33))
        #expect(Deadlines.next(in: state) == state.endOfToday)
    }

    @Test("not for rows that are not on the screen")
    func unseenAges() {
        var state = workbench((1...5).map { lead($0) } + [aged(6, 10)])
        #expect(Deadlines.next(in: state) == nil)
        act(&state, .navigate(.move(.end)))
        #expect(Deadlines.next(in: state) == noon + 1)
    }

    @Test("each second while the countdown of the selected lead is seen, or any in the outbox")
    func countdowns() {
        var state = workbench([lead(1), lead(2)])
        happen(&state, .outboxChanged([entry(1, on: 2, .addTag("a"), .held(until: noon + 5.4))]))
        #expect(Deadlines.next(in: state) == nil)
        act(&state, .open(.outbox))
        #expect(Deadlines.next(in: state).map { abs($0.timeIntervalSince(noon) - 0.4) < 0.001 } == true)
        act(&state, .overlay(.outbox(.close)), .navigate(.move(.lines(1))))
        #expect(Deadlines.next(in: state) != nil)
    }

    @Test("when the index says that rows or counts change")
    func index() {
        var state = workbench([])
        var answered = answer(state, [lead(1)])
        answered.changesAt = noon + 33
        happen(&state, .queryAnswered(answered))
        #expect(Deadlines.next(in: state) == noon + 33)
    }

    @Test("each second until the server takes calls again")
    func limited() {
        var state = workbench([lead(1)])
        happen(&state, .link(.limited(until: noon + 24.5)))
        #expect(Deadlines.next(in: state).map { abs($0.timeIntervalSince(noon) - 0.5) < 0.001 } == true)
        happen(&state, .link(.limited(until: noon)))
        #expect(Deadlines.next(in: state) == nil)
    }

    @Test("every ten seconds while the age of what is seen is told in seconds, and not while nothing is known of it")
    func freshness() {
        var state = workbench([lead(1)])
        happen(&state, .link(.online))
        #expect(Deadlines.next(in: state) == nil)
        happen(&state, .freshness(Freshness(seenAt: noon - 12, bookAt: noon - 130)))
        #expect(Deadlines.next(in: state) == noon + 8)
        happen(&state, .freshness(Freshness(seenAt: noon - 61, bookAt: noon - 130)))
        #expect(Deadlines.next(in: state) == noon + 50)
        happen(&state, .freshness(Freshness(pausedSince: noon - 3_600)))
        #expect(Deadlines.next(in: state) == noon + 3_600)
    }
}
