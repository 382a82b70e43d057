import Commands
import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

/// Rows of reports on tools like this one, each by its id there, that only a frame can show.
@Suite("What real reports taught, on the screen")
struct TrialTests {
    /// Words that tell their place, so that a missing one is seen.
    private static let words = (1...220).map { "word\($0)" }

    @Test(
        "K11: a note of 1,500 characters is read to its end, and what does not fit is said",
        arguments: [(160, 50), (120, 40), (80, 24), (40, 10)]
    )
    func longNote(size: (Int, Int)) {
        var state = Scenes.book
        let note = TimelineEntry(
            id: "n",
            at: Scenes.now - 60,
            kind: .note(isPinned: false),
            text: Self.words.joined(separator: " ")
        )
        let lead = Scenes.leads[0].lead.id
        _ = AppReducer.reduce(&state, .happened(.timelineLoaded(lead, Timeline(merging: [note]), isFresh: true)))
        state.focus = .timeline
        var seen: Set<String> = []
        for _ in 0..<240 where seen.count < Self.words.count {
            let layout = ScreenLayout(
                size: Size(width: size.0, height: size.1),
                preferences: state.layout,
                focus: state.focus
            )
            let viewport = Screen.viewport(state, layout: layout, context: PaneContext())
            _ = AppReducer.reduce(&state, .happened(.viewport(viewport)))
            let lines = Scenes.frame(state, width: size.0, height: size.1).lines
            let found = Set(lines.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }.map(String.init))
            seen.formUnion(Self.words.filter(found.contains))
            _ = AppReducer.reduce(&state, .navigate(.move(.lines(1))))
        }
        #expect(seen.count == Self.words.count, "\(Self.words.filter { !seen.contains($0) }.prefix(5)) never shown")
    }

    @Test("K11: text that one line has no room for ends with its sign, in each column that can be cut")
    func cutSign() {
        var row = Scenes.leads[0]
        row.lead.firstName = "Bartholomew-Maximilian"
        row.lead.lastName = "Featherstonehaugh-Cholmondeley"
        row.lead.source = "A portal with a very long name"
        row.lead.assignee = Assignee(id: 12, name: "Alexandria Montgomery")
        let lines = Scenes.frame(Scenes.book(of: [row]), width: 160, height: 50).lines
        let line = lines.first { $0.contains("Bartholomew") && $0.contains("New Lead") }
        #expect(line?.count { $0 == "…" } ?? 0 >= 3, "\(line ?? "")")
    }

    @Test(
        "K11: a name that the sign of a listed number leaves no room for ends with its sign too",
        arguments: [40, 54]
    )
    func nameBesideFlag(width: Int) throws {
        var row = Scenes.leads[0]
        row.lead.firstName = "Bartholomew-Maximilian"
        row.lead.lastName = "Featherstonehaugh"
        row.lead.phones = [Phone("4155550107", status: .dncContact)]
        let lines = Scenes.frame(Scenes.book(of: [row]), width: width, height: 10).lines
        let line = try #require(lines.first { $0.contains("Barth") })
        #expect(line.contains("DNC") && line.contains("…"), "\(line)")
        if line.firstRange(of: "… DNC") == nil { #expect(width >= 44, "\(line)") }
    }

    @Test(
        "K11: the keys that may follow are told in whole words where there is room",
        arguments: [(120, 40), (80, 24)]
    )
    func keysThatFollow(size: (Int, Int)) {
        let words = [
            "my day: follow-ups, and what comes back", "hide a lead of yours from the team", "first lead",
            "previous one; N makes a new lead", "the plan or the run that is open", "skip a step of the tour",
        ]
        let hints = words.enumerated().map { KeyHint(keys: "\($0)", summary: $1) }
        let text = Scenes.frame(Scenes.book, width: size.0, height: size.1, pending: hints).lines.joined(
            separator: "\n"
        )
        for hint in hints { #expect(text.contains("\(hint.keys)  \(hint.summary)"), "\(hint.summary)") }
    }

    @Test("K11: a usual day is told with its hour at every size", arguments: [(120, 40), (80, 24), (40, 10)])
    func usualDays(size: (Int, Int)) {
        for opening in [Action.open(.followUp), .open(.snooze)] {
            var state = Scenes.book
            _ = AppReducer.reduce(&state, opening)
            let lines = Scenes.frame(state, width: size.0, height: size.1).lines
            for day in ["1 tomorrow", "3 in three days", "7 in a week"] {
                #expect(lines.contains { $0.contains(day) && $0.contains("09:00") }, "\(day): \(lines)")
            }
        }
    }

    @Test(
        "K17: why a verb cannot be used now is read whole, in the palette and in the help",
        arguments: [(160, 50), (120, 40), (80, 24)]
    )
    func reasons(size: (Int, Int)) {
        let empty = Scenes.emptyBook
        let verbs = CommandTable.standard.verbs(in: empty)
        let openings = ["assist", "a", "s"].map { Action.open(.palette(verbs, typed: $0)) }
        for opening in openings + [.open(.sheet(CommandTable.standard.help(in: empty)))] {
            var state = empty
            _ = AppReducer.reduce(&state, opening)
            let lines = Scenes.frame(state, width: size.0, height: size.1).lines
            let reasons = lines.compactMap { line in line.firstRange(of: "not now:").map { line[$0.upperBound...] } }
            #expect(!reasons.isEmpty)
            #expect(reasons.allSatisfy { !$0.contains("…") }, "\(reasons)")
        }
    }

    @Test(
        "K19: the question of a trash says how long there is a way back, and that there is none after",
        arguments: [(160, 50), (120, 40), (80, 24), (40, 10)]
    )
    func trashQuestion(size: (Int, Int)) {
        var state = Scenes.book
        _ = AppReducer.reduce(&state, .work(.trash(reason: "Duplicate")))
        let frame = Scenes.frame(state, width: size.0, height: size.1)
        let letters = frame.lines.joined(separator: " ").filter { !"│┃╭╮╰╯─".contains($0) }
        let text = letters.split(separator: " ").joined(separator: " ")
        let back = text.firstRange(of: "60 seconds")
        let end = text.firstRange(of: "no way back")
        #expect(back != nil && end != nil, "\(text)")
        if let back, let end { #expect(back.lowerBound < end.lowerBound) }
    }
}
