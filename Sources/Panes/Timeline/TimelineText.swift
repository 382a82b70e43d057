import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// Rows of a timeline as lines: time, sign, direction, kind, text.
struct TimelineText {
    private let rows: [TimelineOutline.Row]
    private let state: AppState
    private let context: PaneContext
    private let width: Int

    /// Below this the word for the kind gives way to the text; the sign stays.
    private static let narrow = 44
    /// Lines of an entry that nobody opened.
    private static let closedLines = 3

    init(_ state: AppState, _ context: PaneContext, width: Int) {
        rows = state.timeline.outline.rows
        self.state = state
        self.context = context
        self.width = width
    }

    /// What the lines are made from.
    struct Source: Equatable {
        fileprivate var rows: [TimelineOutline.Row]
        fileprivate var outbox: [OutboxEntry]
        fileprivate var width: Int
        fileprivate var glyphs: Glyphs
        /// The day, as that is what entries are told by, or the moment, where one counts down to when it is sent.
        fileprivate var day: String
        fileprivate var countdown: Date?
        fileprivate var isMasked: Bool
    }

    var source: Source {
        Source(
            rows: rows,
            outbox: state.outbox,
            width: width,
            glyphs: glyphs,
            day: Formatters.day(state.now, now: state.now, offset: context.offsetFromGMT),
            countdown: rows.contains(where: \.isPending) ? state.now : nil,
            isMasked: state.isMasked
        )
    }

    private var glyphs: Glyphs { context.look.glyphs }
    private var indent: Int { width < Self.narrow ? 10 : 17 }
    private var textWidth: Int { max(8, width - indent) }

    /// The lines of a row; the first of a day begins with that day.
    func lines(_ index: Int) -> [[Canvas.Piece]] {
        (isDayStart(index) ? [separator(day(of: rows[index]))] : []) + lines(of: rows[index])
    }

    /// Whether a row is the first of its day; the mark of what is new belongs to the day of the row before it.
    func isDayStart(_ index: Int) -> Bool {
        guard rows.indices.contains(index), rows[index].isOfDay else { return false }
        guard let before = rows[..<index].last(where: \.isOfDay) else { return true }
        return day(of: before) != day(of: rows[index])
    }

    private func day(of row: TimelineOutline.Row) -> String {
        guard row.at > .distantPast else { return "Without a date" }
        return Formatters.day(row.at, now: state.now, offset: context.offsetFromGMT)
    }

    private func separator(_ day: String) -> [Canvas.Piece] {
        let rest = max(0, width - 4 - TextWidth.cells(of: day))
        let rule = glyphs[.rule]
        return [
            Canvas.Piece("\(rule)\(rule) ", .faint), Canvas.Piece(day, .muted, on: nil, .bold),
            Canvas.Piece(" " + String(repeating: rule, count: rest), .faint),
        ]
    }

    private func lines(of row: TimelineOutline.Row) -> [[Canvas.Piece]] {
        switch row {
        case .entry(let entry, let isOpen): lines(of: entry, isOpen: isOpen)
        case .home(let entry): lines(of: entry, isOpen: false, inset: 2)
        case .visit(let visit, let isOpen): lines(of: visit, isOpen: isOpen)
        case .seen(let date): [seenLine(date)]
        }
    }

    /// The text of an entry: whole when it is open, else its first lines with a sign that there is more.
    private func lines(of entry: TimelineEntry, isOpen: Bool, inset: Int = 0) -> [[Canvas.Piece]] {
        let text = state.isMasked ? masked(entry) : entry.text
        let words = entry.actor.map { "\(text) · \($0)" } ?? text
        let attributes: Style.Attributes = Wording.isPending(entry.kind) ? .italic : []
        var lines = wrapped(words, isOpen: isOpen, width: textWidth - inset).map {
            [Canvas.Piece($0, .text, on: nil, attributes)]
        }
        if lines.isEmpty { lines = [[]] }
        lines += pendingLines(entry.kind)
        let blanks = inset > 0 ? [Canvas.Piece(String(repeating: " ", count: inset))] : []
        return lines.enumerated().map { index, line in
            (index == 0 ? head(entry) : margin(entry.kind)) + blanks + line
        }
    }

    /// What was said to and by the lead is hidden whole, of anything else the numbers and addresses in it.
    private func masked(_ entry: TimelineEntry) -> String {
        switch entry.kind {
        // A transaction is called by its street.
        case .note, .call, .text, .email, .task, .appointment, .transaction, .pending: PrivacyMask.words(entry.text)
        case .site, .system: PrivacyMask.mentions(in: entry.text)
        }
    }

    private func wrapped(_ words: String, isOpen: Bool, width: Int) -> [String] {
        guard !isOpen else { return TextWrap.lines(words, width: width) }
        // More of a long text than this is not looked at for a few lines of it.
        let most = (Self.closedLines + 1) * max(8, width) * 2
        let lines = TextWrap.lines(String(words.prefix(most)), width: max(8, width))
        guard lines.count > Self.closedLines else { return lines }
        let last = TextWidth.clip(
            lines[Self.closedLines - 1] + glyphs[.ellipsis],
            to: max(8, width),
            ellipsis: glyphs[.ellipsis]
        )
        return Array(lines.prefix(Self.closedLines - 1)) + [last]
    }

    /// A visit in a line: how many homes, mostly where, at which prices.
    private func lines(of visit: HomeVisit, isOpen: Bool) -> [[Canvas.Piece]] {
        let time = Formatters.time(visit.at, offset: context.offsetFromGMT)
        let sign = isOpen ? glyphs[.more] : glyphs[.folded]
        let start = [Canvas.Piece("\(time) ", .muted), Canvas.Piece(sign, .muted), Canvas.Piece("   ", .muted)]
        let head = width >= Self.narrow ? start + [Canvas.Piece(TextWidth.pad("viewed", to: 6) + " ", .muted)] : start
        return TextWrap.lines(Wording.visit(visit), width: textWidth).enumerated().map { index, line in
            (index == 0 ? head : [Canvas.Piece(String(repeating: " ", count: indent))]) + [Canvas.Piece(line)]
        }
    }

    private func seenLine(_ date: Date) -> [Canvas.Piece] {
        let words = " new since you looked · \(Formatters.moment(date, now: state.now, offset: context.offsetFromGMT)) "
        let rest = max(0, width - TextWidth.cells(of: words))
        let rule = glyphs[.heavyRule]
        let half = String(repeating: rule, count: rest / 2)
        return [Canvas.Piece(half + words + half + (rest % 2 == 1 ? rule : ""), .accent)]
    }

    private func head(_ entry: TimelineEntry) -> [Canvas.Piece] {
        let time = entry.hasTime ? Formatters.time(entry.at, offset: context.offsetFromGMT) : "     "
        let kind = EntryKind(entry.kind, sync: sync(of: entry.kind), glyphs)
        let start = [
            Canvas.Piece("\(time) ", .muted), kind.sign, Canvas.Piece(" \(kind.direction) ", .muted),
        ]
        guard width >= Self.narrow else { return start }
        return start + [Canvas.Piece(TextWidth.pad(kind.word, to: 6) + " ", .muted)]
    }

    /// A rule beside later lines of a note, so that two notes never run together.
    private func margin(_ kind: TimelineEntry.Kind) -> [Canvas.Piece] {
        guard case .note = kind else { return [Canvas.Piece(String(repeating: " ", count: indent))] }
        return [
            Canvas.Piece(String(repeating: " ", count: indent - 2)), Canvas.Piece(glyphs[.noteEdge], .caution),
            Canvas.Piece(" "),
        ]
    }

    private func entry(of kind: TimelineEntry.Kind) -> OutboxEntry? {
        guard case .pending(let id) = kind else { return nil }
        return state.outbox.first { $0.id == id }
    }

    private func sync(of kind: TimelineEntry.Kind) -> SyncState { SyncState(of: [entry(of: kind)].compactMap(\.self)) }

    /// What a change of Foyer's own is doing.
    private func pendingLines(_ kind: TimelineEntry.Kind) -> [[Canvas.Piece]] {
        guard let entry = entry(of: kind) else { return [] }
        let role: TextRole = entry.needsPerson ? .danger : .accent
        let words = Wording.unsent(entry, now: state.now, state.keys)
        return TextWrap.lines(words, width: textWidth).map { [Canvas.Piece($0, role)] }
    }
}

extension TimelineOutline.Row {
    fileprivate var isPending: Bool {
        switch self {
        case .entry(let entry, _): Wording.isPending(entry.kind)
        case .visit, .home, .seen: false
        }
    }

    /// False for the mark of what is new, which stands between rows of any days.
    fileprivate var isOfDay: Bool {
        switch self {
        case .entry, .visit, .home: true
        case .seen: false
        }
    }
}
