import Leads
import ViewModels

/// What is told beside the fields: who would get a new lead, and which stages a transaction can have.
enum FormAside {
    static func lines(_ form: Form, _ state: AppState, width: Int) -> [[Canvas.Piece]] {
        if case .deal(let lead) = form.purpose {
            return Canvas.wrap(
                stages(form, state.deals.flatMap { $0.lead == lead ? $0 : nil }),
                width: max(8, width),
                indent: 2
            )
        }
        guard let routing = form.routing else { return [] }
        return Canvas.wrap(pieces(routing), width: max(8, width), indent: 2)
    }

    private static func stages(_ form: Form, _ book: DealBook?) -> [Canvas.Piece] {
        guard let book else { return [Canvas.Piece("the stages are not known", .caution)] }
        let word = form.text(of: Form.dealLabels.kind).lowercased()
        guard let pipeline = book.pipelines.first(where: { $0.kind.lowercased() == word }) else { return [] }
        let begin = pipeline.first.map { "; begins at \($0)" } ?? ""
        return [
            Canvas.Piece("\(pipeline.kind): ", .muted), Canvas.Piece(pipeline.stages.joined(separator: " · ")),
            Canvas.Piece(begin, .muted),
        ]
    }

    private static func pieces(_ preview: RoutingPreview) -> [Canvas.Piece] {
        switch preview {
        case .asking: [Canvas.Piece("asking who gets it…", .muted)]
        case .goesTo([]): [Canvas.Piece("would go to nobody", .caution)]
        case .goesTo(let names):
            [Canvas.Piece("would go to ", .muted), Canvas.Piece(names.joined(separator: ", "), .strong)]
        case .unknown(let reason): [Canvas.Piece("Who gets it is not known: \(reason)", .caution)]
        }
    }
}
