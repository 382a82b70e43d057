import ViewModels

/// What is asked before something that was undone is done again.
extension Wording {
    static func again(
        _ repetition: Repetition,
        undo: UndoSeconds,
        _ keys: KeyNames
    ) -> (text: String, detail: String) {
        let leads = leads(of: repetition)
        switch repetition.kind {
        case .trash:
            return (
                "Move \(leads) to the trash again?",
                "\(reasons(of: repetition)) \(wayBack(within: undo.trash, keys))"
            )
        case .named(let name):
            let people = repetition.leadCount == 1 ? "" : "\(names(of: repetition)). "
            return ("Do “\(name)” again for \(leads)?", people + wayBack(within: undo.change, keys))
        }
    }

    /// The lead by its name, or how many they are.
    static func leads(of repetition: Repetition) -> String {
        if repetition.leadCount == 1, let subject = repetition.subjects.first { return subject.name }
        return "\(Formatters.count(repetition.leadCount)) leads"
    }

    private static func reasons(of repetition: Repetition) -> String {
        if repetition.leadCount == 1, let subject = repetition.subjects.first {
            return "Reason: \(subject.reason ?? "")."
        }
        let each = repetition.subjects.map { "\($0.name) (\($0.reason ?? ""))" }
        return each.joined(separator: ", ") + others(than: repetition) + "."
    }

    private static func names(of repetition: Repetition) -> String {
        repetition.subjects.map(\.name).joined(separator: ", ") + others(than: repetition)
    }

    private static func others(than repetition: Repetition) -> String {
        let rest = repetition.leadCount - repetition.subjects.count
        return rest > 0 ? " and \(Formatters.count(rest)) more" : ""
    }
}
