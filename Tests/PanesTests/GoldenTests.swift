import Commands
import FoundationEssentials
import Leads
import Terminal
import TestSupport
import Testing
import ViewModels

@testable import Panes

@Suite("Golden frames")
struct GoldenTests {
    static let sizes = [(160, 50), (120, 40), (80, 24), (40, 10)]
    static let looks = [
        ("dark", Look(.foyerDark, exact: true)), ("light", Look(.foyerLight, exact: true)),
        ("mono", Look.choose(for: TerminalFacts(colors: .monochrome))),
    ]

    enum Scene: String, CaseIterable {
        case book, loading, empty, offline, filtering, stagePicker, tagPicker, newLead, question, help, outbox, hints
        case failure, timelineFocus, departed, gone, note, draft, drafts, callOutcomes, assignees
        case call, trashReason, departedPicker, goneNote, waited
        case triage, triageBlocked, outcomeQuestion, followUp, followUpTyped, snooze, agenda, agendaEmpty, summary
        case report, reportLoading
        case marked, likeness, markedPicker, bulkPlan, bulkCount, bulkRunning, bulkPaused, bulkDone
        case edit, editProblem, editMasked, newLeadRouting

        var state: AppState {
            var state = self == .loading ? Scenes.loading : Scenes.book
            for action in actions { _ = AppReducer.reduce(&state, action) }
            switch self {
            case .empty: state = Scenes.emptyBook
            case .departed, .departedPicker: Scenes.depart(in: &state, to: "Qualified")
            case .gone, .goneNote: Scenes.depart(in: &state, to: nil)
            case .draft, .drafts:
                Scenes.orphan(in: &state)
                _ = AppReducer.reduce(&state, .open(self == .draft ? .note : .outbox))
            case .bulkCount:
                state.bulkCountLimit = 1
                for action in BulkScenes.askForCount { _ = AppReducer.reduce(&state, action) }
            case .book, .loading, .offline, .filtering, .stagePicker, .tagPicker, .newLead, .question, .help, .outbox,
                .hints, .failure, .timelineFocus, .note, .callOutcomes, .assignees, .call, .trashReason, .waited,
                .triage, .triageBlocked, .outcomeQuestion, .followUp, .followUpTyped, .snooze, .agenda, .agendaEmpty,
                .summary, .marked, .likeness, .report, .reportLoading, .markedPicker, .bulkPlan, .bulkRunning,
                .bulkPaused, .bulkDone, .edit, .editProblem,
                .editMasked, .newLeadRouting:
                break
            }
            return state
        }

        private var long: String { "they come back from Denver in spring and would rather not hurry. " }

        private var actions: [Action] {
            switch self {
            case .book, .loading, .empty, .hints: []
            case .offline:
                [.happened(.link(.offline(since: Scenes.now - 300, reason: "the server cannot be reached.")))]
            case .filtering: [.open(.filter), .overlay(.filter(.edit(.insert("stage:new jané"))))]
            case .stagePicker, .departedPicker: [.open(.stages)]
            case .tagPicker: [.open(.tags), .overlay(.picker(.edit(.insert("re"))))]
            case .newLead:
                [
                    .open(.newLead), .overlay(.form(.edit(.insert(String(repeating: "李", count: 31))))),
                    .overlay(.form(.moveFocus(1))), .overlay(.form(.submit)),
                ]
            case .question: [.work(.trash(reason: "Duplicate record"))]
            case .help: [.open(.sheet(CommandTable.standard.help(in: Scenes.book)))]
            case .outbox:
                [.happened(.outboxChanged(Scenes.entries)), .open(.outbox), .overlay(.outbox(.move(.lines(1))))]
            case .waited: [.happened(.outboxChanged(Scenes.waited)), .open(.outbox)]
            case .failure: [.happened(.outboxChanged(Scenes.entries))]
            case .departed, .gone: []
            case .note:
                [.open(.note), .overlay(.form(.paste("Prefers mornings.\n\nHas two dogs and wants a yard: " + long)))]
            case .draft, .drafts: []
            case .goneNote: [.open(.note), .overlay(.form(.edit(.insert("Wants a yard for two dogs."))))]
            case .call:
                [
                    .open(.callOutcomes), .overlay(.picker(.toggleWords)), .overlay(.picker(.submit)),
                    .overlay(.form(.edit(.insert("Asked for the school district.\nCalls back on Friday.")))),
                ]
            case .trashReason: [.open(.trash), .overlay(.form(.submit))]
            case .callOutcomes: [.open(.callOutcomes)]
            case .assignees: [.open(.assignees)]
            case .timelineFocus: [.navigate(.open), .navigate(.open)]
            case .triage: Scenes.triage
            case .triageBlocked: [.handle(.startTriage), .navigate(.move(.lines(2)))]
            case .outcomeQuestion: [.handle(.startTriage), .handle(.disposeAt(4))]
            case .followUp: [.open(.followUp)]
            case .followUpTyped: [.open(.followUp), .overlay(.dates(.edit(.insert("31 february"))))]
            case .snooze: [.open(.snooze)]
            case .agenda: Scenes.agenda + [.open(.agenda), .overlay(.agenda(.move(.lines(1))))]
            case .agendaEmpty: [.happened(.followUps([], readAt: Scenes.now, isWhole: true)), .open(.agenda)]
            case .marked: [.mark(.toggle), .mark(.range), .navigate(.move(.lines(1)))]
            case .likeness: [.open(.likeness)]
            case .report: [.open(.report(.funnel)), .happened(.reported(Scenes.funnel))]
            case .reportLoading: [.open(.report(.speed))]
            case .markedPicker: [.mark(.toggle), .mark(.toggle), .open(.stages)]
            case .bulkPlan: BulkScenes.plan + [.overlay(.bulk(.move(.lines(2))))]
            case .bulkCount: BulkScenes.plan
            case .bulkRunning: BulkScenes.run
            case .bulkPaused: BulkScenes.run + BulkScenes.pause
            case .edit:
                [.open(.edit), .overlay(.form(.moveFocus(2))), .overlay(.form(.edit(.insert(", jane@work.example"))))]
            case .editProblem: [.open(.edit), .overlay(.form(.edit(.insert(String(repeating: "e", count: 30)))))]
            case .editMasked:
                [
                    .navigate(.toggleMask), .open(.edit), .overlay(.form(.moveFocus(2))),
                    .overlay(.form(.edit(.insert(", jane@work.example")))),
                ]
            case .newLeadRouting: BulkScenes.newLead
            case .bulkDone: BulkScenes.run + BulkScenes.end
            case .summary: Scenes.triage + [.handle(.leaveTriage)]
            }
        }

        var pending: [KeyHint] { self == .hints ? [KeyHint(keys: "g", summary: "first lead")] : [] }
    }

    @Test("every scene looks as it did", arguments: Scene.allCases, sizes)
    func scene(scene: Scene, size: (Int, Int)) {
        let state = scene.state
        let frames = Self.looks.map { name, look in
            let frame = Scenes.frame(state, width: size.0, height: size.1, pending: scene.pending, look: look)
            return (look: name, frame: frame)
        }

        Golden.expect(frames, named: "\(scene.rawValue)-\(size.0)x\(size.1)")
    }

    @Test("hostile text reaches no frame", arguments: sizes)
    func hostileText(size: (Int, Int)) {
        var state = Scenes.book
        _ = AppReducer.reduce(&state, .navigate(.move(.end)))

        let text = Scenes.frame(state, width: size.0, height: size.1).lines.joined()

        let bad = text.unicodeScalars.filter {
            $0.properties.generalCategory == .control || (0x202A...0x202E).contains($0.value)
        }
        #expect(bad.isEmpty)
        #expect(text.contains("Mallory"))
    }

    @Test("a terminal that is too small says so in one line", arguments: [(39, 10), (40, 9), (1, 1), (0, 0)])
    func tooSmall(size: (Int, Int)) {
        let frame = Scenes.frame(Scenes.book, width: size.0, height: size.1)

        #expect(frame.size == Size(width: size.0, height: size.1))
        #expect(frame.lines.dropFirst().allSatisfy { $0.allSatisfy { $0 == " " } })
    }

    @Test(
        "every size from nothing to 60×30, and those where the layout changes, can be drawn",
        arguments: Scene.allCases
    )
    func anySize(scene: Scene) {
        for width in Array(stride(from: 0, through: 60, by: 3)) + [79, 80, 119, 120, 155, 156, 500] {
            for height in width > 60 ? [10, 17, 18, 19, 24, 41] : Array(stride(from: 0, through: 30, by: 2)) {
                let frame = Scenes.frame(scene.state, width: width, height: height, pending: scene.pending)
                let inside = frame.cursor.map { (0...width).contains($0.x) && (0..<height).contains($0.y) } ?? true
                #expect(inside, "\(width)×\(height): the cursor is at \(String(describing: frame.cursor))")
            }
        }
    }
}

@Suite("Values on the screen")
struct FormatterTests {
    @Test(
        "an age takes at most four cells",
        arguments: [
            (-5, "0s"), (42, "42s"), (61, "1m"), (7_200, "2h"), (172_800, "2d"), (1_300_000, "2w"), (9_000_000, "3mo"),
            (70_000_000, "2y"),
        ]
    )
    func age(seconds: Double, text: String) {
        #expect(Formatters.age(from: Scenes.now - seconds, to: Scenes.now) == text)
    }

    @Test(
        "a number with ten digits is grouped, any other shown as it came",
        arguments: [("5125550142", "(512) 555-0142"), ("+15125550142", "(512) 555-0142"), ("555-0142", "555-0142")]
    )
    func phone(number: String, text: String) { #expect(Formatters.phone(Phone(number)) == text) }

    @Test("prices are short", arguments: [(950, "950"), (410_000, "410k"), (1_000_000, "1M"), (1_250_000, "1.2M")])
    func price(dollars: Int64, text: String) { #expect(Formatters.price(dollars) == text) }

    @Test(
        "counts are grouped by three",
        arguments: [(0, "0"), (999, "999"), (5_214, "5 214"), (1_000_000, "1 000 000")]
    )
    func count(number: Int, text: String) { #expect(Formatters.count(number) == text) }
}
