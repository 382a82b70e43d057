extension Planner {
    /// Plans what is left of a verb: the changes that were planned before and have not gone, and none beside them.
    ///
    /// - Parameters:
    ///   - verb: what the changes were planned for.
    ///   - held: of each lead the changes that have not left, in their order.
    ///   - ground: the leads as they stand now.
    /// - Returns: the plan, in which what is so by now is nothing to do, and a lead that was moved is blocked.
    package func plan(_ verb: BulkVerb, resuming held: [Lead.ID: [LeadChange]], on ground: BulkGround) -> BulkPlan {
        arranged(verb, ground) { lead in
            if ground.stuck.contains(lead.id) { return .blocked(.stuck) }
            if ground.trashed.contains(lead.id) { return .blocked(.plan(.beingTrashed)) }
            return outcome(of: held[lead.id] ?? [], on: lead)
        }
    }

    /// What becomes of changes that were planned earlier, on the lead as it is now.
    package func outcome(of changes: [LeadChange], on lead: Lead) -> BulkPlan.Outcome {
        do throws(BulkObstacle) {
            let due = try check(changes, on: lead)
            return due.isEmpty ? .nothingToDo(nil) : .changes(due)
        } catch {
            return .blocked(error)
        }
    }
}
