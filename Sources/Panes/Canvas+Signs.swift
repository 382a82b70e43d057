import Leads
import Terminal

extension Canvas.Piece {
    /// A tag as a chip; the canvas puts the brackets where no ground can be painted.
    static func tag(_ name: String) -> Canvas.Piece { Canvas.Piece(" \(name) ", .text, on: .tag) }
}

extension SyncState {
    /// The sign of a row whose changes are not on the server.
    func piece(_ glyphs: Glyphs) -> Canvas.Piece {
        switch self {
        case .clean: Canvas.Piece(" ")
        case .queued: Canvas.Piece(glyphs[.queued], .accent, on: nil, .bold)
        case .sending: Canvas.Piece(glyphs[.sending], .accent, on: nil, .bold)
        case .failed: Canvas.Piece(glyphs[.refused], .danger, on: nil, .bold)
        case .conflict: Canvas.Piece(glyphs[.conflict], .caution, on: nil, .bold)
        }
    }
}
