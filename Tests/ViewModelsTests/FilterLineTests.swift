import Leads
import Testing

@testable import ViewModels

@Suite("The filter line", .timeLimit(.minutes(1)))
struct FilterLineTests {
    private let vocabulary = QueryVocabulary(
        stages: [QueryVocabulary.Label("New Lead", count: 9), QueryVocabulary.Label("Nurture", count: 2)],
        tags: [QueryVocabulary.Label("hot", count: 3)]
    )

    /// A line in which this was typed, with its answer.
    private func typed(_ text: String) -> AppState {
        var state = workbench([lead(1)])
        act(&state, .open(.filter))
        type(&state, text)
        var answer = answer(state, [lead(1)])
        answer.vocabulary = vocabulary
        happen(&state, .queryAnswered(answer))
        return state
    }

    private func text(_ state: AppState) -> String? {
        guard case .filter(let line) = state.overlay else { return nil }
        return line.field.text
    }

    private func complete(_ state: inout AppState, _ step: Int = 1) -> [Effect] {
        act(&state, .overlay(.filter(.complete(step))))
    }

    @Test("Tab completes a field and then its values, commonest first, and S-Tab goes back")
    func completes() {
        var state = typed("sta")
        #expect(complete(&state).questions.map(\.view.filter) == ["stage:"])
        #expect(complete(&state).questions.map(\.view.filter) == ["stage:\"New Lead\""])
        #expect(complete(&state).questions.map(\.view.filter) == ["stage:Nurture"])
        #expect(complete(&state, -1).questions.map(\.view.filter) == ["stage:\"New Lead\""])
        #expect(complete(&state, -1).questions.map(\.view.filter) == ["stage:none"])
    }

    @Test("another key takes what stands there, and the next Tab goes on behind it")
    func goesOn() {
        var state = typed("stage:n")
        _ = complete(&state)
        type(&state, " ta")
        _ = complete(&state)
        #expect(text(state) == "stage:\"New Lead\" tag:")
    }

    @Test(
        "K16: Tab mends what is most likely a slip",
        arguments: [("stge:new ", "stage:new "), ("stage:nwe", "stage:\"New Lead\""), ("me", "owner:me")]
    )
    func mends(_ wrong: String, _ right: String) {
        var state = typed(wrong)
        #expect(complete(&state).questions.map(\.view.filter) == [right])
    }

    @Test("Tab with nothing to offer is a bell, and the line stays")
    func nothing() {
        var state = typed("zzz")
        #expect(complete(&state) == [.bell])
        #expect(text(state) == "zzz")
    }

    @Test("a completion in the middle of the line leaves what stands behind the cursor")
    func middle() {
        var state = typed("sta tag:hot")
        for _ in 0..<8 { act(&state, .overlay(.filter(.edit(.left)))) }
        _ = complete(&state)
        #expect(text(state) == "stage: tag:hot")
    }
}
