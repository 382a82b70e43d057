/// The one palette: a line to type, and under it the verbs, values or earlier lines that it may mean.
package struct VerbPalette: Hashable, Sendable {
    package private(set) var field: TextField
    /// Every verb there is, in the order of the table.
    package let verbs: [Verb]
    /// Lines that were run before, the newest first.
    package let recent: [String]
    /// What the typed text leaves, the nearest first.
    package private(set) var rows: [Row]
    package var cursor = ListCursor()
    /// True once the person has gone to a row since they typed last: Enter then means that row, else the line.
    package private(set) var hasChosen = false

    /// A verb as the palette shows it.
    package struct Verb: Hashable, Sendable {
        package var name: String
        /// What may follow the name, such as `STAGE`.
        package var argument: String?
        package var summary: String
        /// As a person reads them; empty for a verb without keys.
        package var keys: String
        /// Why it cannot be used now; `nil` when it can.
        package var obstacle: String?
        /// Words that may follow the name, as far as they are known.
        package var values: [String]
        /// A word of another program, which is found only when it is written whole.
        package var isHabit: Bool

        package init(
            _ name: String,
            argument: String? = nil,
            summary: String,
            keys: String = "",
            obstacle: String? = nil,
            values: [String] = [],
            isHabit: Bool = false
        ) {
            self.name = name
            self.argument = argument
            self.summary = summary
            self.keys = keys
            self.obstacle = obstacle
            self.values = values
            self.isHabit = isHabit
        }
    }

    package enum Row: Hashable, Sendable {
        /// A line of before.
        case line(String)
        /// A verb, and the characters of its name that were typed.
        case verb(Verb, hits: [Int])
        /// A word that may follow the verb.
        case value(String, of: Verb)
    }

    package enum Action: Hashable, Sendable {
        case edit(TextField.Edit)
        case move(Motion)
        /// Puts a row of those on the screen under the cursor.
        case point(Int)
        /// Writes the row into the line.
        case complete
        /// Writes an earlier line; again, the one before it.
        case recall
        case submit
        case cancel
    }

    /// - Parameters:
    ///   - verbs: in the order of the table.
    ///   - typed: words that stand in the line already.
    ///   - recent: lines of before, the newest first.
    package init(_ verbs: [Verb], typed: String = "", recent: [String] = []) {
        self.verbs = verbs
        self.recent = recent
        field = TextField(typed)
        rows = []
        findRows()
    }

    package var selected: Row? { rows.indices.contains(cursor.position) ? rows[cursor.position] : nil }

    // MARK: Keys

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        var palette = self
        switch action {
        case .edit(let edit): palette.edit(edit)
        case .move(let motion):
            palette.cursor.move(motion, count: rows.count)
            palette.hasChosen = !rows.isEmpty
        case .point(let row):
            palette.cursor.place(at: row, count: rows.count)
            palette.hasChosen = !rows.isEmpty
        case .complete: palette.complete()
        case .recall: palette.recall()
        case .submit: return submit(&state)
        case .cancel:
            state.pop()
            return []
        }
        state.replaceTop(with: .palette(palette))
        return []
    }

    private mutating func edit(_ edit: TextField.Edit) {
        let before = field.characters
        field.apply(edit)
        guard field.characters != before else { return }
        hasChosen = false
        findRows()
    }

    private mutating func write(_ line: String) {
        field = TextField(line)
        hasChosen = false
        findRows()
    }

    private mutating func complete() {
        switch selected {
        case .line(let line): write(line)
        case .verb(let verb, _): write(verb.takesWords ? verb.name + " " : verb.name)
        case .value(let value, let verb): write("\(verb.name) \(value)")
        case nil: break
        }
    }

    private mutating func recall() {
        let here = recent.firstIndex(of: field.text)
        let next = here.map { $0 + 1 } ?? 0
        if recent.indices.contains(next) { write(recent[next]) }
    }

    private mutating func findRows() {
        rows = Self.rows(for: field.text, among: verbs, recent: recent)
        cursor.place(at: 0, count: rows.count)
    }

    private func submit(_ state: inout AppState) -> [Effect] {
        state.pop()
        guard let line = meantLine else { return [] }
        state.lines = [line] + state.lines.filter { $0 != line }.prefix(Self.mostLines - 1)
        return [.run(commandLine: line)]
    }

    /// Nobody looks further back.
    private static let mostLines = 50
}

extension VerbPalette.Verb {
    package var takesWords: Bool { argument != nil || !values.isEmpty }
}
