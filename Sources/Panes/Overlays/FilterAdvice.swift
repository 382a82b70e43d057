import Leads
import Terminal
import ViewModels

/// What there is to say about the filter that is being typed: what Tab offers, and what is wrong or most likely not meant.
///
/// Stands in the lines above the one that is typed in, and takes none when there is nothing to say.
enum FilterAdvice {
    static func draw(_ line: FilterLine, _ state: AppState, layout: ScreenLayout, on canvas: inout Canvas) {
        let lines = lines(line, state, width: layout.body.width)
        let body = layout.body
        guard !lines.isEmpty, body.height > lines.count + 2 else { return }
        let rect = Rect(x: body.x, y: body.maxY - lines.count, width: body.width, height: lines.count)
        canvas.fill(rect, .raised)
        canvas.mark(rect, as: .overlay)
        for (index, pieces) in lines.enumerated() {
            canvas.write(
                pieces,
                in: Rect(x: rect.x + 1, y: rect.y + index, width: rect.width - 2, height: 1),
                on: .raised
            )
        }
    }

    private static func lines(_ line: FilterLine, _ state: AppState, width: Int) -> [[Canvas.Piece]] {
        let reading = QueryReading(line.field.text, vocabulary: state.vocabulary)
        let remedy = Canvas.Piece(
            line.mending(state.vocabulary) == nil ? "" : "   \(state.keys[.filterComplete]) takes it",
            .muted
        )
        var lines: [[Canvas.Piece]] = []
        // What goes on being typed need not be shouted; Enter asks for the whole.
        if let problem = reading.problem, !reading.isUnfinished || state.list.filterProblem != nil {
            let place = Canvas.Piece(width < 60 ? "" : place(of: problem.range, in: line.field), .danger)
            lines.append([place, Canvas.Piece(problem.message, .danger), remedy])
        } else if let hint = reading.hints.first {
            lines.append([Canvas.Piece(hint.message, .caution), remedy])
        }
        let offers = offers(line, state, width: width - 2)
        return offers.isEmpty ? lines : lines + [offers]
    }

    /// The words that are meant, where there are some.
    private static func place(of range: Range<Int>, in field: TextField) -> String {
        let part = range.clamped(to: 0..<field.characters.count)
        return part.isEmpty ? "" : "“\(CleanText.clean(String(String(field.characters[part]).prefix(24))))”  "
    }

    private static func offers(_ line: FilterLine, _ state: AppState, width: Int) -> [Canvas.Piece] {
        let key = state.keys[.filterComplete]
        if let offer = line.offer {
            return pieces(offer.texts.map { ($0, nil) }, chosen: offer.index, key, width: width)
        }
        let candidates = line.completion(state.vocabulary).candidates
        return pieces(candidates.map { ($0.text, $0.count) }, chosen: nil, key, width: width)
    }

    /// As many as fit, beginning so that the chosen one is seen.
    private static func pieces(
        _ offers: [(text: String, count: Int?)],
        chosen: Int?,
        _ key: String,
        width: Int
    ) -> [Canvas.Piece] {
        guard !offers.isEmpty else { return [] }
        var pieces = [Canvas.Piece("\(key) ", .key)]
        let first = max(0, (chosen ?? 0) - 3)
        for (index, offer) in offers.enumerated() where index >= first {
            let count = offer.count.map { " \(Formatters.count($0))" } ?? ""
            let text = CleanText.clean(offer.text)
            let more = pieces.cells + TextWidth.cells(of: text + count) + 3 > width
            guard !more else { return pieces + [Canvas.Piece("›", .muted)] }
            pieces.append(
                Canvas.Piece(text, index == chosen ? .strong : .text, on: index == chosen ? .accentChip : nil)
            )
            pieces.append(Canvas.Piece(count + "  ", .muted))
        }
        return pieces
    }
}
