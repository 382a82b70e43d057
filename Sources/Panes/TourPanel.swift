import Terminal
import ViewModels

/// The step of the tour, in lines of its own above the footer, so that it hides nothing.
enum TourPanel {
    static func draw(_ state: AppState, layout: ScreenLayout, on canvas: inout Canvas) {
        guard let rect = layout.tour, let tour = state.tour else { return }
        canvas.fill(rect, .bar)
        let lines = Canvas.wrap(pieces(tour.step, state.keys), width: max(8, rect.width - 2), indent: 0).prefix(
            rect.height
        )
        for (index, line) in lines.enumerated() {
            let place = Rect(x: rect.x + 1, y: rect.y + index, width: rect.width - 2, height: 1)
            canvas.write(line, in: place, on: .bar)
        }
    }

    static func pieces(_ step: Tour.Step, _ keys: KeyNames) -> [Canvas.Piece] {
        let number = Canvas.Piece(" TOUR \(step.rawValue + 1) of \(Tour.Step.allCases.count) ", .strong, on: .markChip)
        let way = [
            Canvas.Piece("   \(keys[.skipStep])", .key), Canvas.Piece(" skips, ", .muted),
            Canvas.Piece(":tour stop", .key),
            Canvas.Piece(" ends the tour", .muted),
        ]
        return [number, Canvas.Piece(" ")] + words(step, keys) + way
    }

    private static func words(_ step: Tour.Step, _ keys: KeyNames) -> [Canvas.Piece] {
        switch step {
        case .move:
            text(
                "Nothing here is real, so try things. ",
                keys[.down],
                " goes to the next lead, ",
                keys[.up],
                " back. Press ",
                keys[.down],
                "."
            )
        case .open:
            text("Press ", keys[.open], " for the lead, and ", keys[.open], " again for what happened with them.")
        case .back: text("Press ", keys[.back], " twice: it goes back, to the list.")
        case .stage:
            text("Press ", keys[.stage], " and the letter of another stage. It goes out by itself a little later.")
        case .undo: text("Press ", keys[.undo], ": the change is taken back, and nothing was sent.")
        case .filter: text("Press ", keys[.filter], ", type ", "tag:hot", " or a name, and ", keys[.filterAccept], ".")
        case .clear: text("Press ", keys[.clearFilter], ": all leads of the queue are back.")
        case .note: text("Press ", keys[.note], ", write a note, and ", keys[.formSubmit], " saves it.")
        case .queue:
            text(
                "Press ",
                keys.queue(1) ?? keys[.nextQueue],
                ": the queues above are the work that waits, each with its number."
            )
        case .help:
            text(
                "Press ",
                keys[.help],
                ": what can be done here, and what the signs mean. ",
                keys[.helpClose],
                " closes it."
            )
        case .palette:
            text(
                "Press ",
                keys[.palette],
                " and type what you want to do, such as ",
                "stage",
                ". ",
                keys[.paletteCancel],
                " leaves."
            )
        case .done:
            text(
                "That is all one needs. ",
                keys[.triage],
                " works a queue with one key a lead, ",
                keys[.quit],
                " quits. Press ",
                keys[.skipStep],
                "."
            )
        }
    }

    /// Words and keys by turns.
    private static func text(_ parts: String...) -> [Canvas.Piece] {
        parts.enumerated().map { Canvas.Piece($0.element, $0.offset.isMultiple(of: 2) ? .text : .key) }
    }
}
