/// What a disposition does to one lead.
package enum DispositionVerdict: Hashable, Sendable {
    /// The changes in their order; what is so already is not among them, so there may be none.
    case changes([LeadChange])
    case blocked(PlanObstacle)
}

extension Planner {
    /// Plans a disposition as a whole: what one of its steps cannot do, none of them does.
    ///
    /// - Parameters:
    ///   - disposition: what the key stands for.
    ///   - words: what was said in the call; empty takes the words of the outcome.
    ///   - call: the call that is logged, where Foyer's clock has run; `nil` logs on the number the guard offers.
    ///   - lead: the lead as it is shown; `nil` when it is gone.
    ///   - isBeingTrashed: whether a trash of the lead is among its unsent changes.
    /// - Returns: the changes in their order, or why there are none.
    package func plan(
        _ disposition: Disposition,
        words: String = "",
        call: DialledCall? = nil,
        for lead: Lead?,
        isBeingTrashed: Bool = false
    ) -> DispositionVerdict {
        guard var lead else { return .blocked(.leadGone) }
        var changes: [LeadChange] = []
        for intent in intents(of: disposition, words: words, call, for: lead) {
            switch plan(intent, for: lead, isBeingTrashed: isBeingTrashed) {
            case .change(let change):
                changes.append(change)
                lead.apply(change)
            case .nothingToDo: continue
            case .blocked(let obstacle): return .blocked(obstacle)
            }
        }
        return isBeingTrashed ? .blocked(.beingTrashed) : .changes(changes)
    }

    /// What a disposition asks for on a lead, step by step; no step is decided yet.
    package func intents(
        of disposition: Disposition,
        words: String,
        _ call: DialledCall?,
        for lead: Lead
    ) -> [Intent] {
        // Words without a call to log them with are a note.
        let note = words.trimmed.isEmpty ? nil : Intent.addNote(words)
        let log =
            disposition.outcome.map { outcome in
                Intent.logCall(outcome, text: call?.text(words, outcome) ?? words, phone: call?.number)
            } ?? note
        let stage = disposition.stage.flatMap { wants($0, on: lead) ? Intent.setStage($0.name) : nil }
        let tags =
            disposition.removingTags.map(Intent.removeTag) + disposition.addingTags.map(Intent.addTag)
            + (disposition.counter.map { counting($0, on: lead) } ?? [])
        let followUp = disposition.followUp.map(Intent.addFollowUp)
        let snooze = disposition.snooze.map { step in
            switch step {
            case .until(let text): Intent.snooze(until: text)
            case .untilLeadActs: Intent.snooze(until: nil)
            }
        }
        return [log, stage].compactMap(\.self) + tags + [followUp, snooze].compactMap(\.self)
    }

    /// False for a step that leaves the lead where it is.
    private func wants(_ step: Disposition.StageStep, on lead: Lead) -> Bool {
        guard let target = team.stage(named: step.name) else { return !step.isOptional }
        guard step.isOnlyForward, let now = lead.stage.flatMap({ team.stage(named: $0) }),
            let here = team.stages.firstIndex(of: now), let there = team.stages.firstIndex(of: target)
        else { return true }
        return here < there
    }

    /// The next number of a counting tag, in the place of the one before it.
    private func counting(_ name: String, on lead: Lead) -> [Intent] {
        let prefix = name.lowercased() + "-"
        let numbered = lead.tags.compactMap { tag -> (tag: String, number: Int)? in
            guard tag.lowercased().hasPrefix(prefix), let number = Int(tag.dropFirst(prefix.count)), number > 0 else {
                return nil
            }
            return (tag, number)
        }
        let last = numbered.map(\.number).max() ?? 0
        guard last < 999 else { return [] }
        return numbered.map { Intent.removeTag($0.tag) } + [.addTag("\(name)-\(last + 1)")]
    }
}
