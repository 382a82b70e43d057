extension Planner {
    /// Plans a verb for many leads; each for itself, and each as a whole: what one part of it cannot do, none does.
    package func plan(_ verb: BulkVerb, on ground: BulkGround) -> BulkPlan {
        let owners: [Lead.ID: Member] =
            switch verb {
            case .spread(let members): spread(ground.leads, over: members)
            case .intent, .disposition, .steps: [:]
            }
        return arranged(verb, ground) { outcome(of: verb, for: $0, on: ground, newOwner: owners[$0.id]) }
    }

    /// What needs a person first, then what changes, then what is so already.
    func arranged(_ verb: BulkVerb, _ ground: BulkGround, _ outcome: (Lead) -> BulkPlan.Outcome) -> BulkPlan {
        let rows = ground.leads.map { BulkPlan.Row($0, outcome($0)) }
        let gone = ground.gone.map { BulkPlan.Row(Lead(id: $0, firstName: ""), .blocked(.plan(.leadGone))) }
        var blocked = gone
        var changing: [BulkPlan.Row] = []
        var unchanged: [BulkPlan.Row] = []
        for row in rows {
            switch row.outcome {
            case .blocked: blocked.append(row)
            case .changes: changing.append(row)
            case .nothingToDo: unchanged.append(row)
            }
        }
        return BulkPlan(verb, rows: blocked + changing + unchanged)
    }

    private func outcome(
        of verb: BulkVerb,
        for lead: Lead,
        on ground: BulkGround,
        newOwner: Member?
    ) -> BulkPlan.Outcome {
        if ground.stuck.contains(lead.id) { return .blocked(.stuck) }
        let isTrashed = ground.trashed.contains(lead.id)
        let outcome: BulkPlan.Outcome
        switch verb {
        case .intent(let intent): outcome = BulkPlan.Outcome(plan(intent, for: lead, isBeingTrashed: isTrashed))
        case .disposition(let disposition, let words):
            outcome = BulkPlan.Outcome(plan(disposition, words: words, for: lead, isBeingTrashed: isTrashed))
        case .steps(let macro): outcome = BulkPlan.Outcome(plan(macro, for: lead, isBeingTrashed: isTrashed))
        case .spread:
            guard let newOwner else { return .blocked(.plan(.membersUnknown)) }
            let intent = Intent.assign(to: .member(newOwner))
            outcome = BulkPlan.Outcome(plan(intent, for: lead, isBeingTrashed: isTrashed))
        }
        guard case .changes(let changes) = outcome, let obstacle = refusal(of: changes, to: lead) else {
            return outcome
        }
        return .blocked(obstacle)
    }

    /// What must not be said of a lead by the dozen: that somebody called one who must not be called, or is to.
    func refusal(of changes: [LeadChange], to lead: Lead) -> BulkObstacle? {
        for change in changes {
            if let bar = bar(of: change, on: lead) { return .plan(.forbidden(bar)) }
            guard let channel = change.plannedChannel,
                case .blocked(let reasons) = ContactGuard.standing(of: lead, at: now).verdict(for: channel)
            else { continue }
            let weighty = reasons.filter(\.isWish)
            if !weighty.isEmpty { return .mustNotContact(channel, weighty) }
        }
        return nil
    }

    /// Who gets which lead, so that nobody has two more than another and as few as possible change hands.
    private func spread(_ leads: [Lead], over members: [Member]) -> [Lead.ID: Member] {
        guard !members.isEmpty else { return [:] }
        let most = (leads.count + members.count - 1) / members.count
        // So many may have the most; the others have one less.
        var mayHaveMost = leads.count - (most - 1) * members.count
        var owners: [Lead.ID: Member] = [:]
        var counts = Array(repeating: 0, count: members.count)
        for lead in leads {
            guard let place = members.firstIndex(where: { lead.isOwned(by: $0, in: team) }), counts[place] < most,
                counts[place] < most - 1 || mayHaveMost > 0
            else { continue }
            counts[place] += 1
            if counts[place] == most { mayHaveMost -= 1 }
            owners[lead.id] = members[place]
        }
        for lead in leads where owners[lead.id] == nil {
            guard let place = counts.indices.min(by: { counts[$0] < counts[$1] }) else { break }
            counts[place] += 1
            owners[lead.id] = members[place]
        }
        return owners
    }
}

extension BulkPlan.Outcome {
    fileprivate init(_ verdict: DispositionVerdict) {
        switch verdict {
        case .changes(let changes): self = changes.isEmpty ? .nothingToDo(nil) : .changes(changes)
        case .blocked(let obstacle): self = .blocked(.plan(obstacle))
        }
    }

    fileprivate init(_ verdict: Verdict) {
        switch verdict {
        case .change(let change): self = .changes([change])
        case .nothingToDo(let reason): self = .nothingToDo(reason)
        case .blocked(let obstacle): self = .blocked(.plan(obstacle))
        }
    }
}

extension LeadChange {
    /// The way of reaching the lead that the change is a plan for; `nil` for none.
    fileprivate var plannedChannel: ContactGuard.Channel? {
        switch self {
        case .followUp(.add(let plan)):
            switch plan.kind {
            case .call: .call
            case .text: .text
            case .email: .email
            case .appointment, .other: nil
            }
        case .create, .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .addNote, .logCall, .trash,
            .followUp, .deal,
            .snooze:
            nil
        }
    }
}

extension ContactReason {
    /// True for what a person or a rule asks for, false for what is merely missing or wrong.
    fileprivate var isWish: Bool {
        switch self {
        case .dncContact, .dncNumber, .cannotCall, .cannotText, .cannotEmail, .unsubscribed: true
        case .invalidNumber, .unreadableNumber, .unreadableAddress, .nothingToUse: false
        }
    }
}
