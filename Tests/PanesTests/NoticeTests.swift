import Commands
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("What is told at the bottom of the screen")
struct NoticeTests {
    @Test(
        "one and several are told in their own words",
        arguments: [
            (.reviewNeeded(changes: 1), "1 change waited for more than an hour and did not go out: w shows it beside"),
            (
                .reviewNeeded(changes: 2),
                "2 changes waited for more than an hour and did not go out: w shows them beside"
            ),
            (.marked(1), "1 lead is marked."), (.marked(2), "2 leads are marked."),
            (.keysDropped(1), "1 key that waited was dropped."), (.keysDropped(2), "2 keys that waited were dropped."),
        ] as [(Notice, String)]
    )
    func counts(notice: Notice, beginning: String) {
        #expect(Wording.notice(notice, now: Scenes.now, CommandTable.standard.keyNames).hasPrefix(beginning))
    }

    @Test(
        "whatever lies over the panes, the bottom line says which key leaves it",
        arguments: GoldenTests.Scene.allCases,
        [40, 60, 80, 120, 160]
    )
    func wayOut(scene: GoldenTests.Scene, width: Int) throws {
        var state = scene.state
        state.notice = nil
        guard let overlay = state.overlay else { return }
        let line = try #require(Scenes.frame(state, width: width, height: width < 80 ? 10 : 24).lines.last)
        if overlay.kind == .filter {
            #expect(line.contains("Esc clears"), "\(line)")
        } else {
            let hints = PaneContext().table.hints(in: state).filter(\.stays)
            #expect(
                !hints.isEmpty && hints.allSatisfy { line.contains(" \($0.keys) \($0.summary.prefix { $0 != "," })") },
                "\(line)"
            )
        }
    }

    @Test("a long notice leaves the keys of a question to be seen, and stands again behind it", arguments: [80, 120])
    func question(width: Int) {
        var state = Scenes.book
        state.notice = .noted("Undone for Ana García: to the trash (duplicate). It was never sent. U does it again.")
        let size = Size(width: width, height: 24)
        let layout = ScreenLayout(size: size, preferences: state.layout, focus: state.focus)
        let text = { (state: AppState) in
            Screen.render(state, layout: layout, context: PaneContext()).frame.lines.joined(separator: "\n")
        }
        #expect(text(state).contains("It was never sent."))
        state.overlays = [.question(Confirmation(.trash(Lead.ID(1), name: "Ana García", reason: "duplicate")))]
        #expect(text(state).contains("yes"), "\(text(state))")
        state.overlays = []
        #expect(text(state).contains("It was never sent."))
    }
}
