package import Leads

extension AppState {
    /// The stages that the queue in front looks for and that the team does not have.
    package var goneStages: [QueryWarning] {
        queue.map { $0.stagesGone(from: account.team) } ?? []
    }

    /// Takes the team as the server has it now, and says which queue lost a stage by that.
    mutating func learn(_ team: Team) {
        let before = account.team
        account.team = team
        followPickers()
        guard before.stages != team.stages, !before.stages.isEmpty else { return }
        notice = queues.lazy.compactMap { $0.stageLost(from: before, to: team) }.first ?? notice
    }
}

extension QueueState {
    fileprivate func stagesGone(from team: Team) -> [QueryWarning] {
        let known = QueryVocabulary(stages: team.stages.map { QueryVocabulary.Label($0.name) })
        return definition.query.namedButUnknown(.stage, known)
    }

    fileprivate func stageLost(from before: Team, to now: Team) -> Notice? {
        let known = stagesGone(from: before).map(\.value)
        let lost = stagesGone(from: now).first { !known.contains($0.value) }
        return lost.map { .stageLost($0, queue: definition.name) }
    }
}
