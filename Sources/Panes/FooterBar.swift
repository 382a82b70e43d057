import Commands
import Leads
import Terminal
import ViewModels

/// The bottom line: what is being typed, else the keys of what has them, and at the right what there is to say.
enum FooterBar {
    static func draw(
        _ state: AppState,
        pending: [KeyHint],
        in rect: Rect,
        context: PaneContext,
        on canvas: inout Canvas
    ) {
        canvas.fill(rect, .bar)
        if case .filter(let line) = state.overlay {
            drawFilter(line.field, state, in: rect, on: &canvas)
            return
        }
        var message = message(state, canvas.glyphs) ?? []
        var room = rect.width - message.cells - (message.isEmpty ? 0 : 2)
        if !message.isEmpty, room < shortest(rect.width) {
            // On a low screen a question shows its answers nowhere else; what there was to say stands again behind it.
            guard case .question = state.overlay else {
                drawMessage(message, in: rect, on: &canvas)
                return
            }
            (message, room) = ([], rect.width)
        }
        canvas.writeRight(message + [Canvas.Piece(" ")], in: rect, on: .bar)
        let hints = pending.isEmpty ? context.table.hints(in: state) : []
        let name = pending.isEmpty ? state.overlay?.chip : "THEN"
        canvas.write(fitting(hints, name: name, width: room), in: rect, on: .bar)
    }

    /// Beside a notice the keys keep at least this.
    private static func shortest(_ width: Int) -> Int { min(24, width / 3) }

    static func message(_ state: AppState, _ glyphs: Glyphs) -> [Canvas.Piece]? {
        if let notice = state.notice {
            let words = Wording.notice(notice, now: state.now, state.keys)
            if notice.isProblem { return problem(words, glyphs) }
            return notice.isSuccess
                ? [Canvas.Piece("\(glyphs[.allowed]) ", .ok), Canvas.Piece(words)] : [Canvas.Piece(words)]
        }
        if let problem = state.list.filterProblem {
            return self.problem(
                "The filter is not applied: \(problem) \(state.keys[.filter]) corrects it, \(state.keys[.clearFilter]) clears it.",
                glyphs
            )
        }
        return linkProblem(state).map { problem($0, glyphs) }
    }

    private static func problem(_ words: String, _ glyphs: Glyphs) -> [Canvas.Piece] {
        [Canvas.Piece("\(glyphs[.refused]) ", .danger, on: nil, .bold), Canvas.Piece(words, .danger)]
    }

    /// A message that is longer than the line grows upwards, as what to do next stands at its end.
    private static func drawMessage(_ message: [Canvas.Piece], in rect: Rect, on canvas: inout Canvas) {
        let lines = Canvas.wrap(message, width: max(8, rect.width - 2), indent: 2).prefix(5)
        let top = rect.maxY - lines.count
        canvas.fill(Rect(x: rect.x, y: top, width: rect.width, height: lines.count), .bar)
        for (index, line) in lines.enumerated() {
            let place = Rect(x: rect.x + 1, y: top + index, width: rect.width - 1, height: 1)
            canvas.write(line, in: place, on: .bar)
        }
    }

    private static func drawFilter(_ field: TextField, _ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        let told: String? = if case .noted(let words) = state.notice { words } else { nil }
        let room = max(0, rect.width - 20)
        let offers = filterHelp(state)
        let help = told ?? offers.first { TextWidth.cells(of: $0) <= room } ?? offers.last ?? ""
        let helpWidth = min(TextWidth.cells(of: help), room)
        let label = [Canvas.Piece(" FILTER ", .strong, on: .accentChip), Canvas.Piece(" /", .key)]
        FieldView.draw(
            rect.width < 60 ? [Canvas.Piece("/", .key)] : label,
            field,
            in: Rect(x: rect.x, y: rect.y, width: rect.width - helpWidth - 3, height: 1),
            on: .bar,
            &canvas
        )
        let role: TextRole = state.list.filterProblem == nil ? .muted : .caution
        canvas.write(help, x: rect.maxX - helpWidth - 1, y: rect.y, width: helpWidth, role, on: .bar)
    }

    /// What came of the filter and how to leave it, the longest first.
    private static func filterHelp(_ state: AppState) -> [String] {
        let (keep, clear) = ("\(state.keys[.filterAccept]) keeps", "\(state.keys[.filterCancel]) clears")
        if state.list.filterProblem != nil { return ["not understood · \(clear)", "unclear · \(clear)", clear] }
        let count = Formatters.count(state.list.rows.count)
        return ["\(count) match · \(keep) · \(clear)", "\(count) match · \(clear)", "\(count) · \(clear)", clear]
    }

    private static func linkProblem(_ state: AppState) -> String? {
        switch state.account.link {
        case .credentialRejected:
            "Lofty rejects the key. Nothing is lost: quit, run “foyer login” with a new key, and what is unsent goes out."
        case .offline(_, let reason):
            "Offline: \(reason) Changes are kept and go out by themselves; \(state.keys[.refresh]) tries now."
        case .accountUnknown(let reason):
            "The server does not say whose key this is (\(reason)); nothing is sent. \(state.keys[.refresh]) asks again."
        case .otherAccount:
            "The mirror here holds another account's leads; nothing is sent. Set FOYER_HOME to another directory."
        case .connecting, .online, .limited: nil
        }
    }

    /// The keys of whatever has them; from the right end, what does not fit drops whole.
    ///
    /// What stays is worth more than all before it and than the name: how to leave, and over the panes the help.
    private static func fitting(_ hints: [KeyHint], name: String?, width: Int) -> [Canvas.Piece] {
        let hints = hints.flatMap(pieces).cells + chip(name).cells > width ? hints.map(\.brief) : hints
        let staying = hints.filter(\.stays).flatMap(pieces)
        let chip = chip(name)
        let head = chip.cells + staying.cells > width ? [] : chip
        var room = width - head.cells - staying.cells
        var isFull = false
        let shown = hints.filter { hint in
            if hint.stays { return true }
            let cells = pieces(hint).cells
            isFull = isFull || cells > room
            if !isFull { room -= cells }
            return !isFull
        }
        return head + shown.flatMap(pieces)
    }

    private static func chip(_ name: String?) -> [Canvas.Piece] {
        name.map { [Canvas.Piece(" \($0) ", .strong, on: .accentChip), Canvas.Piece(" ")] } ?? []
    }

    private static func pieces(_ hint: KeyHint) -> [Canvas.Piece] {
        [
            Canvas.Piece(" \(hint.keys)", hint.isUsable ? .key : .muted),
            Canvas.Piece(" \(hint.summary) ", hint.isUsable ? .text : .muted),
        ]
    }
}

extension KeyHint {
    /// Without what is said beside the verb, for a line that is short.
    fileprivate var brief: KeyHint {
        KeyHint(keys: keys, summary: String(summary.prefix { $0 != "," }), isUsable: isUsable, stays: stays)
    }
}

extension Overlay {
    /// What the footer calls it.
    fileprivate var chip: String {
        switch self {
        case .filter: "FILTER"
        case .picker(let picker):
            switch picker.purpose {
            case .stage: "STAGE"
            case .tags: "TAGS"
            case .assignee: "ASSIGN"
            case .callOutcome: "CALL"
            case .likeness: "MARK"
            case .template: "TEXT"
            case .deals, .dealStage: "DEALS"
            case .sort: "SORT"
            }
        case .form(let form):
            switch form.purpose {
            case .note: "NOTE"
            case .call: "CALL"
            case .create: "NEW LEAD"
            case .trash: "TRASH"
            case .override: "WHY"
            case .edit: "EDIT"
            case .deal: "DEAL"
            }
        case .question(let confirmation):
            switch confirmation.question {
            case .trash: "TRASH"
            case .dispose: "OUTCOME"
            case .dialUnread: "CALL"
            case .drop, .dropAll, .dropDraft: "DROP"
            case .overrule: "UNDO"
            case .again: "REDO"
            case .assist: "ASSISTANT"
            case .burst: "KEYS"
            }
        case .help: "HELP"
        case .outbox: "OUTBOX"
        case .dates(let prompt):
            switch prompt.purpose {
            case .followUp: "FOLLOW-UP"
            case .snooze: "SNOOZE"
            case .move: "MOVE"
            }
        case .agenda: "MY DAY"
        case .report: "REPORT"
        case .summary: "TRIAGE"
        case .palette: "COMMAND"
        case .bulk: "BULK"
        }
    }
}

extension Notice {
    /// True when something was done as the person wished.
    fileprivate var isSuccess: Bool {
        switch self {
        case .submitted, .disposed, .dispositionUndone, .manyChanged, .manyUndone, .done, .viewIsDone, .undone,
            .inverseQueued, .refreshed,
            .exported, .marked, .dialling, .copied:
            true
        case .undoImpossible, .nothingToUndo, .nothingToRedo, .failed, .reviewNeeded, .stageLost, .notSaved, .trouble,
            .refreshFailed, .noLead,
            .nothingToDo, .blocked, .textKept, .textRecovered, .noRetryNeeded, .keysDropped, .unknownKey, .unavailable,
            .pasteIgnored, .nothingToCopy,
            .terminalFallback, .brokenDisposition, .noted:
            false
        }
    }
}
