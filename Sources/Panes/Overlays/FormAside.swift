import Leads
import ViewModels

/// What is told beside the fields of a new lead: who would get it.
enum FormAside {
    static func lines(_ form: Form, width: Int) -> [[Canvas.Piece]] {
        guard let routing = form.routing else { return [] }
        return Canvas.wrap(pieces(routing), width: max(8, width), indent: 2)
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
