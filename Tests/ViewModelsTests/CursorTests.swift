import Leads
import TestSupport
import Testing

@testable import ViewModels

@Suite("One cursor for everything that scrolls")
struct CursorTests {
    @Test("it stays on a line that exists and in sight, whatever moves it", arguments: 0..<40)
    func bounds(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var cursor = ListCursor(visible: 5)
        let motions: [Motion] = [
            .lines(1), .lines(-3), .halfPages(1), .halfPages(-1), .pages(2), .pages(-1), .start, .end,
        ]
        for _ in 0..<100 {
            let count = Int(random.next() % 30)
            if random.next() % 5 == 0 {
                cursor.resize(visible: Int(random.next() % 12), count: count)
            } else {
                cursor.move(motions[Int(random.next() % UInt64(motions.count))], count: count)
            }
            #expect(cursor.position == 0 || (0..<count).contains(cursor.position), "seed \(seed)")
            #expect((cursor.top..<cursor.top + cursor.visible).contains(cursor.position), "seed \(seed)")
            #expect(cursor.top == 0 || cursor.top + cursor.visible <= count, "seed \(seed)")
        }
    }

    @Test("a text stops at its end, so that the first key back moves it")
    func text() {
        var cursor = ListCursor(visible: 10)
        for _ in 0..<10 { cursor.scroll(.pages(1), count: 34) }
        #expect(cursor.top == 24)
        cursor.scroll(.lines(-1), count: 34)
        #expect(cursor.top == 23)
    }

    @Test("help stops at its end too: ten pages down, then one line up, is one line up")
    func help() {
        var state = workbench([])
        act(&state, .open(.help))
        happen(&state, .viewport(Viewport(overlay: Viewport.Extent(visible: 20, total: 60))))
        for _ in 0..<10 { act(&state, .overlay(.help(.scroll(.pages(1))))) }
        act(&state, .overlay(.help(.scroll(.lines(-1)))))

        guard case .help(let sheet) = state.overlay else {
            Issue.record("the help was closed")
            return
        }
        #expect(sheet.cursor.top == 39)
    }

    /// Heights of entries in lines.
    private let heights = [1, 7, 2, 30, 1, 1, 4]

    private func settle(_ scroll: TimelineScroll, visible: Int = 10) -> TimelineScroll {
        scroll.settled(count: heights.count, visible: visible) { heights[$0] }
    }

    private func line(_ scroll: TimelineScroll) -> Int { heights[..<scroll.entry].reduce(0, +) + scroll.line }

    @Test("the timeline goes by lines: a page over a long note skips none of it")
    func timelinePages() {
        var scroll = TimelineScroll()
        var seen: [Int] = []
        for _ in 0..<8 {
            seen.append(line(scroll))
            scroll.move(.pages(1), visible: 10)
            scroll = settle(scroll)
        }
        #expect(seen == [0, 9, 18, 27, 36, 36, 36, 36])
    }

    @Test("the timeline's place is the same typed at once as key by key", arguments: 0..<40)
    func timelineBursts(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var atOnce = TimelineScroll()
        var oneByOne = TimelineScroll()
        // Motions that stay inside, as at an edge a slow hand has stopped where a fast one has not.
        let motions: [Motion] = (0..<6).map { _ in .lines(Int(random.next() % 5)) }
        for motion in motions {
            atOnce.move(motion, visible: 10)
            oneByOne.move(motion, visible: 10)
            oneByOne = settle(oneByOne)
        }
        #expect(settle(atOnce) == oneByOne, "seed \(seed)")
    }

    @Test("end shows the last page full, and start the first")
    func timelineEnds() {
        var scroll = TimelineScroll()
        scroll.move(.end, visible: 10)
        #expect(line(settle(scroll)) == 36)
        scroll.move(.lines(-1), visible: 10)
        #expect(line(settle(scroll)) == 35)
        scroll.move(.start, visible: 10)
        #expect(settle(scroll) == TimelineScroll())
    }
}
