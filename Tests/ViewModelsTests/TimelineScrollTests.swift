import TestSupport
import Testing

@testable import ViewModels

/// The scroll against the same rules on absolute lines.
@Suite("Scrolling a timeline of rows of any height")
struct TimelineScrollTests {
    private enum Step: CustomStringConvertible {
        case motion(Motion)
        case days(Int)

        var description: String {
            switch self {
            case .motion(let motion): "\(motion)"
            case .days(let days): "\(days) days"
            }
        }
    }

    /// The pane as one long text, with the line that is at its top.
    private struct Page {
        let heights: [Int]
        let visible: Int
        let dayStarts: Set<Int>
        var top = 0
        var cursor = 0

        var last: Int { heights.count - 1 }

        func start(_ row: Int) -> Int { heights[..<row].reduce(0, +) - top }

        func end(_ row: Int) -> Int { start(row) + heights[row] }

        /// The row that has the line at the top.
        var first: Int { heights.indices.last { start($0) <= 0 } ?? 0 }

        var scroll: TimelineScroll { TimelineScroll(entry: first, line: -start(first), cursor: cursor) }

        mutating func clamp() { top = max(0, min(top, heights.reduce(0, +) - visible)) }

        mutating func take(_ step: Step) {
            switch step {
            case .motion(.lines(let lines)): for _ in 0..<abs(lines) { lines > 0 ? goDown() : goUp() }
            case .motion(.halfPages(let halves)): turn(halves * max(1, visible / 2))
            case .motion(.pages(let pages)): turn(pages * max(1, visible - 1))
            case .motion(.line(let row)):
                cursor = min(max(0, row), last)
                top += start(cursor)
            case .motion(.start): (top, cursor) = (0, 0)
            case .motion(.end): (top, cursor) = (Int.max / 2, last)
            case .days(let days): for _ in 0..<abs(days) { jump(days > 0) }
            }
            clamp()
        }

        private mutating func goDown() {
            if end(cursor) > visible {
                top += 1
            } else if cursor < last {
                cursor += 1
                reveal()
            }
            clamp()
        }

        private mutating func goUp() {
            if start(cursor) < 0 {
                top -= 1
            } else if cursor > 0 {
                cursor -= 1
                reveal()
            }
            clamp()
        }

        /// Brings the cursor's row in with as few lines as that takes: whole, or as much as fits.
        private mutating func reveal() {
            let (start, end) = (start(cursor), end(cursor))
            if start < 0 { top += max(start, end - visible) } else if end > visible { top += min(start, end - visible) }
        }

        private mutating func turn(_ lines: Int) {
            let before = top
            top += lines
            clamp()
            if top == before { cursor = lines > 0 ? last : 0 }
            keepCursorInSight()
        }

        mutating func keepCursorInSight() {
            if end(cursor) <= 0 { cursor = first }
            if start(cursor) >= visible { cursor = heights.indices.first { end($0) >= visible } ?? last }
        }

        private mutating func jump(_ isDown: Bool) {
            let target =
                isDown ? dayStarts.filter { $0 > cursor }.min() : dayStarts.filter { $0 < cursor }.max()
            cursor = target ?? (isDown ? last : 0)
            top = target == nil && isDown ? Int.max / 2 : start(cursor) + top
            clamp()
        }
    }

    private static func step(_ generator: inout SeededGenerator) -> Step {
        switch Int.random(in: 0..<9, using: &generator) {
        case 0..<3: .motion(.lines(Int.random(in: -4...6, using: &generator)))
        case 3: .motion(.halfPages(Int.random(in: -2...2, using: &generator)))
        case 4: .motion(.pages(Int.random(in: -2...2, using: &generator)))
        case 5: .motion(Bool.random(using: &generator) ? .start : .end)
        case 6: .motion(.line(Int.random(in: -1...13, using: &generator)))
        default: .days(Int.random(in: -2...2, using: &generator))
        }
    }

    @Test("every motion leads to the line that counting all lines leads to", arguments: SeededGenerator.seeds)
    func asCounted(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let highest = [1, 3, 9][Int.random(in: 0...2, using: &generator)]
            let heights = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                Int.random(in: 1...highest, using: &generator)
            }
            let starts = Set(heights.indices.filter { _ in Bool.random(using: &generator) })
            var page = Page(
                heights: heights,
                visible: Int.random(in: 1...8, using: &generator),
                dayStarts: starts
            )
            var scroll = TimelineScroll()
            for _ in 0..<12 {
                let step = Self.step(&generator)
                let before = scroll
                page.take(step)
                switch step {
                case .motion(let motion): scroll.move(motion)
                case .days(let days): scroll.move(days: days)
                }
                scroll = settled(scroll, page)
                #expect(scroll == page.scroll, "seed \(seed): \(step) from \(before) in \(page)")
            }
        }
    }

    @Test("motions that come before a frame lead where they would have led one frame at a time")
    func severalAtOnce() {
        let page = Page(heights: [3, 1, 7, 2, 2, 5, 1], visible: 4, dayStarts: [0, 3, 5])
        let steps: [Motion] = [.lines(2), .pages(1), .lines(-1), .halfPages(1), .lines(3), .pages(-1)]
        var atOnce = TimelineScroll()
        var oneByOne = TimelineScroll()
        for step in steps {
            atOnce.move(step)
            oneByOne.move(step)
            oneByOne = settled(oneByOne, page)
        }
        #expect(settled(atOnce, page) == oneByOne && oneByOne.entry > 0)
    }

    @Test("rows that became fewer or lower leave the pane on its last page, with the cursor in sight")
    func shrunk() {
        for visible in 1...6 {
            for row in 0...9 {
                var page = Page(heights: [2, 4, 1, 3], visible: visible, dayStarts: [])
                // A line is of a row that is there, or else of none.
                page.top = page.start(min(row, 3)) + (row <= 3 ? 1 : 0)
                page.cursor = min(row + 1, 3)
                page.clamp()
                page.keepCursorInSight()
                let scroll = TimelineScroll(entry: row, line: 1, cursor: row + 1)
                #expect(settled(scroll, page) == page.scroll, "row \(row) of \(visible) lines")
            }
        }
        #expect(
            TimelineScroll(entry: 3, line: 1, cursor: 4).settled(count: 0, visible: 5) { _ in 1 } == TimelineScroll()
        )
    }

    @Test("of more motions than anybody presses before a frame the first 256 count")
    func flood() {
        let page = Page(heights: Array(repeating: 1, count: 400), visible: 5, dayStarts: [])
        var scroll = TimelineScroll()
        for _ in 0..<300 { scroll.move(.lines(1)) }
        #expect(settled(scroll, page).cursor == 256)
    }

    private func settled(_ scroll: TimelineScroll, _ page: Page) -> TimelineScroll {
        scroll.settled(
            count: page.heights.count,
            visible: page.visible,
            isDayStart: page.dayStarts.contains
        ) { page.heights[$0] }
    }
}
