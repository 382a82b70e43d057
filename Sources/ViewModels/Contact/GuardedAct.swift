package import Leads

/// What a person wants to do although the guard is against it.
package enum GuardedAct: Hashable, Sendable, Codable {
    /// Logs a call on this number.
    case log(CallOutcome, phone: String?)
    /// A disposition by its id.
    case disposition(String)
    /// Dials this number.
    case dial(String)
}

extension AppState {
    /// Asks for the reason that going over the guard needs; what was said in the call is not lost.
    mutating func askWhy(_ bar: ForbiddenContact, _ act: GuardedAct, words: String, on id: Lead.ID) -> [Effect] {
        open(Form.override(of: bar, act, words: words, on: id, named: list.row(of: id)?.lead.displayName))
        return [.bell]
    }

    mutating func askWhy(_ bar: ForbiddenContact, _ intent: Intent, on id: Lead.ID) -> [Effect] {
        guard case .logCall(let outcome, let text, let phone) = intent else {
            return refuse(.forbidden(bar), lead: lead(of: id)?.displayName ?? "The lead")
        }
        return askWhy(bar, .log(outcome, phone: phone), words: text, on: id)
    }

    /// A change with what it goes over, where the guard is against it.
    func proposal(_ change: LeadChange, on id: Lead.ID, because reason: String?) -> Proposal {
        guard let reason, let lead = workableLead(id), let bar = planner.bar(of: change, on: lead) else {
            return Proposal(change, on: id)
        }
        return Proposal(change, on: id, override: bar.overridden(because: reason))
    }

    /// Does what was asked for, with the reason that goes into the audit log.
    mutating func override(
        _ act: GuardedAct,
        _ bar: ForbiddenContact,
        on id: Lead.ID,
        words: String,
        because reason: String,
        restoring form: Form
    ) -> [Effect] {
        switch act {
        // Nothing is handed over before the reason stands in the log, and keys that follow are meant for that call.
        case .dial:
            let override = bar.overridden(because: reason)
            return [order(restoring: form) { .record(override, on: id, as: $0, restoring: form) }]
        case .log(let outcome, let phone):
            return plan(.logCall(outcome, text: words, phone: phone), on: id, restoring: form, because: reason)
        case .disposition(let name):
            guard let disposition = disposition(name) else { return [] }
            return run(disposition, words: words, on: id, restoring: form, because: reason)
        }
    }

    /// The reason stands in the audit log, so the number is handed over; a call that runs is not put aside for it.
    mutating func startCall(over override: ContactOverride, on lead: Lead.ID, ordered order: ChangeGroup.ID)
        -> [Effect]
    {
        submitting[order] = nil
        list.deliver(order, changesRows: false)
        endWaiting(for: order)
        let name = self.lead(of: lead)?.displayName ?? "the lead"
        guard call == nil else { return refuseSecondCall(to: name) }
        return startCall(to: override.target, on: lead, named: name, isOverridden: true)
    }

    fileprivate mutating func refuseSecondCall(to name: String) -> [Effect] {
        notice = .noted(
            "\(name) was not called: the call with \(call?.leadName ?? "a lead") runs. \(keys[.dial]) ends that first."
        )
        return [.bell]
    }

    /// Why something is refused although there is a reason for it; `nil` when nothing is in its way.
    fileprivate func obstacle(to act: GuardedAct, words: String, on id: Lead.ID, because reason: String)
        -> PlanObstacle?
    {
        switch act {
        case .dial: return nil
        case .log(let outcome, let phone):
            let intent = Intent.logCall(outcome, text: words, phone: phone)
            guard case .blocked(let obstacle) = verdict(on: intent, for: id, because: reason) else { return nil }
            return obstacle
        case .disposition(let name):
            guard let disposition = disposition(name),
                case .blocked(let obstacle) = verdict(of: disposition, words: words, for: id, because: reason)
            else { return nil }
            return obstacle
        }
    }
}

extension Form {
    package static let overrideLabels = (reason: "Why all the same", words: "What was said")

    static func override(
        of bar: ForbiddenContact,
        _ act: GuardedAct,
        words: String,
        on lead: Lead.ID,
        named name: String?
    ) -> Form {
        let reason = Field(overrideLabels.reason, limit: LeadLimits.note)
        let said = Field(overrideLabels.words, words, limit: LeadLimits.contactLog)
        let isDialling = if case .dial = act { true } else { false }
        return Form(.override(on: lead, act, bar), for: name, fields: isDialling ? [reason] : [reason, said])
    }

    /// Goes over the guard, or stays open as long as there is no reason.
    func submitOverride(_ state: inout AppState, _ lead: Lead.ID, _ act: GuardedAct, _ bar: ForbiddenContact)
        -> [Effect]
    {
        let reason = text(of: Self.overrideLabels.reason)
        guard !reason.isEmpty else { return reject(&state, .missing(field: Self.overrideLabels.reason)) }
        guard state.workableLead(lead) != nil else {
            keep(&state, lead)
            return [.bell]
        }
        if case .dial = act, state.call != nil { return state.refuseSecondCall(to: leadName ?? "The lead") }
        if case .disposition(let name) = act, state.disposition(name) == nil {
            state.notice = .noted(
                "There is no disposition “\(name)” any more. \(state.keys[.formCancel]) keeps the text, "
                    + "\(state.keys[.outbox]) shows it."
            )
            return [.bell]
        }
        let words = text(of: Self.overrideLabels.words)
        if let obstacle = state.obstacle(to: act, words: words, on: lead, because: reason) {
            return reject(&state, .blocked(obstacle))
        }
        close(&state)
        return state.override(act, bar, on: lead, words: words, because: reason, restoring: self)
    }
}
