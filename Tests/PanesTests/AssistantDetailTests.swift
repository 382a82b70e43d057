import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("What Lofty's assistant does with a lead, in its detail")
struct AssistantDetailTests {
    private let lead = Scenes.leads[0].lead.id

    private func lines(_ reading: AssistantReading?) -> [String] {
        var state = Scenes.book
        for action in MaskTests.zoomedDetail { _ = AppReducer.reduce(&state, action) }
        if let reading { _ = AppReducer.reduce(&state, .happened(.assistantKnown(reading))) }
        return Scenes.frame(state, width: 120, height: 60).lines
    }

    @Test(
        "it is told with the places that are left, and a gap with its reason",
        arguments: [
            (AssistantStanding.follows, "AI       the assistant follows it up · 57 of 100 places left"),
            (.stopped, "AI       the assistant was stopped for it · 57 of 100 places left"),
            (.none, "AI       not in the assistant's pool · 57 of 100 places left"),
        ]
    )
    func told(_ standing: AssistantStanding, _ words: String) {
        let reading = AssistantReading(of: lead, standing, places: AssistantPlaces(left: 57, total: 100))
        #expect(lines(reading).contains { $0.contains(words) })
    }

    @Test("what could not be read is a gap with its reason; before the reading, and for another lead, nothing is said")
    func gaps() {
        let gap = AssistantReading(of: lead, .unknown(reason: "this account may not ask for it."))
        #expect(lines(gap).contains { $0.contains("AI       not known: this account may not ask for it.") })
        #expect(!lines(nil).contains { $0.contains("AI  ") })
        let other = AssistantReading(of: Scenes.leads[1].lead.id, .follows)
        #expect(!lines(other).contains { $0.contains("AI  ") })
    }
}
