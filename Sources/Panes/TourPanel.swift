import Terminal
import ViewModels

/// The step of the tour, in lines of its own above the footer, so that it hides nothing.
enum TourPanel {
    static func draw(_ state: AppState, layout: ScreenLayout, on canvas: inout Canvas) {
        guard let rect = layout.tour, let tour = state.tour else { return }
        canvas.fill(rect, .bar)
        let lines = Canvas.wrap(pieces(tour.step), width: max(8, rect.width - 2), indent: 0).prefix(rect.height)
        for (index, line) in lines.enumerated() {
            let place = Rect(x: rect.x + 1, y: rect.y + index, width: rect.width - 2, height: 1)
            canvas.write(line, in: place, on: .bar)
        }
    }

    static func pieces(_ step: Tour.Step) -> [Canvas.Piece] {
        let number = Canvas.Piece(" TOUR \(step.rawValue + 1) of \(Tour.Step.allCases.count) ", .strong, on: .markChip)
        let way = [
            Canvas.Piece("   gs", .key), Canvas.Piece(" skips, ", .muted), Canvas.Piece(":tour stop", .key),
            Canvas.Piece(" ends the tour", .muted),
        ]
        return [number, Canvas.Piece(" ")] + words(step) + way
    }

    private static func words(_ step: Tour.Step) -> [Canvas.Piece] {
        switch step {
        case .move:
            text(
                "Nothing here is real, so try things. ",
                "j",
                " goes to the next lead, ",
                "k",
                " back. Press ",
                "j",
                "."
            )
        case .open: text("Press ", "l", " for the lead, and ", "l", " again for what happened with them.")
        case .back: text("Press ", "h", " twice: it goes back, to the list.")
        case .stage: text("Press ", "s", " and the letter of another stage. It goes out by itself a little later.")
        case .undo: text("Press ", "u", ": the change is taken back, and nothing was sent.")
        case .filter: text("Press ", "/", ", type ", "tag:hot", " or a name, and ", "Enter", ".")
        case .clear: text("Press ", "\\", ": all leads of the queue are back.")
        case .note: text("Press ", "m", ", write a note, and ", "Enter", " saves it.")
        case .queue: text("Press ", "2", ": the queues above are the work that waits, each with its number.")
        case .help: text("Press ", "?", ": what can be done here, and what the signs mean. ", "q", " closes it.")
        case .palette: text("Press ", ":", " and type what you want to do, such as ", "stage", ". ", "Esc", " leaves.")
        case .done:
            text(
                "That is all one needs. ",
                "gt",
                " works a queue with one key a lead, ",
                "q",
                " quits. Press ",
                "gs",
                "."
            )
        }
    }

    /// Words and keys by turns.
    private static func text(_ parts: String...) -> [Canvas.Piece] {
        parts.enumerated().map { Canvas.Piece($0.element, $0.offset.isMultiple(of: 2) ? .text : .key) }
    }
}
