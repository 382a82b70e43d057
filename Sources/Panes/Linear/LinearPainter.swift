package import Commands
import Terminal
package import ViewModels

/// Shows the workbench as lines of text, one for each change, for those who hear it or feel it.
///
/// No boxes, no columns, no colours that mean anything: what changed is said in a line of its own below the last, and
/// the real cursor stands on it. What lies over the panes is read off the screen that would have been drawn.
@MainActor package final class LinearPainter {
    private var lines: [String] = []
    /// The first line of the page that is on the screen.
    private var top = 0
    private var said: [LinearSpeech.Part: String] = [:]
    /// The line in which a text is being typed.
    private var fieldLine: Int?

    package init() {}

    /// More than a day of work; older ones are forgotten.
    private static let mostLines = 5_000

    package func paint(
        _ state: AppState,
        _ layout: ScreenLayout,
        _ pending: [KeyHint],
        _ context: PaneContext,
        _ memory: inout ScreenMemory
    ) -> Rendering {
        let drawn = Screen.render(state, layout: layout, pending: pending, context: context, memory: &memory)
        guard layout.kind != .tooSmall else { return drawn }
        let speech = LinearSpeech(state, pending: pending, drawn: drawn, context: context)
        let start = lines.count
        for utterance in speech.utterances where said[utterance.part] != utterance.key {
            say(utterance, width: layout.size.width)
        }
        said = Dictionary(
            speech.utterances.map { ($0.part, $0.key) },
            uniquingKeysWith: { first, _ in first }
        )
        return Rendering(frame: frame(layout.size, from: start, field: speech.field), layout: layout)
    }

    private func say(_ utterance: LinearSpeech.Utterance, width: Int) {
        guard utterance.part == .field else {
            lines += utterance.lines.flatMap { TextWrap.lines($0, width: width) }
            fieldLine = nil
            return
        }
        // A text that is being typed stays one line, whose end is what counts.
        if let line = fieldLine, line == lines.count - 1 {
            lines[line] = utterance.lines.first ?? ""
        } else {
            lines += utterance.lines
            fieldLine = lines.count - 1
        }
        let surplus = lines.count - Self.mostLines
        guard surplus > 0 else { return }
        lines.removeFirst(surplus)
        top = max(0, top - surplus)
        fieldLine = fieldLine.map { $0 - surplus }
    }

    /// A page is filled from its top; a full one is left for a new one, so that no line ever moves.
    private func frame(_ size: Size, from start: Int, field: LinearSpeech.Field?) -> Frame {
        var frame = Frame(size: size, style: .plain)
        if lines.count - top > size.height { top = max(0, min(start, lines.count - 1), lines.count - size.height) }
        for (row, line) in lines.dropFirst(top).prefix(size.height).enumerated() {
            frame.write(line, at: Point(x: 0, y: row), maxWidth: size.width, style: .plain)
        }
        let row = max(0, min(size.height - 1, lines.count - 1 - top))
        frame.cursor = Point(x: 0, y: row)
        if let field, fieldLine == lines.count - 1 {
            frame.cursor = Point(x: min(size.width - 1, field.cells), y: row)
        }
        return frame
    }
}
