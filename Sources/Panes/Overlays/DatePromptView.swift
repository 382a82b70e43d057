import Leads
import Terminal
import ViewModels

/// Asks when, and shows what each key or each typed word means before it is taken.
enum DatePromptView {
    static func draw(_ prompt: DatePrompt, _ state: AppState, layout: ScreenLayout, on canvas: inout Canvas) {
        let width = OverlayPlace(.low, lines: 1, layout: layout, look: canvas.look).content.width - 2
        let lines = answers(prompt, state, width: width) + problem(prompt, state.keys, width: width)
        let place = OverlayPlace(.low, lines: lines.count + 1, layout: layout, look: canvas.look)
        OverlayView.drawFrame(PaneTitle(name: title(prompt)), at: place, on: &canvas)
        OverlayView.keepRow(of: prompt.lead, state, above: place, layout, on: &canvas)
        let inner = place.content
        guard inner.height > 0 else { return }
        drawHead(prompt, in: Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: 1), on: &canvas)
        for (index, line) in lines.prefix(inner.height - 1).enumerated() {
            let rect = Rect(x: inner.x + 1, y: inner.y + 1 + index, width: inner.width - 2, height: 1)
            canvas.write(line, in: rect, on: .raised)
        }
    }

    private static func drawHead(_ prompt: DatePrompt, in rect: Rect, on canvas: inout Canvas) {
        if let field = prompt.field {
            FieldView.draw([Canvas.Piece("> ", .key)], field, in: rect, on: .raised, &canvas)
        } else {
            let words = [
                Canvas.Piece("one key, or ", .muted), Canvas.Piece("Space", .key),
                Canvas.Piece(" and a date: ", .muted),
                Canvas.Piece("tue 3pm"), Canvas.Piece(", ", .muted), Canvas.Piece("in 2 weeks"),
            ]
            canvas.write(words, in: rect, on: .raised)
            canvas.frame.cursor = Point(x: rect.x, y: rect.y)
        }
    }

    /// Why it was not taken, where that is not about the date, which tells it itself.
    private static func problem(_ prompt: DatePrompt, _ keys: KeyNames, width: Int) -> [[Canvas.Piece]] {
        guard let obstacle = prompt.problem else { return [] }
        if case .noDate = obstacle { return [] }
        let words = Canvas.Piece(Wording.obstacle(obstacle, lead: prompt.leadName, keys), .danger)
        return Canvas.wrap([words], width: max(8, width), indent: 0)
    }

    private static func answers(_ prompt: DatePrompt, _ state: AppState, width: Int) -> [[Canvas.Piece]] {
        guard prompt.field != nil else {
            let isNarrow = width < 60
            let dated = prompt.choices.filter { $0.text != nil }.map { TextWidth.cells(of: $0.label) }
            let column = isNarrow ? 1 + (dated.max() ?? 0) : 22
            return prompt.choices.map { choice in
                let key = Canvas.Piece(" \(choice.key) ", .key)
                guard let text = choice.text else { return [key, Canvas.Piece(choice.label)] }
                return [key, Canvas.Piece(TextWidth.pad(choice.label, to: column))]
                    + date(text, prompt, state, withoutYear: isNarrow)
            }
        }
        var lines = [date(prompt.when, prompt, state)]
        if case .followUp = prompt.purpose {
            lines.append([Canvas.Piece("what is to be done may follow behind ", .muted), Canvas.Piece(";", .key)])
        }
        return lines
    }

    // The date on the lead's clock, or what is wrong with it. A usual day is never a year away, so that a line that has no
    // room for more leaves the year out.
    private static func date(
        _ text: String,
        _ prompt: DatePrompt,
        _ state: AppState,
        withoutYear isShort: Bool = false
    ) -> [Canvas.Piece] {
        switch state.preview(text, in: prompt) {
        case .success(let date):
            let place = state.placeOfDates(in: prompt).map { " in \($0.city)" } ?? ", your time"
            let parts = date.words.split(separator: " ").filter { !isShort || !$0.hasSuffix(",") }
            return [Canvas.Piece(parts.joined(separator: " "), .strong), Canvas.Piece(place, .muted)]
        case .failure(.nothing): return [Canvas.Piece(FollowUpDateError.nothing.message, .muted)]
        case .failure(let error): return [Canvas.Piece(error.message, prompt.problem == nil ? .caution : .danger)]
        }
    }

    private static func title(_ prompt: DatePrompt) -> String {
        switch prompt.purpose {
        case .followUp: "Follow-up with \(prompt.leadName)"
        case .snooze: "Put \(prompt.leadName) aside until"
        case .move(let followUp): "Move “\(followUp.text)” with \(prompt.leadName) to"
        }
    }
}

extension DatePrompt {
    fileprivate var lead: Lead.ID {
        switch purpose {
        case .followUp(let lead), .snooze(let lead): lead
        case .move(let followUp): followUp.leadID
        }
    }
}
