import Leads
import Terminal
import ViewModels

/// One or more fields with what is wrong under them.
enum FormView {
    static func draw(_ form: Form, _ state: AppState, layout: ScreenLayout, on canvas: inout Canvas) {
        let kind: OverlayPlace.Kind = form.fields.count > 1 ? .form : .low
        let width = OverlayPlace(kind, lines: 1, layout: layout, look: canvas.look).content.width - 2
        let told = problem(form, state.keys)
        let problem = told.map { TextWrap.lines($0.words, width: max(8, width - 2)) } ?? []
        let kin = kinLines(form, state, width: width)
        let isArea = form.isArea
        let rows = isArea ? areaHeight : form.fields.count
        let aside = kin + FormAside.lines(form, state, width: width)
        let wanted = rows + 1 + problem.count + aside.count + (form.fields.count > 1 ? 1 : 0)
        let place = OverlayPlace(kind, lines: wanted, layout: layout, look: canvas.look)
        OverlayView.drawFrame(title(form), at: place, on: &canvas)
        OverlayView.keepRow(of: form.subject, state, above: place, layout, on: &canvas)
        let inner = Rect(
            x: place.content.x + 1,
            y: place.content.y,
            width: place.content.width - 2,
            height: place.content.height
        )
        if isArea {
            drawArea(form, problem, rows: rows, in: inner, on: &canvas)
        } else {
            // Where rows are dear the fields scroll: whom the lead doubles is not what goes.
            let fewest = min(rows, max(3, inner.height / 2))
            let shown = Array(aside.prefix(max(0, inner.height - fewest - problem.count - 1)))
            let fields = Rect(x: inner.x, y: inner.y, width: inner.width, height: inner.height - shown.count)
            drawFields(form, problem, under: told?.field, in: fields, on: &canvas)
            for (index, line) in shown.enumerated() {
                let y = inner.maxY - 1 - shown.count + index
                canvas.write(line, in: Rect(x: inner.x, y: y, width: inner.width, height: 1), on: .raised)
            }
        }
        drawHint(form, in: inner, on: &canvas)
    }

    private static let areaHeight = 8

    /// Who the lead in the form may be already.
    private static func kinLines(_ form: Form, _ state: AppState, width: Int) -> [[Canvas.Piece]] {
        let kin = state.kin(of: form)
        let lines = kin.prefix(3).flatMap { kin in
            let words =
                switch kin.kinship {
                case .duplicate: "may be here already"
                case .household: "would be a household"
                case .namesake: "is here by that name"
                }
            return Canvas.wrap(
                [
                    Canvas.Piece("\(kin.name) \(words): ", .caution),
                    Canvas.Piece(Wording.kinship(kin, isMasked: state.isMasked)),
                ],
                width: width,
                indent: 2
            )
        }
        return kin.count > 3 ? lines + [[Canvas.Piece("and \(kin.count - 3) more", .muted)]] : lines
    }

    private static func drawArea(_ form: Form, _ problem: [String], rows: Int, in rect: Rect, on canvas: inout Canvas) {
        // The problem and the hint always show; the text scrolls with the cursor.
        let height = max(1, min(rows, rect.height - problem.count - 1))
        let area = Rect(x: rect.x, y: rect.y, width: rect.width, height: height)
        FieldView.drawArea(form.fields[0].text, isFocused: true, in: area, on: &canvas)
        drawProblem(problem, x: rect.x, y: area.maxY, in: rect, on: &canvas)
    }

    private static func drawFields(
        _ form: Form,
        _ problem: [String],
        under owner: Int?,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        let labelWidth = form.fields.map { TextWidth.cells(of: $0.label) }.max() ?? 0
        let room = max(1, rect.height - problem.count - 1)
        let top = max(0, min(form.focus - room + 1, form.fields.count - room))
        var y = rect.y
        for (line, field) in form.fields.enumerated().dropFirst(top).prefix(room) where y < rect.maxY {
            let isFocused = line == form.focus
            let need = line == 0 ? " *" : ""
            let name = form.fields.count == 1 ? "> " : TextWidth.pad(field.label + need, to: labelWidth + 3)
            let length = length(of: field)
            let place = Rect(x: rect.x, y: y, width: rect.width - 9, height: 1)
            let label = [Canvas.Piece(name, isFocused ? .key : .muted)]
            FieldView.draw(label, field.text, isFocused: isFocused, in: place, on: .raised, &canvas)
            let limit = Rect(x: place.maxX, y: y, width: 9, height: 1)
            canvas.writeRight([length], in: limit, on: .raised)
            y += 1
            if line == owner || (owner == nil && isFocused) {
                drawProblem(
                    problem,
                    x: rect.x + (form.fields.count == 1 ? 2 : labelWidth + 3),
                    y: y,
                    in: rect,
                    on: &canvas
                )
                y += problem.count
            }
        }
    }

    private static func drawProblem(_ lines: [String], x: Int, y: Int, in rect: Rect, on canvas: inout Canvas) {
        let x = min(x, rect.maxX - (lines.map { TextWidth.cells(of: $0) }.max() ?? 0) - 2)
        for (index, line) in lines.enumerated() where y + index < rect.maxY {
            let sign = index == 0 ? canvas.glyphs[.refused] : " "
            let place = Rect(x: max(rect.x, x), y: y + index, width: rect.maxX - max(rect.x, x), height: 1)
            let pieces = [Canvas.Piece("\(sign) ", .danger, on: nil, .bold), Canvas.Piece(line, .danger)]
            canvas.write(pieces, in: place, on: .raised)
        }
    }

    private static func drawHint(_ form: Form, in rect: Rect, on canvas: inout Canvas) {
        guard rect.height > 1 else { return }
        let line = Rect(x: rect.x, y: rect.maxY - 1, width: rect.width, height: 1)
        canvas.fill(line, .raised)
        let length = form.isArea ? [length(of: form.fields[0])] : []
        let room = Rect(x: line.x, y: line.y, width: line.width - length.cells - 1, height: 1)
        canvas.write([Canvas.Piece(hint(form), .muted)], in: room, on: .raised)
        canvas.writeRight(length, in: line, on: .raised)
    }

    /// What is wrong, a length over its limit before anything is sent; and the field it is about.
    private static func problem(_ form: Form, _ keys: KeyNames) -> (words: String, field: Int?)? {
        let tooLong = form.fields.firstIndex { field in field.limit.map { field.text.length > $0 } ?? false }
        if let index = tooLong, let limit = form.fields[index].limit {
            let field = form.fields[index]
            return (Wording.problem(.tooLong(field: field.label, length: field.text.length, limit: limit), keys), index)
        }
        if form.problem == nil, case .override(_, let act, let bar) = form.purpose {
            return (Wording.override(bar, act, keys), nil)
        }
        return form.problem.map { problem in
            let label = problem.field
            return (Wording.problem(problem, keys), form.fields.firstIndex { $0.label == label })
        }
    }

    /// `10/64`, where the field has a limit.
    private static func length(of field: Form.Field) -> Canvas.Piece {
        guard let limit = field.limit else { return Canvas.Piece("") }
        return Canvas.Piece("\(field.text.length)/\(limit)", field.text.length > limit ? .danger : .muted)
    }

    private static func hint(_ form: Form) -> String {
        switch form.purpose {
        case .create: "* is needed; the others may stay empty"
        case .override: "* is needed; the audit log keeps it"
        case .deal: "* is needed; no stage means the first one"
        case .edit: "a comma between several; only what you change is sent"
        case .note, .call, .trash: form.fields[0].label
        }
    }

    private static func title(_ form: Form) -> PaneTitle {
        let name = form.leadName ?? form.purpose.leadWords
        // More fields than fit are there, and say so.
        let place = form.fields.count < 9 ? [] : [Canvas.Piece("field \(form.focus + 1) of \(form.fields.count)")]
        return switch form.purpose {
        case .note: PaneTitle(name: "Note on \(name)")
        case .call(_, let disposition): PaneTitle(name: "Call with \(name): \(disposition.label)")
        case .create: PaneTitle(name: "New lead", place: place)
        case .edit: PaneTitle(name: "Edit \(name)", place: place)
        case .deal: PaneTitle(name: "New transaction of \(name)")
        case .trash: PaneTitle(name: "Trash \(name): why?", chip: .dangerChip)
        case .override: PaneTitle(name: "Call \(name) all the same?", chip: .dangerChip)
        }
    }
}

extension Form {
    fileprivate var isArea: Bool { fields.count == 1 && fields[0].isMultiline }

    /// The lead it is about.
    fileprivate var subject: Lead.ID? {
        switch purpose {
        case .note(let lead), .call(let lead, _), .trash(let lead), .edit(let lead), .override(let lead, _, _),
            .deal(let lead):
            lead
        case .create: nil
        }
    }
}

extension Form.Purpose {
    fileprivate var leadWords: String {
        switch self {
        case .note(let lead), .call(let lead, _), .trash(let lead), .edit(let lead), .override(let lead, _, _),
            .deal(let lead):
            "lead \(lead)"
        case .create: ""
        }
    }
}
