package import Leads

extension AppState {
    /// The stages that the queue in front looks for and that the team does not have.
    package var goneStages: [QueryWarning] {
        let known = QueryVocabulary(stages: account.team.stages.map { QueryVocabulary.Label($0.name) })
        return queue?.definition.query.namedButUnknown(.stage, known) ?? []
    }
}
