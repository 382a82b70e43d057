import Leads
import ViewModels

/// Whether Lofty's assistant writes to the lead by itself.
extension DetailText {
    /// Nothing while it has not been read; a gap says why it could not be.
    var assistantLines: [[Canvas.Piece]] {
        guard let reading = state.assistant(of: lead.id) else { return [] }
        let places = reading.places.map { [Canvas.Piece(" · \($0.left) of \($0.total) places left", .muted)] } ?? []
        return labelled("AI", Self.pieces(reading.standing) + places)
    }

    private static func pieces(_ standing: AssistantStanding) -> [Canvas.Piece] {
        switch standing {
        case .follows: [Canvas.Piece("the assistant follows it up", .mark)]
        case .stopped: [Canvas.Piece("the assistant was stopped for it", .caution)]
        case .none: [Canvas.Piece("not in the assistant's pool", .muted)]
        case .unknown(let reason): [Canvas.Piece("not known: \(reason)", .caution)]
        }
    }
}
