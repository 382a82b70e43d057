import Foundation
import Leads
import TestSupport
import Testing

@Suite("The timeline")
struct TimelineTests {
    private func entry(_ id: String, at seconds: Double, text: String = "") -> TimelineEntry {
        TimelineEntry(id: id, at: SampleLeads.now.addingTimeInterval(seconds), kind: .system, text: text)
    }

    @Test("entries of all sources stand newest first")
    func order() {
        let timeline = Timeline(merging: [entry("a", at: 1), entry("b", at: 3), entry("c", at: 2)])
        #expect(timeline.entries.map(\.id) == ["b", "c", "a"])
    }

    @Test("entries of one moment have one order, whatever order they came in")
    func ties() {
        let entries = ["d", "a", "c", "b"].map { entry($0, at: 0) }
        #expect(Timeline(merging: entries) == Timeline(merging: entries.reversed()))
        #expect(Timeline(merging: entries).entries.map(\.id) == ["a", "b", "c", "d"])
    }

    @Test("an entry that two sources tell is shown once, as the first told it")
    func duplicates() {
        let timeline = Timeline(merging: [entry("a", at: 1, text: "first"), entry("a", at: 9, text: "second")])
        #expect(timeline.entries.map(\.text) == ["first"])
    }

    @Test("a source that could not be read is kept as a gap")
    func gaps() {
        let gap = Timeline.Gap(source: .notes, reason: "no permission")
        #expect(Timeline(merging: [], gaps: [gap]).gaps == [gap])
    }

    @Test("merging a merged timeline changes nothing", arguments: [1, 2, UInt64.random(in: 3 ... .max)])
    func isIdempotent(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let entries = (0..<200).map { _ in
            entry("\(Int.random(in: 0..<80, using: &generator))", at: Double(Int.random(in: 0..<20, using: &generator)))
        }
        let once = Timeline(merging: entries)
        #expect(Timeline(merging: once.entries) == once, "seed \(seed)")
        #expect(Set(once.entries.map(\.id)) == Set(entries.map(\.id)), "seed \(seed)")
    }
}
