import Commands
import FoundationEssentials
import Leads
import Terminal
import TestSupport
import Testing
import ViewModels

@testable import Panes

/// What does not fit, as a person sees it after moving into it: which part is shown, how much is below, and where the
/// cursor is.
@Suite("Golden frames of what is longer than the screen")
struct LongGoldenTests {
    enum Scene: String, CaseIterable {
        case crowd, crowdEnd, crowdStage, past, pastScrolled, detailScrolled, helpScrolled, manyChanges, manyStages
        case longNote, longFilter, unreadableFilter, fullForm, palette, sort, commandLine, longNotice, dropChange
        case earlyKeys, nothingMatches, removingTag, handled, reading, keysInBurst, assigned

        private static let long = "they come back from Denver in spring and would rather not hurry, "

        var state: AppState {
            var state = start
            for action in actions { _ = AppReducer.reduce(&state, action) }
            return state
        }

        private var start: AppState {
            switch self {
            case .crowd: return Scenes.crowd(at: 31)
            case .crowdEnd: return Scenes.crowd(at: 59)
            case .crowdStage: return Scenes.crowd(at: 45)
            case .past, .pastScrolled, .detailScrolled: return Scenes.longPast
            case .manyStages:
                var state = Scenes.book
                state.account.team.stages = (0..<40).map { Stage(id: Stage.ID(rawValue: $0), name: "Stage \($0)") }
                return state
            case .reading:
                var state = Scenes.emptyBook
                _ = AppReducer.reduce(&state, .happened(.progress(SweepProgress(loaded: 1_200, total: 5_214))))
                return state
            case .helpScrolled, .manyChanges, .longNote, .longFilter, .unreadableFilter, .fullForm, .palette, .sort,
                .commandLine, .longNotice, .dropChange, .earlyKeys, .nothingMatches, .removingTag, .handled,
                .keysInBurst, .assigned:
                return Scenes.book
            }
        }

        private var actions: [Action] {
            switch self {
            case .crowd, .crowdEnd, .past, .reading: []
            case .crowdStage, .manyStages: [.open(.stages), .overlay(.picker(.move(.lines(25))))]
            case .pastScrolled: [.navigate(.open), .navigate(.open), .navigate(.move(.lines(23)))]
            case .detailScrolled: [.navigate(.open), viewport(detail: 8, of: 20), .navigate(.move(.lines(5)))]
            case .helpScrolled:
                [
                    .open(.sheet(CommandTable.standard.help(in: Scenes.book))), viewport(overlay: 12, of: 70),
                    .overlay(.help(.scroll(.pages(1)))),
                ]
            case .manyChanges:
                [
                    .happened(.outboxChanged(Scenes.manyEntries)), .open(.outbox), viewport(overlay: 9, of: 30),
                    .overlay(.outbox(.move(.lines(17)))),
                ]
            case .longNote:
                [
                    .open(.note), .overlay(.form(.paste(String(repeating: Self.long + "\n", count: 20)))),
                    .overlay(.form(.edit(.line(-4)))), .overlay(.form(.edit(.start))), .overlay(.form(.edit(.right))),
                ]
            case .longFilter: [.open(.filter), .overlay(.filter(.edit(.insert("\(Self.long)\(Self.long)李小龍"))))]
            case .unreadableFilter:
                [.open(.filter), .overlay(.filter(.edit(.insert("score:")))), .overlay(.filter(.accept))]
            case .fullForm:
                [.open(.newLead)] + (0..<6).map { _ in .overlay(.form(.moveFocus(1))) } + [
                    .overlay(.form(.edit(.insert(Self.long + Self.long)))), .overlay(.form(.submit)),
                ]
            case .palette:
                [Self.openPalette, .overlay(.palette(.edit(.insert("lead")))), .overlay(.palette(.move(.lines(2))))]
            case .sort: [.open(.sort)]
            case .commandLine:
                [Self.openPalette, .overlay(.palette(.edit(.insert("note " + Self.long + Self.long))))]
            case .longNotice: [.program(.show(.trouble(reason: String(repeating: Self.long, count: 4))))]
            case .dropChange:
                [.happened(.outboxChanged(Scenes.manyEntries)), .open(.outbox), .overlay(.outbox(.drop))]
            case .earlyKeys:
                [.work(.trash(reason: Self.long + Self.long)), .overlay(.question(.cameTooEarly))]
            case .nothingMatches: [.open(.tags), .overlay(.picker(.edit(.insert("-zzz"))))]
            case .removingTag: [.open(.tags), .overlay(.picker(.edit(.insert("-"))))]
            case .handled: [.work(.setStage("Contacted")), .work(.addTag("vip"))]
            case .keysInBurst: [.open(.burst(characters: 1_200, lines: 30))]
            case .assigned: [.open(.assignees), .overlay(.picker(.move(.lines(1))))]
            }
        }

        private func viewport(detail visible: Int, of total: Int) -> Action {
            .happened(.viewport(Viewport(detail: Viewport.Extent(visible: visible, total: total))))
        }

        private func viewport(overlay visible: Int, of total: Int) -> Action {
            .happened(.viewport(Viewport(overlay: Viewport.Extent(visible: visible, total: total))))
        }

        private static var openPalette: Action {
            let state = AppState(accountName: "test", queues: [], now: Scenes.now)
            return .open(.palette(CommandTable.standard.verbs(in: state), typed: ""))
        }
    }

    private static let looks = [
        ("dark", Look(.foyerDark, exact: true)), ("light", Look(.foyerLight, exact: true)),
        ("ascii", Look.choose(for: TerminalFacts(colors: .monochrome), glyphs: .ascii)),
    ]

    @Test("every scene looks as it did", arguments: Scene.allCases, GoldenTests.sizes)
    func scene(scene: Scene, size: (Int, Int)) {
        let state = scene.state
        let frames = Self.looks.map { name, look in
            (look: name, frame: Scenes.frame(state, width: size.0, height: size.1, look: look))
        }

        Golden.expect(frames, named: "long-\(scene.rawValue)-\(size.0)x\(size.1)")
    }
}
