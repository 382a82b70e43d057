import Commands
import Leads
import Terminal
import ViewModels

/// Pickers, forms, questions, help and the outbox, drawn over the panes.
enum OverlayView {
    static func draw(
        _ state: AppState,
        pending: [KeyHint],
        size: Size,
        context: PaneContext,
        on canvas: inout Canvas
    ) {
        switch state.overlay {
        case .picker(let picker): PickerView.draw(picker, size: size, on: &canvas)
        case .form(let form): FormView.draw(form, state, size: size, on: &canvas)
        case .confirm(let confirmation): drawQuestion(confirmation.question, size: size, on: &canvas)
        case .help(let scroll): HelpView.draw(scroll: scroll, about: context.about, size: size, on: &canvas)
        case .outbox(let cursor): OutboxView.draw(state, cursor: cursor, size: size, on: &canvas)
        case .filter: break
        case nil where !pending.isEmpty: drawHints(pending, size: size, on: &canvas)
        case nil: break
        }
    }

    /// Clears a centred box and draws its frame.
    static func box(_ title: String, width: Int, height: Int, size: Size, on canvas: inout Canvas) -> Rect {
        let width = min(width, size.width)
        let height = min(height, size.height - 2)
        let rect = Rect(
            x: (size.width - width) / 2,
            y: max(1, (size.height - height) / 3),
            width: width,
            height: height
        )
        canvas.fill(rect, .plain)
        canvas.drawPane(rect, title: title, isFocused: true, isBoxed: true)
        return rect.inset(by: 1)
    }

    private static func drawQuestion(_ question: Confirmation.Question, size: Size, on canvas: inout Canvas) {
        let wording = Wording.question(question)
        let width = min(size.width, 72)
        let detail = TextWrap.lines(wording.detail, width: width - 4)
        let inner = box("Sure?", width: width, height: detail.count + 5, size: size, on: &canvas)
        canvas.write(wording.text, x: inner.x + 1, y: inner.y, width: inner.width - 2, .warning)
        for (line, text) in detail.enumerated() {
            canvas.write(text, x: inner.x + 1, y: inner.y + 1 + line, width: inner.width - 2)
        }
        let y = inner.maxY - 1
        let x = canvas.write("y yes   n no (Enter is no) ", x: inner.x + 1, y: y, width: inner.width - 2, .key)
        canvas.frame.cursor = Point(x: x, y: y)
    }

    private static func drawHints(_ hints: [KeyHint], size: Size, on canvas: inout Canvas) {
        let inner = box("then", width: 44, height: hints.count + 2, size: size, on: &canvas)
        for (line, hint) in hints.prefix(inner.height).enumerated() {
            let x = canvas.write(" \(hint.keys) ", x: inner.x, y: inner.y + line, width: inner.width, .key)
            canvas.write(hint.summary, x: x, y: inner.y + line, width: inner.maxX - x)
        }
    }
}
