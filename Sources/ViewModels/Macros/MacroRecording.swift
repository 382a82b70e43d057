package import Leads

/// A macro that is being recorded: the steps that were decided since, but for those that were taken back.
package struct MacroRecording: Hashable, Sendable {
    package let name: String
    private var decided: [Decided] = []

    private struct Decided: Hashable, Sendable {
        var step: Macro.Step
        var group: ChangeGroup.ID
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
            decided[index].isTakenBack = false
        }
    }
}
