import Leads
import Terminal
import Testing

@testable import Panes

@Suite("How an entry of the timeline is told from others")
struct EntryKindTests {
    private static let glyphs = Glyphs.unicode

    private static let table: [(TimelineEntry.Kind, Glyphs.Sign, TextRole, Glyphs.Sign?, String)] = [
        (.site("Browse"), .viewed, .muted, nil, "viewed"), (.site("Favorite"), .savedHome, .heat, nil, "saved"),
        (.site("Search"), .search, .muted, nil, "search"), (.site("Request"), .form, .accent, .inbound, "asked"),
        (.site("Submission"), .form, .accent, .inbound, "form"), (.site("Other"), .viewed, .muted, nil, "site"),
        (.call(.inbound, outcome: nil), .call, .ok, .inbound, "call"),
        (.call(.outbound, outcome: nil), .call, .ok, .outbound, "call"),
        (.text(.outbound), .text, .stage3, .outbound, "text"), (.text(.inbound), .text, .stage3, .inbound, "text"),
        (.email(.inbound, event: nil), .email, .stage4, .inbound, "email"),
        (.note(isPinned: true), .note, .caution, nil, "pinned"),
        (.note(isPinned: false), .note, .caution, nil, "note"), (.system, .system, .muted, nil, "system"),
        (.task(isFinished: true), .taskDone, .ok, nil, "task"),
        (.task(isFinished: false), .taskOpen, .caution, nil, "task"),
        (.appointment(isFinished: true), .appointment, .ok, nil, "meet"),
        (.appointment(isFinished: false), .appointment, .caution, nil, "meet"),
        (.transaction, .appointment, .stage4, nil, "deal"),
    ]

    @Test("each kind has its sign, its hue, its direction and a word of at most six letters")
    func kinds() {
        for (kind, sign, role, direction, word) in Self.table {
            let told = EntryKind(kind, sync: .clean, Self.glyphs)
            #expect(told.sign.text == Self.glyphs[sign] && told.sign.role == role, "\(kind)")
            #expect(told.direction == direction.map { Self.glyphs[$0] } ?? " ", "\(kind)")
            #expect(told.word == word && word.count <= 6, "\(kind)")
        }
    }

    @Test(
        "a change that is not on the server has the sign of its state, and before that is known that of one that waits"
    )
    func pending() {
        let kind = TimelineEntry.Kind.pending(OutboxEntry.ID(rawValue: 1))
        let expected: [(SyncState, Glyphs.Sign, TextRole)] = [
            (.clean, .queued, .accent), (.queued, .queued, .accent), (.sending, .sending, .accent),
            (.failed, .refused, .danger), (.conflict, .conflict, .caution),
        ]
        for (sync, sign, role) in expected {
            let told = EntryKind(kind, sync: sync, Self.glyphs)
            #expect(told.sign.text == Self.glyphs[sign] && told.sign.role == role, "\(sync)")
            #expect(told.sign.attributes == (sync == .clean ? [] : .bold), "\(sync)")
            #expect(told.word == "unsent")
        }
    }
}

@Suite("Breaking pieces into lines")
struct PieceWrappingTests {
    private func lines(_ pieces: [Canvas.Piece], width: Int, indent: Int = 2) -> [String] {
        Canvas.wrap(pieces, width: width, indent: indent).map { $0.map(\.text).joined() }
    }

    @Test("words are broken at blanks and go on under the indent")
    func words() {
        #expect(lines([Canvas.Piece("one two three")], width: 8) == ["one two", "  three"])
        #expect(lines([Canvas.Piece("one two three")], width: 7) == ["one two", "  three"])
        #expect(lines([Canvas.Piece("one two three")], width: 6) == ["one", "  two", "  thre", "  e"])
    }

    @Test("a place that is too narrow keeps room for four cells beside the indent")
    func narrow() {
        #expect(lines([Canvas.Piece("abcdefgh")], width: 1) == ["abcdef", "  gh"])
        #expect(lines([Canvas.Piece("ab cdefgh")], width: 5, indent: 2) == ["ab cde", "  fgh"])
    }

    @Test("a chip is never broken, and one that does not fit stands on the next line")
    func chips() {
        let chip = Canvas.Piece(" two words ", .text, on: .tag)
        #expect(lines([Canvas.Piece("one"), chip], width: 14) == ["one two words "])
        #expect(lines([Canvas.Piece("one"), chip], width: 13) == ["one", "   two words "])
    }
}
