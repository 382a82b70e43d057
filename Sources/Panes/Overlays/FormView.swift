import Leads
import Terminal
import ViewModels

/// One or more fields with what is wrong under them.
enum FormView {
    static func draw(_ form: Form, size: Size, on canvas: inout Canvas) {
        let width = min(size.width, 76)
        let problem = problem(form).map { TextWrap.lines($0, width: width - 4) } ?? []
        let isArea = form.fields.count == 1 && form.fields[0].isMultiline
        let rows = isArea ? min(8, max(1, size.height - 7)) : form.fields.count
        let inner = OverlayView.box(
            title(form),
            width: width,
            height: rows + 3 + problem.count,
            size: size,
            on: &canvas
        )
        // The problem and the hint always show; on a low screen the fields scroll with the focus.
        let room = max(1, inner.height - problem.count - 1)
        let place = Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: min(room, rows))
        if isArea {
            FieldView.drawArea(form.fields[0].text, isFocused: true, in: place, on: &canvas)
        } else {
            drawFields(form, in: place, on: &canvas)
        }
        var y = place.maxY
        for line in problem where y < inner.maxY {
            canvas.write(line, x: inner.x + 1, y: y, width: inner.width - 2, .problem)
            y += 1
        }
        guard y < inner.maxY else { return }
        let count = length(of: form.fields[form.focus])
        let hint = TextWidth.clip(hint(form), to: max(0, inner.width - 3 - count.count))
        canvas.write(hint, x: inner.x + 1, y: y, width: inner.width - 2, .dim)
        canvas.write(count, x: inner.maxX - 1 - count.count, y: y, width: count.count, .dim)
    }

    private static func drawFields(_ form: Form, in rect: Rect, on canvas: inout Canvas) {
        let labelWidth = form.fields.map { TextWidth.cells(of: $0.label) }.max() ?? 0
        let top = max(0, min(form.focus - rect.height + 1, form.fields.count - rect.height))
        for (line, field) in form.fields.enumerated().dropFirst(top).prefix(rect.height) {
            let label = form.fields.count == 1 ? "> " : TextWidth.pad(field.label, to: labelWidth + 1)
            let place = Rect(x: rect.x, y: rect.y + line - top, width: rect.width, height: 1)
            FieldView.draw(label, field.text, isFocused: line == form.focus, in: place, on: &canvas)
        }
    }

    /// What is wrong, a length over its limit before anything is sent.
    private static func problem(_ form: Form) -> String? {
        let tooLong = form.fields.first { field in field.limit.map { field.text.length > $0 } ?? false }
        if let field = tooLong, let limit = field.limit {
            return Wording.problem(.tooLong(field: field.label, length: field.text.length, limit: limit))
        }
        return form.problem.map(Wording.problem)
    }

    /// `10/64`, where the field has a limit.
    private static func length(of field: Form.Field) -> String {
        field.limit.map { "\(field.text.length)/\($0)" } ?? ""
    }

    private static func hint(_ form: Form) -> String {
        switch form.purpose {
        case .commandLine: "a verb and its words, as in “stage Contacted”; ? lists them"
        case .create: "* is needed; the others may stay empty"
        case .note, .call, .trash: form.fields[0].label
        }
    }

    private static func title(_ form: Form) -> String {
        let name = form.leadName ?? form.purpose.leadWords
        return switch form.purpose {
        case .note: "Note on \(name)"
        case .call(_, let outcome): "Call with \(name): \(outcome.label)"
        case .create: "New lead"
        case .trash: "Trash \(name): why?"
        case .commandLine: "Command"
        }
    }
}

extension Form.Purpose {
    fileprivate var leadWords: String {
        switch self {
        case .note(let lead), .call(let lead, _), .trash(let lead): "lead \(lead)"
        case .create, .commandLine: ""
        }
    }
}
