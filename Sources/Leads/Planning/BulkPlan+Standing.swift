/// How a change that was planned earlier stands to the lead as it is now.
enum ChangeStanding: Hashable, Sendable {
    /// The lead is as it was when the change was planned.
    case due
    /// It is so by now.
    case done
    /// Somebody made it something else; the value that is there.
    case moved(to: String)
}

extension Lead {
    /// Compares what the change was made from with what the lead has.
    func standing(of change: LeadChange) -> ChangeStanding {
        switch change {
        case .setStage(from: let before, to: let after):
            return standing(now: stage, before: before, after: after, none: "no stage")
        case .assign(from: let before, to: let member):
            return standing(now: assignee?.name, before: before?.name, after: member.fullName, none: "nobody")
        case .setField(let field, from: let before, to: let after):
            let now = values(of: field)
            if field.agree(now, after) { return .done }
            return field.agree(now, before) ? .due : .moved(to: now.joined(separator: ", "))
        case .setHidden(let wanted): return isHidden == wanted ? .done : .due
        case .addTag(let tag): return spellings(of: tag).isEmpty ? .due : .done
        case .removeTag(let tag): return spellings(of: tag).isEmpty ? .done : .due
        case .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze: return .due
        }
    }

    private func standing(now: String?, before: String?, after: String, none: String) -> ChangeStanding {
        if now == after { return .done }
        return now == before ? .due : .moved(to: now ?? none)
    }
}

extension Planner {
    /// Checks changes that were planned earlier: the team's names, the lead's standing, and who may be contacted.
    ///
    /// - Returns: the changes that are still to be made; none when all of it is so by now.
    /// - Throws: why nothing of it is done.
    package func check(_ changes: [LeadChange], on lead: Lead) throws(BulkObstacle) -> [LeadChange] {
        if let obstacle = refusal(of: changes, to: lead) { throw obstacle }
        var due: [LeadChange] = []
        var shown = lead
        for change in changes {
            if let obstacle = missing(change) { throw .plan(obstacle) }
            switch shown.standing(of: change) {
            case .due: due.append(change)
            case .done: break
            case .moved(to: let now): throw .moved(to: now)
            }
            shown.apply(change)
        }
        return due
    }

    /// The stage or the member that the team does not have any more.
    private func missing(_ change: LeadChange) -> PlanObstacle? {
        switch change {
        case .setStage(from: _, to: let stage):
            if team.stage(named: stage)?.name == stage { return nil }
            let known = team.stages.map(\.name)
            return .unknownStage(stage, known: known, nearest: NearestSpelling.of(stage, among: known))
        case .assign(from: _, to: let member):
            let isThere = member.id == team.me?.id || team.members.contains { $0.id == member.id }
            return isThere ? nil : .unknownMember(member.email, nearest: nil)
        case .create, .addTag, .removeTag, .setField, .setHidden, .addNote, .logCall, .trash, .followUp, .deal, .snooze:
            return nil
        }
    }
}
