import FoundationEssentials
import Leads
import Terminal
import TestSupport
import Testing
import ViewModels

@testable import Panes

@Suite("Golden frames of work that is under way")
struct WorkGoldenTests {
    enum Scene: String, CaseIterable {
        case bulkPlanning, bulkStarting, bulkStopping, bulkBlocked
        case markedOnly, override, templates, moveDate, recording, redoTrash
        case editWishes, namesake, assistant, paused

        var state: AppState {
            var state = Scenes.book
            state.templates = [
                NoteTemplate("first-call", label: "first call", text: "Called {first-name}.\nNo answer."),
                NoteTemplate("moved", label: "moved away", text: "Moved to another town."),
            ]
            if self == .assistant {
                var row = Scenes.leads[0]
                row.lead.phones.removeLast()
                Scenes.show([row], in: &state)
            }
            for action in actions { _ = AppReducer.reduce(&state, action) }
            if self == .markedOnly { Scenes.show(Array(Scenes.leads.prefix(2)), in: &state) }
            return state
        }

        private var actions: [Action] {
            switch self {
            case .bulkPlanning: Scenes.leads.map { _ in .mark(.toggle) } + [.work(.setStage("Contacted"))]
            case .bulkStarting: BulkScenes.plan + [.overlay(.bulk(.run))]
            case .bulkStopping: BulkScenes.run + [.overlay(.bulk(.stop))]
            case .bulkBlocked: BulkScenes.plan + [.overlay(.bulk(.toggleNeedsPerson))]
            case .markedOnly: [.mark(.toggle), .mark(.toggle), .mark(.alone)]
            case .override: [.navigate(.move(.lines(1))), .handle(.dispose("talked", words: ""))]
            case .templates: [.open(.note), .overlay(.form(.openTemplates))]
            case .moveDate:
                Scenes.agenda + [
                    .open(.agenda), .overlay(.agenda(.reschedule)), .overlay(.dates(.edit(.insert("in 2 weeks")))),
                ]
            case .recording:
                [.handle(.record("lost")), .work(.addTag("vip")), .navigate(.move(.lines(1)))]
            case .editWishes:
                [
                    .open(.edit), .overlay(.form(.moveFocus(7))), .overlay(.form(.edit(.deleteToStart))),
                    .overlay(.form(.edit(.insert("350k")))), .overlay(.form(.submit)),
                ]
            case .namesake:
                [
                    .open(.newLead), .overlay(.form(.edit(.insert("Ana")))), .overlay(.form(.moveFocus(1))),
                    .overlay(.form(.edit(.insert("de la Cruz")))),
                    .happened(
                        .formKinKnown(
                            NewLead(firstName: "Ana", lastName: "de la Cruz"),
                            [Kin(Scenes.leads[2].lead, .namesake)]
                        )
                    ),
                ]
            case .assistant:
                [
                    .contact(.assist(.follow)), .happened(.reached(Scenes.leads[0].lead.id, ReachReading())),
                ]
            case .paused: BulkScenes.run + BulkScenes.pause + [.overlay(.bulk(.close))]
            case .redoTrash:
                [
                    .work(.trash(reason: "Duplicate record")), .overlay(.question(.shown)),
                    .overlay(.question(.answer(true))), .undo, .redo,
                ]
            }
        }
    }

    @Test("every scene looks as it did", arguments: Scene.allCases, GoldenTests.sizes)
    func scene(scene: Scene, size: (Int, Int)) {
        let state = scene.state
        let frames = GoldenTests.looks.map { name, look in
            (look: name, frame: Scenes.frame(state, width: size.0, height: size.1, look: look))
        }

        Golden.expect(frames, named: "\(scene.rawValue)-\(size.0)x\(size.1)")
    }

    @Test("a recording is seen at every width, and in triage too", arguments: [40, 80, 120])
    func recordingIsSeen(width: Int) {
        var state = Scene.recording.state
        #expect(top(state, width).contains("REC"))
        #expect(width < 120 || top(state, width).contains("REC lost 1"))
        _ = AppReducer.reduce(&state, .handle(.startTriage))
        #expect(top(state, width).contains("REC"))
        _ = AppReducer.reduce(&state, .handle(.record("")))
        #expect(!top(state, width).contains("REC"))
    }

    private func top(_ state: AppState, _ width: Int) -> String {
        Scenes.frame(state, width: width, height: width == 40 ? 10 : 24).lines[0]
    }
}
