import Leads

/// A text that is being typed.
///
/// Held as characters, so that a key costs as much in a long note as in an empty one.
package struct TextField: Hashable, Sendable {
    package private(set) var characters: [Character]
    /// Where the next character goes, in characters from the start.
    package private(set) var cursor: Int
    /// The length as ``LeadLimits/length(of:)`` counts it, kept up to date by each edit.
    package private(set) var length: Int

    package init(_ text: String = "") {
        characters = Array(text)
        cursor = characters.count
        length = LeadLimits.length(of: text)
    }

    package var text: String { String(characters) }

    /// True when there is nothing but blanks.
    package var isBlank: Bool { characters.allSatisfy(\.isWhitespace) }

    package enum Edit: Hashable, Sendable {
        case insert(String)
        case deleteBackward, deleteForward, deleteWord, deleteWordForward, deleteToStart
        case left, right, wordLeft, wordRight, start, end
        /// A line up (-1) or down (1), as far as the text has lines.
        case line(Int)
    }

    package mutating func apply(_ edit: Edit) {
        switch edit {
        case .insert(let new): insert(new)
        case .deleteBackward: delete(from: cursor - 1, to: cursor)
        case .deleteForward: delete(from: cursor, to: cursor + 1)
        case .deleteWord: delete(from: wordStart, to: cursor)
        case .deleteWordForward: delete(from: cursor, to: wordEnd)
        case .deleteToStart: delete(from: lineStart(before: cursor), to: cursor)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .wordLeft: cursor = wordStart
        case .wordRight: cursor = wordEnd
        case .start: cursor = lineStart(before: cursor)
        case .end: cursor = lineEnd(after: cursor)
        case .line(let step): moveLine(step)
        }
    }

    /// Puts the cursor behind so many characters, as far as there are any.
    mutating func place(cursor wanted: Int) { cursor = max(0, min(characters.count, wanted)) }

    /// A combining mark joins the character before it, and may join the one behind it to itself.
    private mutating func insert(_ new: String) {
        let start = max(0, cursor - 1)
        let end = min(characters.count, cursor + 1)
        let before = Array(String(characters[start..<cursor]) + new)
        let joined = Array(String(before) + String(characters[cursor..<end]))
        replace(start..<end, with: joined)
        cursor = start + min(before.count, joined.count)
    }

    private mutating func delete(from start: Int, to end: Int) {
        let start = max(0, start)
        let end = min(characters.count, end)
        guard start < end else { return }
        replace(start..<end, with: [])
        // What stood on both sides may be one character now.
        let seam = max(0, start - 1)..<min(characters.count, start + 1)
        let joined = Array(String(characters[seam]))
        if joined.count < seam.count { replace(seam, with: joined) }
        cursor = min(start, characters.count)
    }

    private mutating func replace(_ range: Range<Int>, with new: [Character]) {
        length -= characters[range].reduce(0) { $0 + $1.utf16.count }
        length += new.reduce(0) { $0 + $1.utf16.count }
        characters.replaceSubrange(range, with: new)
    }

    /// Puts a text in the place of a part, with the cursor behind it.
    package mutating func substitute(_ range: Range<Int>, with new: String) {
        let part = range.clamped(to: 0..<characters.count)
        replace(part, with: [])
        cursor = part.lowerBound
        insert(new)
    }

    private var wordStart: Int {
        var place = cursor
        while place > 0, characters[place - 1].isWhitespace { place -= 1 }
        while place > 0, !characters[place - 1].isWhitespace { place -= 1 }
        return place
    }

    private var wordEnd: Int {
        var place = cursor
        while place < characters.count, characters[place].isWhitespace { place += 1 }
        while place < characters.count, !characters[place].isWhitespace { place += 1 }
        return place
    }

    private func lineStart(before place: Int) -> Int {
        characters[..<place].lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
    }

    private func lineEnd(after place: Int) -> Int {
        characters[place...].firstIndex(where: \.isNewline) ?? characters.count
    }

    private mutating func moveLine(_ step: Int) {
        let start = lineStart(before: cursor)
        let column = cursor - start
        if step < 0, start > 0 {
            let above = lineStart(before: start - 1)
            cursor = min(above + column, start - 1)
        } else if step > 0, lineEnd(after: cursor) < characters.count {
            let below = lineEnd(after: cursor) + 1
            cursor = min(below + column, lineEnd(after: below))
        }
    }
}

extension TextField: Codable {
    /// A text that is read back has its cursor at the end.
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
