import Leads
import Terminal
import ViewModels

extension TimelinePane {
    /// What stands above the entries: what could not be read, and that there is nothing yet.
    struct Heading: Equatable {
        private enum Line: Equatable {
            case gap(String)
            case note(String)
        }

        private var parts: [Line] = []
        private let width: Int
        private let glyphs: Glyphs

        /// - `width`: of the pane's content in cells, with a margin of one at each side.
        init(_ timeline: TimelineState, _ keys: KeyNames, width: Int, _ glyphs: Glyphs) {
            self.width = max(8, width - 2)
            self.glyphs = glyphs
            if let failure = timeline.failure { parts.append(.gap("not read anew: \(failure)")) }
            switch timeline.content {
            case .nothing: break
            case .loading: parts.append(.note("Reading…"))
            case .loaded(let loaded, let isFresh):
                parts += loaded.gaps.map { .gap(Wording.gap($0)) }
                if timeline.extent == .coming {
                    if timeline.outline.rows.isEmpty { parts.append(.note("Reading…")) }
                } else if timeline.outline.rows.isEmpty, loaded.gaps.isEmpty {
                    parts.append(.note(Self.emptiness(timeline, keys, isFresh: isFresh)))
                }
            }
        }

        var lines: [[Canvas.Piece]] { parts.flatMap { Canvas.wrap(pieces($0), width: width, indent: 2) } }

        private func pieces(_ part: Line) -> [Canvas.Piece] {
            switch part {
            case .gap(let words):
                [Canvas.Piece("\(glyphs[.gap]) ", .caution, on: nil, .bold), Canvas.Piece(words, .caution)]
            case .note(let words): [Canvas.Piece(words, .muted)]
            }
        }

        private static func emptiness(_ timeline: TimelineState, _ keys: KeyNames, isFresh: Bool) -> String {
            if timeline.count > 0 { return "Nothing of this kind. \(keys[.timelineAll]) shows everything." }
            return isFresh ? "Nothing has happened yet." : "Nothing is known yet."
        }
    }
}
