/// Steps that a person has recorded, to be taken on other leads: what was decided, not which keys were pressed.
package struct Macro: Hashable, Sendable, Codable {
    /// Small letters, digits and hyphens.
    package var name: String
    package var steps: [Step]

    package init(_ name: String, _ steps: [Step]) {
        self.name = name
        self.steps = steps
    }

    package enum Step: Hashable, Sendable, Codable {
        case intent(Intent)
        /// A disposition, with the words that are logged.
        case disposition(Disposition, words: String)
    }

    /// True when a step is one that Lofty offers no way back from, so that a question comes first.
    package var asks: Bool {
        steps.contains { step in
            if case .disposition(let disposition, _) = step { disposition.asks } else { false }
        }
    }

    /// True for a name that a section, a verb and a line can have.
    package static func isName(_ name: String) -> Bool {
        name.first?.isLetter == true
            && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    }
}

extension Planner {
    /// Plans the steps of a macro as a whole: what one of them cannot do, none of them does.
    ///
    /// - Parameters:
    ///   - macro: its steps are taken one after the other.
    ///   - lead: the lead as it is shown; `nil` when it is gone.
    ///   - isBeingTrashed: whether a trash of the lead is among its unsent changes.
    /// - Returns: the changes in their order, or why there are none.
    package func plan(_ macro: Macro, for lead: Lead?, isBeingTrashed: Bool = false) -> DispositionVerdict {
        guard var lead else { return .blocked(.leadGone) }
        if isBeingTrashed { return .blocked(.beingTrashed) }
        var changes: [LeadChange] = []
        for step in macro.steps {
            switch plan(step, for: lead) {
            case .changes(let next):
                changes += next
                for change in next { lead.apply(change) }
            case .blocked(let obstacle): return .blocked(obstacle)
            }
        }
        return .changes(changes)
    }

    private func plan(_ step: Macro.Step, for lead: Lead) -> DispositionVerdict {
        switch step {
        case .disposition(let disposition, let words): plan(disposition, words: words, for: lead)
        case .intent(let intent):
            switch plan(intent, for: lead) {
            case .change(let change): .changes([change])
            case .nothingToDo: .changes([])
            case .blocked(let obstacle): .blocked(obstacle)
            }
        }
    }
}
