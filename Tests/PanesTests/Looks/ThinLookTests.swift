import Panes
import Terminal
import Testing
import ViewModels

@Suite struct ThinLookTests {
    private static let look = Look.choose(for: TerminalFacts(colors: .palette), isThin: true)

    @Test("over a thin line a step of the cursor changes the mark and the place, and no other cell of the list")
    func step() {
        var state = Scenes.book
        _ = AppReducer.reduce(&state, .navigate(.togglePreview))
        let before = Scenes.frame(state, width: 120, height: 40, look: Self.look)
        _ = AppReducer.reduce(&state, .navigate(.move(.lines(1))))
        let after = Scenes.frame(state, width: 120, height: 40, look: Self.look)
        let changed = (0..<40).flatMap { y in (0..<120).filter { before[$0, y] != after[$0, y] } }
        #expect(changed.count <= 4, "\(changed)")
        #expect(after.lines.joined().filter { $0 == ">" }.count == before.lines.joined().filter { $0 == ">" }.count)
    }

    @Test("over a thin line all that Foyer itself draws is ASCII, in colours of one digit")
    func cheapCells() {
        let frame = Scenes.frame(Scenes.emptyBook, width: 120, height: 40, look: Self.look)
        let text = frame.lines.joined(separator: "\n")
        #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)")
        for y in 0..<40 {
            for x in 0..<120 {
                let style = frame[x, y].style
                #expect(style.background == .standard)
                if case .indexed(let index) = style.foreground { #expect(index < 8) }
            }
        }
    }
}
