import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Where the cursor and held rows stand")
struct ListPlaceTests {
    @Test("a workbench begins with its first queue, by that queue's order")
    func firstQueue() {
        let queues = [
            QueueDefinition(name: "One", query: .everything, sort: LeadSort(.name, descending: false)),
            QueueDefinition.defaults[0],
        ]
        let state = AppState(accountName: "test", queues: queues, now: noon)

        #expect(state.list.asked.queue == queues[0].query && state.list.asked.sort == queues[0].sort)
        #expect(state.activeQueue == 0 && state.queue?.definition == queues[0])
        #expect(!state.list.isLoaded && state.list.isAwaitingRows)
    }

    @Test("the first lead is selected when leads come into a view that was empty")
    func intoEmptyView() {
        var state = workbench([])
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2), lead(3)])))
        #expect(state.list.selected == Lead.ID(1) && state.list.cursor.position == 0)
    }

    @Test("a refresh from the last line of a view that has become shorter ends on its last line", arguments: 0...4)
    func refreshOfShorterView(left: Int) {
        var state = workbench((1...6).map { lead($0) })
        act(&state, .navigate(.move(.end)), .program(.refresh(full: false)))
        happen(&state, .queryAnswered(answer(state, (0..<left).map { lead(Int64($0 + 1)) })))

        #expect(state.list.selected == (left == 0 ? nil : Lead.ID(Int64(left))))
        #expect(state.list.cursor.position == max(0, left - 1))
    }

    @Test(
        "a held lead of which no neighbour is left stands at the top when it stood near it, else as far down as it can",
        arguments: [(63, 0), (64, 0), (65, 65), (150, 100)]
    )
    func withoutNeighbours(place: Int, expected: Int) {
        var state = workbench((1...200).map { lead($0) })
        act(&state, .navigate(.move(.lines(place))))
        let others = (1_001...1_100).map { lead($0) }
        let held = lead(Int64(place + 1), stage: "Qualified")
        happen(&state, .queryAnswered(answer(state, others, kept: [held])))

        #expect(state.list.selected == held.id)
        #expect(state.list.position == expected && state.list.rows.count == 101)
    }

    @Test("a held lead finds its neighbour as far as 64 rows above it")
    func farNeighbour() {
        for (gap, expected) in [(64, 1), (65, 65)] {
            var state = workbench((1...200).map { lead($0) })
            act(&state, .navigate(.move(.lines(gap))))
            let others = [lead(1)] + (1_001...1_100).map { lead($0) }
            let held = lead(Int64(gap + 1), stage: "Qualified")
            happen(&state, .queryAnswered(answer(state, others, kept: [held])))

            #expect(state.list.position == expected, "\(gap) rows above")
        }
    }

    @Test("a held lead below a new one keeps its place when that has its id before the list knows")
    func belowRenamed() {
        var state = workbench([lead(10), lead(4), lead(5)])
        act(&state, .navigate(.move(.lines(1))))
        let held = lead(4, stage: "Qualified")
        happen(&state, .queryAnswered(answer(state, [lead(20), lead(110), lead(5)], kept: [held])))

        let rows = state.list.rows
        #expect((0..<rows.count).map { rows.id(at: $0).rawValue } == [20, 110, 4, 5])
    }

    @Test("the next open lead is the nearest below, else the first from the top")
    func advancing() {
        var state = workbench((1...5).map { lead($0) })
        act(&state, .navigate(.move(.lines(3))), .handle(.done))
        #expect(state.list.selected == Lead.ID(5))
        act(&state, .handle(.done))
        #expect(state.list.selected == Lead.ID(1), "the first from the top, not the nearest above")
        act(&state, .handle(.done))
        #expect(state.list.selected == Lead.ID(2))
    }

    @Test("what is in sight are the rows of the window, as far as there are any")
    func attention() {
        var state = workbench((1...7).map { lead($0) })
        #expect(state.attention == Attention(cursor: Lead.ID(1), rows: (1...5).map { Lead.ID($0) }))
        act(&state, .navigate(.move(.end)))
        #expect(state.attention == Attention(cursor: Lead.ID(7), rows: (3...7).map { Lead.ID($0) }))
        #expect(workbench([lead(1)]).attention.rows == [Lead.ID(1)])
    }

    @Test("timelines are recalled two rows around the cursor, and none that is known")
    func neighbours() {
        var state = workbench((1...9).map { lead($0) })
        happen(&state, .timelinesKnown([Lead.ID(6): Timeline(merging: [])]))
        let effects = act(&state, .navigate(.move(.lines(4))))
        #expect(effects.contains(.recallTimelines([3, 4, 5, 7].map { Lead.ID($0) })))
        let atEnd = act(&state, .navigate(.move(.end)))
        #expect(atEnd.contains(.recallTimelines([7, 8, 9].map { Lead.ID($0) })))
    }

    @Test(
        "the age of what is seen goes in steps of ten seconds, and from a minute on in minutes",
        arguments: [
            (-5.0, 0.0, 10.0), (0, 0, 10), (9.9, 0, 10), (10, 10, 20), (59.9, 50, 60), (60, 60, 120), (61, 61, 120),
        ]
    )
    func freshness(age: Double, told: Double, next: Double) {
        let moment = noon - age
        let rounded = FreshnessScale.rounded(moment, at: noon)
        #expect(abs(noon.timeIntervalSince(rounded) - told) < 0.001)
        // What lies ahead counts as now.
        let step = FreshnessScale.nextStep(of: moment, after: noon)
        #expect(abs(step.timeIntervalSince(moment) - next) < 0.001)
    }
}
