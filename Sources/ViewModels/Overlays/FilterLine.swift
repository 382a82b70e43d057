import Leads

/// The live filter line.
package struct FilterLine: Hashable, Sendable {
    package var field: TextField

    package init(_ text: String) { field = TextField(text) }

    package enum Action: Hashable, Sendable {
        case edit(TextField.Edit)
        /// Moves in the list while the line stays open.
        case move(Motion)
        case accept
        case cancel
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        switch action {
        case .edit(let edit):
            var line = self
            line.field.apply(edit)
            state.replaceTop(with: .filter(line))
            return state.filter(by: line.field.text, isTyping: true)
        case .move(let motion):
            return state.moveInList(motion)
        case .accept:
            return accept(&state)
        case .cancel:
            state.pop()
            return state.filter(by: "", isTyping: false)
        }
    }

    /// A filter that cannot be read stays open with its mistake, since the leads it would list are not those meant.
    private func accept(_ state: inout AppState) -> [Effect] {
        if let problem = Self.problem(in: field.text) {
            state.list.filterProblem = problem
            return [.bell]
        }
        state.pop()
        return state.filter(by: field.text.trimmed, isTyping: false)
    }

    /// What is wrong with a finished filter; `nil` when it can be read.
    package static func problem(in text: String) -> String? {
        do throws(QueryError) {
            _ = try LeadQuery.parse(text)
            return nil
        } catch {
            return error.message
        }
    }
}
