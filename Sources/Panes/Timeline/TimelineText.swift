import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// Entries of a timeline as lines: time, sign, direction, kind, text.
struct TimelineText {
    private let entries: [TimelineEntry]
    private let state: AppState
    private let context: PaneContext
    private let width: Int

    /// Below this the word for the kind gives way to the text; the sign stays.
    private static let narrow = 44

    init(_ entries: [TimelineEntry], _ state: AppState, _ context: PaneContext, width: Int) {
        self.entries = entries
        self.state = state
        self.context = context
        self.width = width
    }

    private var glyphs: Glyphs { context.look.glyphs }
    private var indent: Int { width < Self.narrow ? 10 : 17 }

    /// The lines of an entry; the first of a day begins with that day.
    func lines(_ index: Int) -> [[Canvas.Piece]] {
        let entry = entries[index]
        let day = Formatters.day(entry.at, now: state.now, offset: context.offsetFromGMT)
        let isNewDay =
            index == 0 || Formatters.day(entries[index - 1].at, now: state.now, offset: context.offsetFromGMT) != day
        return (isNewDay ? [separator(day)] : []) + lines(of: entry)
    }

    private func separator(_ day: String) -> [Canvas.Piece] {
        let rest = max(0, width - 4 - TextWidth.cells(of: day))
        let rule = glyphs[.rule]
        return [
            Canvas.Piece("\(rule)\(rule) ", .faint), Canvas.Piece(day, .muted, on: nil, .bold),
            Canvas.Piece(" " + String(repeating: rule, count: rest), .faint),
        ]
    }

    /// The whole text of an entry; nothing of it is cut, as the pane scrolls by lines.
    private func lines(of entry: TimelineEntry) -> [[Canvas.Piece]] {
        let words = entry.actor.map { "\(entry.text) · \($0)" } ?? entry.text
        let isPending = Wording.isPending(entry.kind)
        var lines = TextWrap.lines(words, width: max(8, width - indent)).map {
            [Canvas.Piece($0, .text, on: nil, isPending ? .italic : [])]
        }
        if lines.isEmpty { lines = [[]] }
        lines += pendingLines(entry.kind)
        return lines.enumerated().map { index, line in
            (index == 0 ? head(entry) : margin(entry.kind)) + line
        }
    }

    private func head(_ entry: TimelineEntry) -> [Canvas.Piece] {
        let time = Formatters.time(entry.at, offset: context.offsetFromGMT)
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
        let words = Wording.unsent(entry, now: state.now)
        return TextWrap.lines(words, width: max(8, width - indent)).map { [Canvas.Piece($0, role)] }
    }
}

/// How an entry is told from others: a sign in its hue, a direction and a word of at most six letters.
private struct EntryKind {
    let sign: Canvas.Piece
    let direction: String
    let word: String

    init(_ kind: TimelineEntry.Kind, sync: SyncState, _ glyphs: Glyphs) {
        switch kind {
        case .site(let type): (sign, direction, word) = Self.site(type, glyphs)
        case .call(let way, _):
            (sign, direction, word) = (Canvas.Piece(glyphs[.call], .ok), Self.arrow(way, glyphs), "call")
        case .text(let way):
            (sign, direction, word) = (Canvas.Piece(glyphs[.text], .stage3), Self.arrow(way, glyphs), "text")
        case .email(let way, _):
            (sign, direction, word) = (Canvas.Piece(glyphs[.email], .stage4), Self.arrow(way, glyphs), "email")
        case .note(let isPinned):
            (sign, direction, word) = (Canvas.Piece(glyphs[.note], .caution), " ", isPinned ? "pinned" : "note")
        case .system: (sign, direction, word) = (Canvas.Piece(glyphs[.system], .muted), " ", "system")
        case .pending:
            let sign = sync == .clean ? Canvas.Piece(glyphs[.queued], .accent) : sync.piece(glyphs)
            (self.sign, direction, word) = (sign, " ", "unsent")
        }
    }

    private static func arrow(_ direction: TimelineEntry.Direction, _ glyphs: Glyphs) -> String {
        switch direction {
        case .inbound: glyphs[.inbound]
        case .outbound: glyphs[.outbound]
        }
    }

    /// What a visitor did, for the types of Lofty's website activities.
    private static func site(_ type: String, _ glyphs: Glyphs) -> (Canvas.Piece, String, String) {
        switch type {
        case "Browse": (Canvas.Piece(glyphs[.viewed], .muted), " ", "viewed")
        case "Favorite": (Canvas.Piece(glyphs[.savedHome], .heat), " ", "saved")
        case "Search": (Canvas.Piece(glyphs[.search], .muted), " ", "search")
        case "Request": (Canvas.Piece(glyphs[.form], .accent), glyphs[.inbound], "asked")
        case "Submission": (Canvas.Piece(glyphs[.form], .accent), glyphs[.inbound], "form")
        default: (Canvas.Piece(glyphs[.viewed], .muted), " ", "site")
        }
    }
}
