import Leads
import ViewModels

/// How an entry is told from others: a sign in its hue, a direction and a word of at most six letters.
struct EntryKind {
    let sign: Canvas.Piece
    let direction: String
    let word: String

    init(_ kind: TimelineEntry.Kind, sync: SyncState, _ glyphs: Glyphs) {
        switch kind {
        case .site(let type): (sign, direction, word) = Self.site(type, glyphs)
        case .call(let way, _):
            (sign, direction, word) = (Canvas.Piece(glyphs[.call], .ok), Self.arrow(way, glyphs), "call")
        case .text(let way):
            (sign, direction, word) = (Canvas.Piece(glyphs[.text], .stage3), Self.arrow(way, glyphs), "text")
        case .email(let way, _):
            (sign, direction, word) = (Canvas.Piece(glyphs[.email], .stage4), Self.arrow(way, glyphs), "email")
        case .note(let isPinned):
            (sign, direction, word) = (Canvas.Piece(glyphs[.note], .caution), " ", isPinned ? "pinned" : "note")
        case .system: (sign, direction, word) = (Canvas.Piece(glyphs[.system], .muted), " ", "system")
        case .task(let isFinished):
            let sign =
                isFinished ? Canvas.Piece(glyphs[.taskDone], .ok) : Canvas.Piece(glyphs[.taskOpen], .caution)
            (self.sign, direction, word) = (sign, " ", "task")
        case .appointment(let isFinished):
            let role: TextRole = isFinished ? .ok : .caution
            (sign, direction, word) = (Canvas.Piece(glyphs[.appointment], role), " ", "meet")
        case .transaction: (sign, direction, word) = (Canvas.Piece(glyphs[.appointment], .stage4), " ", "deal")
        case .pending:
            let sign = sync == .clean ? Canvas.Piece(glyphs[.queued], .accent) : sync.piece(glyphs)
            (self.sign, direction, word) = (sign, " ", "unsent")
        }
    }

    private static func arrow(_ direction: TimelineEntry.Direction, _ glyphs: Glyphs) -> String {
        switch direction {
        case .inbound: glyphs[.inbound]
        case .outbound: glyphs[.outbound]
        }
    }

    /// What a visitor did, for the types of Lofty's website activities.
    private static func site(_ type: String, _ glyphs: Glyphs) -> (Canvas.Piece, String, String) {
        switch type {
        case "Browse": (Canvas.Piece(glyphs[.viewed], .muted), " ", "viewed")
        case "Favorite": (Canvas.Piece(glyphs[.savedHome], .heat), " ", "saved")
        case "Search": (Canvas.Piece(glyphs[.search], .muted), " ", "search")
        case "Request": (Canvas.Piece(glyphs[.form], .accent), glyphs[.inbound], "asked")
        case "Submission": (Canvas.Piece(glyphs[.form], .accent), glyphs[.inbound], "form")
        default: (Canvas.Piece(glyphs[.viewed], .muted), " ", "site")
        }
    }
}
