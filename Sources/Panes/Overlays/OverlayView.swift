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
        case .form(let form): FormView.draw(form, size: size, on: &canvas)
        case .question(let confirmation): QuestionView.draw(confirmation, size: size, on: &canvas)
        case .help(let sheet): HelpView.draw(sheet, context: context, size: size, on: &canvas)
        case .outbox(let sheet): OutboxView.draw(state, sheet, size: size, on: &canvas)
        case .filter: break
        case nil where !pending.isEmpty: drawHints(pending, size: size, on: &canvas)
        case nil: break
        }
    }

    /// The room of what scrolls in the overlay on top.
    static func extent(_ state: AppState, size: Size, context: PaneContext) -> Viewport.Extent? {
        switch state.overlay {
        case .picker(let picker): PickerView.extent(picker, size: size)
        case .help: HelpView.extent(size: size, context: context)
        case .outbox: OutboxView.extent(state, size: size)
        case .filter, .form, .question, nil: nil
        }
    }

    /// Where a box of a wanted size stands.
    static func place(width: Int, height: Int, size: Size) -> Rect {
        let width = min(width, size.width)
        let height = min(height, size.height - 2)
        return Rect(x: (size.width - width) / 2, y: max(1, (size.height - height) / 3), width: width, height: height)
    }

    /// Clears a centred box and draws its frame.
    static func box(_ title: String, width: Int, height: Int, size: Size, on canvas: inout Canvas) -> Rect {
        let rect = place(width: width, height: height, size: size)
        canvas.fill(rect, .plain)
        canvas.drawPane(rect, title: title, isFocused: true, isBoxed: true)
        canvas.mark(rect, as: .overlay)
        return rect.inset(by: 1)
    }

    private static func drawHints(_ hints: [KeyHint], size: Size, on canvas: inout Canvas) {
        let inner = box("then", width: 44, height: hints.count + 2, size: size, on: &canvas)
        for (line, hint) in hints.prefix(inner.height).enumerated() {
            let x = canvas.write(" \(hint.keys) ", x: inner.x, y: inner.y + line, width: inner.width, .key)
            canvas.write(hint.summary, x: x, y: inner.y + line, width: inner.maxX - x)
        }
    }
}
