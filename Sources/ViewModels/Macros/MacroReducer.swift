import Leads

/// Recording steps, and taking them again on another lead or on the marked ones.
extension AppState {
    /// Begins a macro of that name; without one, ends the one that is being recorded and keeps it.
    mutating func record(_ name: String) -> [Effect] {
        guard let recording else { return begin(name) }
        guard name.isEmpty else {
            notice = .noted("“\(recording.name)” is being recorded. :record alone ends it.")
            return [.bell]
        }
        self.recording = nil
        let macro = Macro(recording.name, recording.steps)
        guard !macro.steps.isEmpty else {
            notice = .noted("Nothing was done since, so “\(macro.name)” was not kept.")
            return []
        }
        macros.removeAll { $0.name == macro.name }
        macros.append(macro)
        let steps = macro.steps.count == 1 ? "1 step" : "\(macro.steps.count) steps"
        notice = .noted(
            "“\(macro.name)” has \(steps). :replay \(macro.name) takes them again, here or on marked leads."
        )
        return [.keepMacro(macro)]
    }

    private mutating func begin(_ name: String) -> [Effect] {
        guard Macro.isName(name) else {
            notice = .noted(
                name.isEmpty
                    ? "Nothing is being recorded. :record NAME begins it."
                    : "“\(name)” is no name for a macro: small letters, digits and - make one."
            )
            return [.bell]
        }
        recording = MacroRecording(name)
        let isKnown = macros.contains { $0.name == name }
        notice = .noted("“\(name)” is being recorded\(isKnown ? " anew" : ""). :record alone ends it.")
        return []
    }

    /// Notes a step that is about to go through the door.
    mutating func record(_ step: Macro.Step) { recording?.add(step, in: undo.upcomingID) }

    mutating func record(_ macro: Macro) { for step in macro.steps { record(step) } }

    func macro(_ name: String) -> Macro? { macros.first { $0.name == name } }

    /// Takes the steps of a macro on one lead, all of them or none.
    mutating func replay(_ name: String, on id: Lead.ID) -> [Effect] {
        guard let macro = macro(name) else {
            let known = macros.map(\.name).sorted().joined(separator: ", ")
            notice = .noted(
                "There is no macro “\(name)”. " + (known.isEmpty ? ":record NAME makes one." : "There are: \(known).")
            )
            return [.bell]
        }
        // A step that has no way back is looked through first, as for many leads.
        if macro.asks { return planBulk(.steps(macro), on: [id]) }
        let lead = lead(of: id)?.displayName ?? "The lead"
        var planner = planner
        planner.overridesGuard = isOverridden(for: id)
        switch planner.plan(macro, for: workableLead(id), isBeingTrashed: isBeingTrashed(id)) {
        case .blocked(let obstacle): return refuse(obstacle, lead: lead)
        case .changes(let changes) where changes.isEmpty:
            notice = .noted("\(lead) is as “\(name)” makes it already.")
            return []
        case .changes(let changes):
            lastWork = .macro(name)
            record(macro)
            return submit(changes.map { Proposal($0, on: id) }, restoring: nil, named: name)
        }
    }
}
