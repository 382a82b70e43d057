import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("A timeline of entries as bad as they come")
struct BadTimelineTests {
    private static let id = Scenes.leads[0].lead.id

    private func state(_ entries: [TimelineEntry], gaps: [Timeline.Gap] = []) -> AppState {
        var state = Scenes.book
        let timeline = Timeline(merging: entries, gaps: gaps)
        _ = AppReducer.reduce(&state, .happened(.timelineLoaded(Self.id, timeline, isFresh: true)))
        for action in [Action.navigate(.focusStep(2)), .navigate(.toggleZoom)] {
            _ = AppReducer.reduce(&state, action)
        }
        return state
    }

    private func lines(_ state: inout AppState, width: Int = 100, height: Int = 30) -> [String] {
        var memory = ScreenMemory()
        let size = Size(width: width, height: height)
        let layout = ScreenLayout(size: size, preferences: state.layout, focus: state.focus)
        let viewport = Screen.viewport(state, layout: layout, context: PaneContext(), memory: &memory)
        _ = AppReducer.reduce(&state, .happened(.viewport(viewport)))
        return Screen.render(state, layout: layout, context: PaneContext(), memory: &memory).frame.lines
    }

    private func entry(
        _ id: String,
        _ text: String,
        at date: Date = Scenes.now - 60,
        _ kind: TimelineEntry.Kind = .note(isPinned: false)
    ) -> TimelineEntry {
        TimelineEntry(id: id, at: date, kind: kind, text: text)
    }

    @Test("one without a time stands at the end under its own heading, one in the future above today")
    func times() throws {
        var state = state([
            entry("never", "no time at all", at: .distantPast), entry("ahead", "to come", at: Scenes.now + 40 * 86_400),
            entry("far", "beyond the calendar", at: .distantFuture), entry("now", "just now"),
        ])
        let text = lines(&state)
        func row(_ words: String) throws -> Int { try #require(text.firstIndex { $0.contains(words) }, "\(words)") }
        let places = try ["beyond the calendar", "to come", "just now", "Without a date", "no time at all"].map(row)
        #expect(places == places.sorted())
        #expect(!text.joined().contains("-58"), "no year before the calendar")
    }

    @Test("kinds that nobody knows are told as what they are called")
    func unknownKinds() {
        var state = state([
            entry("a", "a home", .site("Teleported")), entry("b", "Hologram", .system),
            entry("c", "Call", .call(.inbound, outcome: "Sang")), entry("d", "Mail", .email(.inbound, event: "Burnt")),
        ])
        let text = lines(&state).joined(separator: "\n")
        for words in ["a home", "Hologram", "Call", "Mail"] { #expect(text.contains(words)) }
    }

    @Test("50 kB show their first lines and a sign that there is more, and open whole")
    func long() throws {
        let words = (0..<7_000).map { "word\($0)" }.joined(separator: " ")
        try #require(words.utf8.count > 50_000)
        var state = state([
            entry("long", words, at: Scenes.now + 1, .call(.outbound, outcome: "Talked")),
            entry("after", "z", at: .distantPast),
        ])
        let closed = lines(&state).joined(separator: "\n")
        #expect(closed.contains("word0 ") && closed.contains("…") && !closed.contains("word600 "))
        _ = AppReducer.reduce(&state, .navigate(.open))
        #expect(lines(&state).joined(separator: "\n").contains("word200 "))
        for _ in 0..<80 {
            _ = AppReducer.reduce(&state, .navigate(.move(.pages(1))))
            _ = lines(&state)
        }
        #expect(lines(&state).joined(separator: "\n").contains("word6999"))
    }

    @Test("what steers a terminal or turns the direction of writing never reaches a cell")
    func control() {
        let hostile = "a\u{1B}[31mred\u{9B}2J\u{7}\u{0}b\u{202E}c\u{2066}d\r\ne\u{2028}f\u{FEFF}\u{E0041}g\u{85}h"
        var state = state([entry("x", hostile), entry("y", hostile, .system), entry("z", hostile, .site("Browse"))])
        let text = lines(&state).joined()
        let bad = text.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
            default: false
            }
        }
        #expect(bad.isEmpty, "\(bad.map { String($0.value, radix: 16) })")
        #expect(text.contains("red"))
    }

    @Test("two sources that disagree are both told, each with its own time, and a source that fails is a gap")
    func disagreement() {
        let gap = Timeline.Gap(source: .systemLog, reason: "no permission")
        var state = state(
            [
                entry("call", "spoke for 5 minutes", at: Scenes.now - 3_600, .call(.outbound, outcome: "Talked")),
                entry("note", "nobody answered", at: Scenes.now - 7_200),
                entry("call", "the same call once more", .call(.outbound, outcome: "NoAnswer")),
            ],
            gaps: [gap]
        )
        let text = lines(&state).joined(separator: "\n")
        #expect(text.contains("spoke for 5 minutes") && text.contains("nobody answered"))
        #expect(!text.contains("the same call once more"), "one record is one entry")
        #expect(text.contains("no permission"))
    }
}
