import Leads

/// A sheet of rows to read, to search and, where a row stands for a verb, to run: the help, or what a command printed.
package struct HelpSheet: Hashable, Sendable {
    package var title: String
    /// Everything there is, headings before what belongs to them.
    package let all: [Row]
    /// The words of each row, folded: every key of a search looks through all of them.
    private let texts: [[UInt8]]
    /// What the search leaves of it.
    package private(set) var rows: [Row]
    /// The row that Enter runs, and the window.
    package var cursor = ListCursor()
    /// What is searched for; `nil` while letters are keys.
    package private(set) var search: TextField?

    package enum Row: Hashable, Sendable {
        case heading(String)
        case entry(Entry)
        case text(String)
    }

    /// A verb, a key or a sign, and what it is for.
    package struct Entry: Hashable, Sendable {
        package var label: Label
        package var summary: String
        /// For the command line, such as `stage STAGE`.
        package var line: String?
        /// Why it cannot be used now; `nil` when it can.
        package var obstacle: String?
        /// What Enter does; `nil` for what only explains.
        package var run: Run?

        package init(
            _ label: Label,
            _ summary: String,
            line: String? = nil,
            obstacle: String? = nil,
            run: Run? = nil
        ) {
            self.label = label
            self.summary = summary
            self.line = line
            self.obstacle = obstacle
            self.run = run
        }
    }

    package enum Label: Hashable, Sendable {
        /// As a person reads them.
        case keys(String)
        /// A word or letters of the screen.
        case word(String, Tone)
        case sign(ExplainedSign)

        var text: String {
            switch self {
            case .keys(let text), .word(let text, _): text
            case .sign: ""
            }
        }
    }

    /// How a word stands on the screen.
    package enum Tone: Hashable, Sendable { case plain, muted, accent, ok, caution, danger, heat }

    package enum Run: Hashable, Sendable {
        case line(String)
        /// Presses keys in the notation of a keymap.
        case keys(String)
    }

    package init(title: String = "Help", rows: [Row] = []) {
        self.title = title
        all = rows
        texts = rows.map(\.foldedText)
        self.rows = rows
    }

    package enum Action: Hashable, Sendable {
        case scroll(Motion)
        case search
        case edit(TextField.Edit)
        case run
        case close
    }

    /// The same sheet with other rows in the places of its own.
    func mapped(_ row: (Row) -> Row) -> HelpSheet {
        var sheet = HelpSheet(title: title, rows: all.map(row))
        (sheet.rows, sheet.cursor, sheet.search) = (rows.map(row), cursor, search)
        return sheet
    }

    package var selected: Entry? {
        guard rows.indices.contains(cursor.position), case .entry(let entry) = rows[cursor.position] else { return nil }
        return entry
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        var sheet = self
        switch action {
        case .scroll(let motion): sheet.move(motion)
        case .search: sheet.search = TextField()
        case .edit(let edit):
            sheet.search = sheet.search ?? TextField()
            sheet.search?.apply(edit)
            sheet.narrow()
        case .run: return run(&state)
        case .close where search != nil:
            sheet.search = nil
            sheet.narrow()
        case .close:
            state.pop()
            return []
        }
        state.replaceTop(with: .help(sheet))
        return []
    }

    private func run(_ state: inout AppState) -> [Effect] {
        switch selected?.run {
        case .line(let line):
            state.pop()
            return [.run(commandLine: line)]
        case .keys(let keys):
            state.pop()
            return [.press(keys: keys)]
        case nil where rows.contains { if case .entry(let entry) = $0 { entry.run != nil } else { false } }:
            state.notice = .noted("This row explains and runs nothing.")
            return [.bell]
        case nil where rows.isEmpty && search != nil:
            state.notice = .noted("Nothing matches. Backspace widens the search, \(state.keys[.helpClose]) shows all.")
            return [.bell]
        case nil:
            state.pop()
            return []
        }
    }

    /// A heading is passed over by a step, as nothing can be done with it.
    private mutating func move(_ motion: Motion) {
        cursor.move(motion, count: rows.count)
        guard case .lines(let lines) = motion, rows.indices.contains(cursor.position),
            case .heading = rows[cursor.position]
        else { return }
        cursor.move(.lines(lines < 0 ? -1 : 1), count: rows.count)
    }

    /// Keeps the rows in which every word is found, each under its heading.
    private mutating func narrow() {
        let words = (search?.text ?? "").split(separator: " ").map { FoldedText.bytes(of: $0) }
        rows = words.isEmpty ? all : rows(with: words)
        let first = words.isEmpty ? 0 : rows.firstIndex { if case .heading = $0 { false } else { true } } ?? 0
        cursor.place(at: first, count: rows.count)
    }

    private func rows(with words: [[UInt8]]) -> [Row] {
        var kept: [Row] = []
        var heading: Row?
        for (row, text) in zip(all, texts) {
            if case .heading = row {
                heading = row
            } else if words.allSatisfy({ text.contains($0) }) {
                kept += [heading].compactMap(\.self) + [row]
                heading = nil
            }
        }
        return kept
    }
}

extension [UInt8] {
    /// Byte by byte, as the words are folded like the text.
    fileprivate func contains(_ words: [UInt8]) -> Bool {
        guard let first = words.first, words.count <= count else { return words.isEmpty }
        return (0...(count - words.count)).contains { start in
            self[start] == first && self[start..<(start + words.count)].elementsEqual(words)
        }
    }
}

extension HelpSheet.Row {
    fileprivate var foldedText: [UInt8] {
        switch self {
        case .heading(let text), .text(let text): FoldedText.bytes(of: text)
        case .entry(let entry): FoldedText.bytes(of: "\(entry.label.text) \(entry.summary) \(entry.line ?? "")")
        }
    }
}
