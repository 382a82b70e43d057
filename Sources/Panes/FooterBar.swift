import Commands
import Leads
import Terminal
import ViewModels

/// The bottom line: what is being typed, else what there is to say, else the keys.
enum FooterBar {
    static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        if case .filter(let field) = state.overlay {
            drawFilter(field, state, in: rect, on: &canvas)
        } else if let notice = state.notice {
            let role: Role = notice.isProblem ? .problem : .strong
            canvas.write(" \(Wording.notice(notice, now: state.now))", x: rect.x, y: rect.y, width: rect.width, role)
        } else if let problem = state.list.filterProblem {
            let text = " The filter is not applied: \(problem) / corrects it, \\ clears it."
            canvas.write(text, x: rect.x, y: rect.y, width: rect.width, .problem)
        } else if let problem = linkProblem(state) {
            canvas.write(" \(problem)", x: rect.x, y: rect.y, width: rect.width, .problem)
        } else {
            canvas.write(hints(state), in: rect)
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

    private static func hints(_ state: AppState) -> [Canvas.Piece] {
        CommandTable.all.flatMap { command -> [Canvas.Piece] in
            guard let hint = command.hint, let keys = command.keys.first.flatMap(KeyNotation.parse) else { return [] }
            let isUsable = command.obstacle(state) == nil
            return [
                Canvas.Piece(" \(KeyNotation.display(keys))", isUsable ? .key : .dim),
                Canvas.Piece(" \(hint)", isUsable ? .plain : .dim),
            ]
        }
    }
}
