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
        act(&state, .open(.sheet(HelpSheet(rows: (0..<60).map { .text("\($0)") }))))
        happen(&state, .viewport(Viewport(overlay: Viewport.Extent(visible: 20, total: 60))))
        for _ in 0..<10 { act(&state, .overlay(.help(.scroll(.pages(1))))) }
        act(&state, .overlay(.help(.scroll(.lines(-1)))))

        guard case .help(let sheet) = state.overlay else {
            Issue.record("the help was closed")
            return
        }
        #expect(sheet.cursor.position == 58 && sheet.cursor.top == 40)
    }

    /// Heights of rows in lines.
    private let heights = [1, 7, 2, 30, 1, 1, 4]

    private func settle(_ scroll: TimelineScroll, visible: Int = 10) -> TimelineScroll {
        scroll.settled(count: heights.count, visible: visible, isDayStart: { [0, 2, 5].contains($0) }) { heights[$0] }
    }

    private func line(_ scroll: TimelineScroll) -> Int { heights[..<scroll.entry].reduce(0, +) + scroll.line }

    /// First and last line of the row at the cursor, counted from the top of the pane.
    private func cursorLines(_ scroll: TimelineScroll) -> ClosedRange<Int> {
        let start = heights[..<scroll.cursor].reduce(0, +) - line(scroll)
        return start...start + heights[scroll.cursor] - 1
    }

    @Test("K11: the timeline goes by lines: a page over a long note skips none of it")
    func timelinePages() {
        var scroll = TimelineScroll()
        var seen: [Int] = []
        for _ in 0..<8 {
            seen.append(line(scroll))
            scroll.move(.pages(1))
            scroll = settle(scroll)
        }
        #expect(seen == [0, 9, 18, 27, 36, 36, 36, 36])
    }

    @Test("a key down goes to the next entry, and through one that is higher than the pane line by line")
    func timelineSteps() {
        var scroll = settle(TimelineScroll())
        var places: [[Int]] = []
        for _ in 0..<5 {
            scroll.move(.lines(1))
            scroll = settle(scroll)
            places.append([scroll.cursor, line(scroll)])
        }
        #expect(places == [[1, 0], [2, 0], [3, 10], [3, 11], [3, 12]])

        scroll.move(.lines(-3))
        scroll = settle(scroll)
        #expect(scroll.cursor == 2)
        #expect(line(scroll) == 8)
    }

    @Test("every line of the timeline can be read with one key, and back", arguments: [3, 10, 60])
    func timelineWholly(visible: Int) {
        var scroll = settle(TimelineScroll(), visible: visible)
        var seen: Set<Int> = []
        func look() { for row in line(scroll)..<min(46, line(scroll) + visible) { seen.insert(row) } }
        look()
        for _ in 0..<60 {
            scroll.move(.lines(1))
            scroll = settle(scroll, visible: visible)
            look()
        }
        #expect(seen.count == 46)
        #expect(scroll.cursor == 6)
        for _ in 0..<60 {
            scroll.move(.lines(-1))
            scroll = settle(scroll, visible: visible)
        }
        #expect(scroll == TimelineScroll())
    }

    @Test("the timeline's place is the same typed at once as key by key", arguments: 0..<60)
    func timelineBursts(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var atOnce = TimelineScroll()
        var oneByOne = TimelineScroll()
        for _ in 0..<12 {
            let motions: [Motion] = [
                .lines(Int(random.next() % 7) - 3), .pages(1), .pages(-1), .halfPages(1), .start, .end,
            ]
            let motion = motions[Int(random.next() % UInt64(motions.count))]
            atOnce.move(motion)
            oneByOne.move(motion)
            oneByOne = settle(oneByOne)
        }
        #expect(settle(atOnce) == oneByOne, "seed \(seed)")
    }

    @Test("the row at the cursor is always in sight, whatever moves the pane", arguments: 0..<60)
    func timelineCursorInSight(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var scroll = TimelineScroll()
        for _ in 0..<40 {
            switch random.next() % 6 {
            case 0: scroll.move(.pages(Int(random.next() % 3) - 1))
            case 1: scroll.move(.halfPages(Int(random.next() % 5) - 2))
            case 2: scroll.move(days: Int(random.next() % 3) - 1)
            case 3: scroll.move(.end)
            default: scroll.move(.lines(Int(random.next() % 9) - 4))
            }
            let visible = 3 + Int(random.next() % 12)
            scroll = settle(scroll, visible: visible)
            #expect(cursorLines(scroll).overlaps(0...visible - 1), "seed \(seed)")
        }
    }

    @Test("days are jumped over from the row at the cursor, and stop at the ends")
    func timelineDays() {
        var scroll = TimelineScroll()
        var seen: [Int] = []
        for days in [1, 1, 1, -1, -1, -1, -1] {
            scroll.move(days: days)
            scroll = settle(scroll)
            seen.append(scroll.cursor)
        }
        #expect(seen == [2, 5, 6, 5, 2, 0, 0])
    }

    @Test("end shows the last page full, and start the first")
    func timelineEnds() {
        var scroll = TimelineScroll()
        scroll.move(.end)
        scroll = settle(scroll)
        #expect(line(scroll) == 36)
        #expect(scroll.cursor == 6)
        scroll.move(.start)
        #expect(settle(scroll) == TimelineScroll())
    }
}
