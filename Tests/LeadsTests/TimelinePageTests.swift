import FoundationEssentials
import TestSupport
import Testing

@testable import Leads

@Suite("The newest page of a timeline")
struct TimelinePageTests {
    private let noon = SampleLeads.now

    /// A past of all kinds, with visits of many homes and long pauses; dense, so that pages end in the midst of things.
    private func past(_ count: Int, _ random: inout SeededGenerator) -> Timeline {
        var at = noon.addingTimeInterval(3_600)
        let kinds: [TimelineEntry.Kind] = [
            .site("Browse"), .site("Browse"), .site("Browse"), .site("Favorite"), .site("Search"),
            .note(isPinned: false),
            .call(.outbound, outcome: nil), .text(.inbound), .email(.outbound, event: nil), .system, .transaction,
            .task(isFinished: false), .appointment(isFinished: true),
        ]
        // Long stretches of one kind beside others.
        let few = kinds.shuffled(using: &random).prefix(Int.random(in: 1...kinds.count, using: &random))
        return Timeline(
            merging: (0..<count).map { number in
                at -= [0, 1, 60, 3_600, 30_000].randomElement(using: &random) ?? 1
                return TimelineEntry(
                    id: "\(number)",
                    at: number > count - 3 ? .distantPast : at,
                    kind: few.randomElement(using: &random) ?? .system,
                    text: "entry \(number)"
                )
            }
        )
    }

    @Test("a past that is no longer than a page is its own page")
    func short() {
        var random = SeededGenerator(seed: 7)
        var timeline = past(Timeline.pageLength, &random)
        timeline.ownEntries = ["3"]
        #expect(timeline.newestPage == timeline && timeline.newestPage.older == nil)
    }

    @Test("rows of a page are the first rows of all, whatever is chosen", arguments: 0..<40)
    func rowsStay(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let timeline = past(Int.random(in: 401...900, using: &random), &random)
        let page = timeline.newestPage
        #expect(page.entries.count == Timeline.pageLength)
        var choices = TimelineFamily.allCases.map { TimelineOutline.Choice(families: [$0]) }
        choices += [TimelineOutline.Choice(), TimelineOutline.Choice(words: "entry 1")]
        for choice in choices {
            let rows = TimelineOutline(page.entries, showing: choice, isCut: true).rows
            let all = TimelineOutline(timeline.entries, showing: choice).rows
            #expect(Array(all.prefix(rows.count)) == rows, "seed \(seed), \(choice)")
            // Nothing but the visit that may go on is left out.
            let uncut = TimelineOutline(page.entries, showing: choice).rows
            #expect(uncut.count - rows.count <= 2, "seed \(seed), \(choice)")
        }
    }

    @Test("a page says of the rest how much it is, which transactions are in it and when changes were recorded")
    func rest() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<10 {
            let timeline = past(700, &random)
            let rest = timeline.entries.dropFirst(Timeline.pageLength)
            let older = timeline.newestPage.older
            #expect(older?.count == rest.count)
            #expect(older?.transactions == rest.filter { $0.kind == .transaction }.map(\.text))
            #expect(older?.changes == rest.filter { $0.kind == .system }.map(\.at))
        }
    }

    @Test(
        "an unsent change stands in a page where it stands in all, and behind the page it is counted",
        arguments: 0..<20
    )
    func merging(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let timeline = past(800, &random)
        let others = (0..<5).map { number in
            TimelineEntry(
                id: "pending-\(number)",
                at: timeline.entries.randomElement(using: &random)?.at ?? noon,
                kind: number == 0 ? .system : .pending(OutboxEntry.ID(rawValue: Int64(number))),
                text: "unsent"
            )
        }
        let whole = timeline.merging(others)
        let page = timeline.newestPage.merging(others)
        #expect(Array(whole.entries.prefix(page.entries.count)) == page.entries, "seed \(seed)")
        #expect(page.entries.count + (page.older?.count ?? 0) == whole.entries.count, "seed \(seed)")
        let changes = whole.entries.dropFirst(page.entries.count).filter { $0.kind == .system }.map(\.at)
        #expect(page.older?.changes.sorted(by: >) == changes, "seed \(seed)")
        #expect(whole == Timeline(merging: others + timeline.entries))
        #expect(timeline.merging([]) == timeline)
    }
}
