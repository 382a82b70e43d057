import Commands
import Leads
import Terminal
import ViewModels

/// The bottom line: what is being typed, else what there is to say, else the keys.
enum FooterBar {
    static func draw(_ state: AppState, in rect: Rect, context: PaneContext, on canvas: inout Canvas) {
        if case .filter(let line) = state.overlay {
            drawFilter(line.field, state, in: rect, on: &canvas)
        } else if let message = message(state) {
            drawMessage(message, in: rect, on: &canvas)
        } else {
            canvas.write(hints(state, context.table, width: rect.width), in: rect)
        }
    }

    private static func message(_ state: AppState) -> Canvas.Piece? {
        if let notice = state.notice {
            return Canvas.Piece(Wording.notice(notice, now: state.now), notice.isProblem ? .problem : .strong)
        }
        if let problem = state.list.filterProblem {
            return Canvas.Piece("The filter is not applied: \(problem) / corrects it, \\ clears it.", .problem)
        }
        return linkProblem(state).map { Canvas.Piece($0, .problem) }
    }

    /// A message that is longer than the line grows upwards, as what to do next stands at its end.
    private static func drawMessage(_ message: Canvas.Piece, in rect: Rect, on canvas: inout Canvas) {
        let lines = TextWrap.lines(message.text, width: max(1, rect.width - 2)).prefix(4)
        let top = rect.maxY - lines.count
        canvas.fill(Rect(x: rect.x, y: top, width: rect.width, height: lines.count), .plain)
        for (index, line) in lines.enumerated() {
            canvas.write(" \(line)", x: rect.x, y: top + index, width: rect.width, message.role)
        }
    }

    private static func drawFilter(_ field: TextField, _ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        let help =
            state.list.filterProblem ?? "\(Formatters.count(state.list.rows.count)) match · Enter keeps · Esc clears"
        let helpWidth = min(TextWidth.cells(of: help), max(0, rect.width - 20))
        FieldView.draw(
            "/",
            field,
            in: Rect(x: rect.x, y: rect.y, width: rect.width - helpWidth - 2, height: 1),
            on: &canvas
        )
        let role: Role = state.list.filterProblem == nil ? .dim : .warning
        canvas.write(help, x: rect.maxX - helpWidth, y: rect.y, width: helpWidth, role)
    }

    private static func linkProblem(_ state: AppState) -> String? {
        switch state.account.link {
        case .credentialRejected:
            "Lofty rejects the key. Nothing is lost: quit, run “foyer login” with a new key, and what is unsent goes out."
        case .offline(_, let reason):
            "Offline: \(reason) Changes are kept and go out by themselves; R tries now."
        case .accountUnknown(let reason):
            "The server does not say whose key this is (\(reason)); nothing is sent. R asks again."
        case .otherAccount:
            "The mirror here holds another account's leads; nothing is sent. Set FOYER_HOME to another directory."
        case .connecting, .online, .limited: nil
        }
    }

    /// The keys of whatever has them; from the right end, what does not fit drops whole.
    private static func hints(_ state: AppState, _ table: CommandTable, width: Int) -> [Canvas.Piece] {
        var room = width
        return table.hints(in: state).prefix { hint in
            room -= TextWidth.cells(of: " \(hint.keys) \(hint.summary)")
            return room >= 0
        }.flatMap { hint in
            [
                Canvas.Piece(" \(hint.keys)", hint.isUsable ? .key : .dim),
                Canvas.Piece(" \(hint.summary)", hint.isUsable ? .plain : .dim),
            ]
        }
    }
}
