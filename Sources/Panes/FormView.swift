import Leads
import Terminal
import ViewModels

/// One or more fields with what is wrong under them.
enum FormView {
    static func draw(_ form: Form, _ state: AppState, size: Size, on canvas: inout Canvas) {
        let width = min(size.width, 76)
        let problem = form.problem.map { TextWrap.lines(Wording.problem($0), width: width - 4) } ?? []
        let height = form.fields.count + 3 + problem.count
        let inner = OverlayView.box(title(form, state), width: width, height: height, size: size, on: &canvas)
        let labelWidth = form.fields.map { TextWidth.cells(of: $0.label) }.max() ?? 0
        // The problem and the hint always show; on a low screen the fields scroll with the focus.
        let room = max(1, inner.height - problem.count - 1)
        let top = max(0, min(form.focus - room + 1, form.fields.count - room))
        for (line, field) in form.fields.enumerated().dropFirst(top).prefix(room) {
            let label = form.fields.count == 1 ? "> " : TextWidth.pad(field.label, to: labelWidth + 1)
            let place = Rect(x: inner.x + 1, y: inner.y + line - top, width: inner.width - 2, height: 1)
            FieldView.draw(label, field.text, isFocused: line == form.focus, in: place, on: &canvas)
        }
        var y = inner.y + min(room, form.fields.count)
        for line in problem where y < inner.maxY {
            canvas.write(line, x: inner.x + 1, y: y, width: inner.width - 2, .problem)
            y += 1
        }
        guard y < inner.maxY else { return }
        canvas.write(hint(form), x: inner.x + 1, y: y, width: inner.width - 2, .dim)
    }

    private static func hint(_ form: Form) -> String {
        if form.fields.count > 1 { return "Tab next field · Enter saves · Esc leaves, the text is kept" }
        return form.purpose == .commandLine
            ? "Enter runs · Esc leaves" : "\(form.fields[0].label) · Enter saves · Esc leaves, the text is kept"
    }

    private static func title(_ form: Form, _ state: AppState) -> String {
        switch form.purpose {
        case .note(let lead): "Note on \(name(of: lead, state))"
        case .call(let lead, let outcome): "Call with \(name(of: lead, state)): \(outcome.label)"
        case .create: "New lead"
        case .trash(let lead): "Trash \(name(of: lead, state)): why?"
        case .commandLine: "Command"
        }
    }

    private static func name(of lead: Lead.ID, _ state: AppState) -> String {
        state.row(of: lead)?.lead.displayName ?? "lead \(lead)"
    }
}
