/// Where the timeline pane begins, and the row that keys mean.
///
/// Rows are as many lines high as their wrapped text, which only the panes know. So motions are kept until
/// ``settled(count:visible:height:)`` carries them out against real heights, in the order of the keys.
package struct TimelineScroll: Hashable, Sendable {
    /// The row at the top of the pane.
    package var entry: Int
    /// Lines of that row that are above the pane.
    package var line: Int
    /// The row that Enter opens.
    package var cursor: Int
    /// Not carried out yet, oldest first.
    private var steps: [Step] = []

    private static let mostSteps = 256

    fileprivate enum Step: Hashable, Sendable {
        case motion(Motion)
        case days(Int)
    }

    package init(entry: Int = 0, line: Int = 0, cursor: Int = 0) {
        self.entry = entry
        self.line = line
        self.cursor = cursor
    }

    mutating func move(_ motion: Motion) { take(.motion(motion)) }

    /// To the first row of another day, later ones are further down.
    mutating func move(days: Int) { take(.days(days)) }

    /// More than anybody presses before a paint would only keep the next paint busy.
    private mutating func take(_ step: Step) {
        if steps.count < Self.mostSteps { steps.append(step) }
    }

    /// The same place on rows that exist, all motions carried out, the last page full.
    ///
    /// - Parameters:
    ///   - count: rows.
    ///   - visible: lines of the pane.
    ///   - isCut: true while more rows are to come behind these: a motion that leads to the end is kept for them, and
    ///     so are those after it.
    ///   - isDayStart: whether a row is the first of its day.
    ///   - height: lines of a row, at least 1.
    /// - Returns: a row and a line it has, and a cursor that is in sight.
    package func settled(
        count: Int,
        visible: Int,
        isCut: Bool = false,
        isDayStart: (Int) -> Bool = { _ in false },
        height: (Int) -> Int
    ) -> TimelineScroll {
        guard count > 0 else { return TimelineScroll() }
        return withoutActuallyEscaping(height) { height in
            var page = TimelinePage(count: count, visible: max(1, visible), height: height)
            page.stand(at: self)
            for (index, step) in steps.enumerated() {
                let before = page.place
                switch step {
                case .motion(let motion): page.move(motion)
                case .days(let days): page.move(days: days, isDayStart)
                }
                guard isCut, page.isAtEnd else { continue }
                var place = before
                place.steps = Array(steps[index...])
                return place
            }
            return page.place
        }
    }
}

/// Rows of known heights, seen through a window.
private struct TimelinePage {
    let count: Int
    let visible: Int
    let height: (Int) -> Int
    private(set) var place = TimelineScroll()

    init(count: Int, visible: Int, height: @escaping (Int) -> Int) {
        self.count = count
        self.visible = visible
        self.height = height
    }

    mutating func stand(at old: TimelineScroll) {
        place = TimelineScroll(
            entry: min(old.entry, count - 1),
            line: old.entry < count ? old.line : 0,
            cursor: min(old.cursor, count - 1)
        )
        settleTop()
        keepCursorInSight()
    }

    mutating func move(_ motion: Motion) {
        switch motion {
        case .lines(let lines): for _ in 0..<min(abs(lines), 10_000) { step(down: lines > 0) }
        case .halfPages(let halves): scroll(halves * max(1, visible / 2))
        case .pages(let pages): scroll(pages * max(1, visible - 1))
        case .line(let row):
            place = TimelineScroll(entry: min(max(0, row), count - 1), cursor: min(max(0, row), count - 1))
            settleTop()
        case .start: place = TimelineScroll()
        case .end:
            place = lastPage()
            place.cursor = count - 1
        }
    }

    mutating func move(days: Int, _ isDayStart: (Int) -> Bool) {
        for _ in 0..<min(abs(days), count) { jump(down: days > 0, isDayStart) }
    }

    /// The next row, or the next line of one that is higher than what is seen of it.
    private mutating func step(down: Bool) {
        if down {
            if end(of: place.cursor) > visible {
                place.line += 1
            } else if place.cursor + 1 < count {
                place.cursor += 1
                show(place.cursor)
            }
        } else {
            if start(of: place.cursor) < 0 {
                place.line -= 1
            } else if place.cursor > 0 {
                place.cursor -= 1
                show(place.cursor)
            }
        }
        settleTop()
    }

    /// The first row of the next day down, or of this day or the one before it up.
    private mutating func jump(down: Bool, _ isDayStart: (Int) -> Bool) {
        let rows =
            down ? Array((place.cursor + 1)..<max(place.cursor + 1, count)) : Array((0..<place.cursor).reversed())
        guard let target = rows.first(where: isDayStart) else {
            move(down ? .end : .start)
            return
        }
        place.cursor = target
        place.entry = target
        place.line = 0
        settleTop()
    }

    private mutating func scroll(_ lines: Int) {
        let before = place
        place.line += lines
        settleTop()
        if place.entry == before.entry, place.line == before.line {
            place.cursor = lines > 0 ? count - 1 : 0
        }
        keepCursorInSight()
    }

    /// Brings a row into the window, whole where it fits, with as few lines as that takes.
    private mutating func show(_ row: Int) {
        let first = start(of: row)
        let last = first + height(row)
        if first < 0 {
            place.line += max(first, last - visible)
        } else if last > visible {
            place.line += min(first, last - visible)
        }
    }

    private mutating func keepCursorInSight() {
        if end(of: place.cursor) <= 0 {
            place.cursor = place.entry
        } else if start(of: place.cursor) >= visible {
            var row = place.entry
            while row + 1 < count, end(of: row) < visible { row += 1 }
            place.cursor = row
        }
    }

    /// Whether the last row has the cursor, or would have no other row below it.
    var isAtEnd: Bool {
        let last = lastPage()
        return place.cursor >= count - 1 || (place.entry, place.line) >= (last.entry, last.line)
    }

    /// Lines between the top of the window and the first line of a row.
    private func start(of row: Int) -> Int {
        if row < place.entry { return -(row..<place.entry).reduce(0) { $0 + height($1) } - place.line }
        return (place.entry..<row).reduce(0) { $0 + height($1) } - place.line
    }

    private func end(of row: Int) -> Int { start(of: row) + height(row) }

    /// Turns a top of any number of lines into a row and a line of it, at most the last page.
    private mutating func settleTop() {
        while place.line < 0, place.entry > 0 {
            place.entry -= 1
            place.line += height(place.entry)
        }
        place.line = max(0, place.line)
        let last = lastPage()
        while place.entry < last.entry, place.line >= height(place.entry) {
            place.line -= height(place.entry)
            place.entry += 1
        }
        if place.entry > last.entry || (place.entry == last.entry && place.line > last.line) {
            (place.entry, place.line) = (last.entry, last.line)
        }
    }

    /// Where the window begins when the last line of the last row is at its bottom.
    private func lastPage() -> TimelineScroll {
        var room = visible
        for row in stride(from: count - 1, through: 0, by: -1) {
            let lines = height(row)
            if lines >= room { return TimelineScroll(entry: row, line: lines - room, cursor: place.cursor) }
            room -= lines
        }
        return TimelineScroll(cursor: place.cursor)
    }
}
