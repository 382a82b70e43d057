/// A line of text that is being typed.
package struct TextField: Hashable, Sendable {
    package private(set) var text: String
    /// Where the next character goes, in characters from the start.
    package private(set) var cursor: Int

    package init(_ text: String = "") {
        self.text = text
        cursor = text.count
    }

    package enum Edit: Hashable, Sendable {
        case insert(String)
        case deleteBackward, deleteForward, deleteWord, deleteToStart
        case left, right, start, end
    }

    package mutating func apply(_ edit: Edit) {
        switch edit {
        case .insert(let new): insert(new)
        case .deleteBackward: delete(from: cursor - 1, to: cursor)
        case .deleteForward: delete(from: cursor, to: cursor + 1)
        case .deleteWord: delete(from: wordStart, to: cursor)
        case .deleteToStart: delete(from: 0, to: cursor)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .start: cursor = 0
        case .end: cursor = text.count
        }
    }

    private mutating func insert(_ new: String) {
        let place = text.index(text.startIndex, offsetBy: cursor)
        let tail = text[place...].count
        text.insert(contentsOf: new, at: place)
        // A combining mark joins the character before it, so the tail is the only length that is sure.
        cursor = text.count - tail
    }

    private mutating func delete(from start: Int, to end: Int) {
        let start = max(0, start)
        let end = min(text.count, end)
        guard start < end else { return }
        let range = text.index(text.startIndex, offsetBy: start)..<text.index(text.startIndex, offsetBy: end)
        text.removeSubrange(range)
        cursor = min(start, text.count)
    }

    private var wordStart: Int {
        let before = Array(text.prefix(cursor))
        var place = before.count
        while place > 0, before[place - 1].isWhitespace { place -= 1 }
        while place > 0, !before[place - 1].isWhitespace { place -= 1 }
        return place
    }
}
