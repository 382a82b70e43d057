package import Leads

/// A macro that is being recorded: the steps that were decided since, but for those that were taken back or never came
/// to be.
package struct MacroRecording: Hashable, Sendable {
    package let name: String
    private var decided: [Decided] = []

    private struct Decided: Hashable, Sendable {
        var step: Macro.Step
        var group: ChangeGroup.ID
        /// What the group was called before it was taken back and done again.
        var former: ChangeGroup.ID?
        var isTakenBack = false
    }

    init(_ name: String) { self.name = name }

    package var steps: [Macro.Step] { decided.filter { !$0.isTakenBack }.map(\.step) }

    /// The group is the one that carries the step out.
    mutating func add(_ step: Macro.Step, in group: ChangeGroup.ID) {
        decided.append(Decided(step: step, group: group))
    }

    mutating func takeBack(_ group: ChangeGroup.ID) {
        for index in decided.indices where decided[index].group == group { decided[index].isTakenBack = true }
    }

    /// What was taken back is done again under another name.
    mutating func restore(_ old: ChangeGroup.ID, as new: ChangeGroup.ID) {
        for index in decided.indices where decided[index].group == old {
            decided[index].group = new
            decided[index].former = old
            decided[index].isTakenBack = false
        }
    }

    /// The group stays although it was to be taken back, also where it was to be done again already.
    mutating func keep(_ group: ChangeGroup.ID) {
        for index in decided.indices where decided[index].group == group || decided[index].former == group {
            decided[index].group = group
            decided[index].former = nil
            decided[index].isTakenBack = false
        }
    }

    /// The journal did not take the group; whoever tries it again decides it anew.
    mutating func forget(_ group: ChangeGroup.ID) { decided.removeAll { $0.group == group || $0.former == group } }
}
