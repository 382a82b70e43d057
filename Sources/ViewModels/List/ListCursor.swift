/// A cursor in lines, and the window that shows them.
///
/// One value serves the list, the pickers, the outbox, the detail and the help, so that the same key goes equally far
/// in all of them.
package struct ListCursor: Hashable, Sendable {
    /// The line the cursor is on, from 0.
    package private(set) var position: Int
    /// The first line on the screen.
    package private(set) var top: Int
    /// Lines that fit on the screen, at least 1.
    package private(set) var visible: Int

    package init(position: Int = 0, visible: Int = 1) {
        self.position = max(0, position)
        top = 0
        self.visible = max(1, visible)
    }

    /// Moves the cursor, and the window as far as it must.
    package mutating func move(_ motion: Motion, count: Int) {
        place(at: motion.target(from: position, page: visible, count: count), count: count)
    }

    /// Puts the cursor on a line, as far as there is one.
    package mutating func place(at wanted: Int, count: Int) {
        position = min(max(0, wanted), max(0, count - 1))
        reveal(count: count)
    }

    /// Moves the window of a text that has no cursor; the position goes with it.
    package mutating func scroll(_ motion: Motion, count: Int) {
        let last = max(0, count - visible)
        top = min(max(0, motion.target(from: top, page: visible, count: count)), last)
        position = top
    }

    /// The room or the length of a text without a cursor has changed.
    package mutating func resizeText(visible: Int, count: Int) {
        self.visible = max(1, visible)
        top = min(top, max(0, count - self.visible))
        position = top
    }

    /// The room has changed.
    package mutating func resize(visible: Int, count: Int) {
        self.visible = max(1, visible)
        place(at: position, count: count)
    }

    /// Keeps the cursor's line of the screen when the lines above it have become more or fewer.
    package mutating func follow(to new: Int, count: Int) {
        top += new - position
        place(at: new, count: count)
    }

    private mutating func reveal(count: Int) {
        if position < top { top = position }
        if position >= top + visible { top = position - visible + 1 }
        top = max(0, min(top, count - visible))
    }
}

extension Motion {
    /// The line this motion leads to, not yet bounded below 0 or above the last.
    ///
    /// A page keeps one line in sight, so that nobody loses their place.
    func target(from position: Int, page: Int, count: Int) -> Int {
        switch self {
        case .lines(let lines): position + lines
        case .halfPages(let halves): position + halves * max(1, page / 2)
        case .pages(let pages): position + pages * max(1, page - 1)
        case .line(let line): line
        case .start: 0
        case .end: count - 1
        }
    }
}
