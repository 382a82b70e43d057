package import Leads

/// The verb that `.` repeats.
package enum LastWork: Hashable, Sendable {
    case intent(Intent)
    /// A disposition by its id, with the words that were logged.
    case disposition(String, words: String)
    /// A macro by its name.
    case macro(String)
}

/// Finishing with leads: dispositions, done, the same again, triage.
enum HandlingReducer {
    static func reduce(_ state: inout AppState, _ handling: Handling) -> [Effect] {
        switch handling {
        case .startTriage: return state.startTriage()
        case .leaveTriage: return state.leaveTriage()
        case .record(let name): return state.record(name)
        case .dispose, .disposeAt, .words, .done, .again, .skip, .replay: break
        }
        if state.isAboutMarks, let verb = state.bulkVerb(of: handling) { return state.planBulk(verb) }
        guard let lead = state.list.selectedRow?.lead else {
            state.notice = .noLead
            return [.bell]
        }
        return reduce(&state, handling, on: lead)
    }

    private static func reduce(_ state: inout AppState, _ handling: Handling, on lead: Lead) -> [Effect] {
        switch handling {
        case .dispose(let id, let words): return state.dispose(id, words: words, on: lead.id)
        case .disposeAt(let place):
            guard state.dispositions.indices.contains(place) else {
                state.notice = .noted("There is no disposition \(place + 1).")
                return [.bell]
            }
            return state.dispose(state.dispositions[place].id, on: lead.id)
        case .words: return state.askForWords(of: state.offeredDisposition.id, on: lead.id)
        case .done: return state.finish(lead)
        case .again: return again(&state, on: lead.id)
        case .skip: return state.skip(lead.id)
        case .replay(let name): return state.replay(name, on: lead.id)
        case .startTriage, .leaveTriage, .record: return []
        }
    }

    private static func again(_ state: inout AppState, on lead: Lead.ID) -> [Effect] {
        switch state.lastWork {
        case .intent(let intent): return state.plan(intent, on: lead)
        case .disposition(let id, let words): return state.dispose(id, words: words, on: lead)
        case .macro(let name): return state.replay(name, on: lead)
        case nil:
            state.notice = .noted("Nothing was done yet that could be done again.")
            return [.bell]
        }
    }
}

extension AppState {
    /// What a key that finishes with a lead means for the marked ones; `nil` where it is about the selected lead alone.
    fileprivate func bulkVerb(of handling: Handling) -> BulkVerb? {
        switch handling {
        case .dispose(let id, let words): return disposition(id).map { .disposition($0, words: words) }
        case .disposeAt(let place):
            return dispositions.indices.contains(place) ? .disposition(dispositions[place], words: "") : nil
        case .again:
            switch lastWork {
            case .intent(let intent): return .intent(intent)
            case .disposition(let id, let words): return disposition(id).map { .disposition($0, words: words) }
            case .macro(let name): return macro(name).map(BulkVerb.steps)
            case nil: return nil
            }
        case .replay(let name): return macro(name).map(BulkVerb.steps)
        case .record, .words, .done, .startTriage, .leaveTriage, .skip: return nil
        }
    }

    /// Remembers a verb for `.`; what a person has to be asked about, or what is about one thing only, is not repeated.
    mutating func remember(_ intent: Intent) {
        switch intent {
        case .setStage, .addTag, .removeTag, .assign, .addNote, .logCall, .addFollowUp, .snooze:
            lastWork = .intent(intent)
            record(.intent(intent))
        case .setField, .setHidden, .trash, .moveFollowUp, .finishFollowUp, .addDeal, .moveDeal, .wake: break
        }
    }

    /// Remembers what was done to many leads.
    mutating func remember(_ verb: BulkVerb) {
        switch verb {
        case .intent(let intent): remember(intent)
        case .disposition(let disposition, let words):
            lastWork = .disposition(disposition.id, words: words)
            record(.disposition(disposition, words: words))
        case .steps(let macro):
            lastWork = .macro(macro.name)
            record(macro)
        case .spread: break
        }
    }

    /// The disposition that the panel offers: the one that ran last, else the most common end of a call.
    package var offeredDisposition: Disposition {
        if case .disposition(let id, _) = lastWork, let last = disposition(id) { return last }
        return dispositions.first { $0.outcome == .noAnswer } ?? dispositions.first ?? Disposition.defaults[0]
    }

    /// Tells once what of a person's own dispositions this team cannot do; the others work.
    mutating func checkDispositions() {
        guard !account.team.stages.isEmpty, !dispositionPlaces.isEmpty else { return }
        let own = dispositions.filter { dispositionPlaces[$0.id] != nil }
        for disposition in own {
            guard let problem = disposition.problems(in: account.team).first else { continue }
            notice = .brokenDisposition(disposition.label, at: dispositionPlaces[disposition.id] ?? "", problem)
            break
        }
        dispositionPlaces = [:]
    }

    package func disposition(_ id: String) -> Disposition? { dispositions.first { $0.id == id } }

    /// What a disposition does to a lead as it is shown, before its key is pressed.
    package func verdict(
        of disposition: Disposition,
        words: String = "",
        for id: Lead.ID,
        because reason: String? = nil
    ) -> DispositionVerdict {
        var planner = planner
        planner.overridesGuard = reason != nil || isOverridden(for: id)
        return planner.plan(
            disposition,
            words: words,
            call: dialled(for: id),
            for: workableLead(id),
            isBeingTrashed: isBeingTrashed(id)
        )
    }

    /// Runs a disposition, or asks first where there is no way back.
    mutating func dispose(
        _ id: String,
        words: String = "",
        on lead: Lead.ID,
        restoring form: Form? = nil
    ) -> [Effect] {
        guard let disposition = disposition(id) else {
            notice = .noted("There is no disposition “\(id)”.")
            return [.bell]
        }
        if lead == .marked { return planBulk(.disposition(disposition, words: words)) }
        let name = list.row(of: lead)?.lead.displayName ?? "The lead"
        if disposition.asks, case .changes = verdict(of: disposition, words: words, for: lead) {
            push(.question(Confirmation(.dispose(lead, name: name, disposition, words: words))))
            return []
        }
        return run(disposition, words: words, on: lead, restoring: form)
    }

    /// Opens the field for what was said; what would be refused at its end is said before anything is typed.
    mutating func askForWords(of id: String, on lead: Lead.ID) -> [Effect] {
        guard let disposition = disposition(id) else { return [] }
        if lead == .marked {
            open(Form.words(of: disposition, on: .marked, named: markedLeads.displayName))
            return []
        }
        let name = list.row(of: lead)?.lead.displayName
        if case .blocked(let obstacle) = verdict(of: disposition, for: lead) {
            if case .forbidden(let bar) = obstacle { return askWhy(bar, .disposition(id), words: "", on: lead) }
            return refuse(obstacle, lead: name ?? "The lead")
        }
        open(Form.words(of: disposition, on: lead, named: name))
        return []
    }

    mutating func run(
        _ disposition: Disposition,
        words: String,
        on id: Lead.ID,
        restoring form: Form?,
        because reason: String? = nil
    ) -> [Effect] {
        let name = list.row(of: id)?.lead.displayName ?? "The lead"
        switch verdict(of: disposition, words: words, for: id, because: reason) {
        case .blocked(.forbidden(let bar)): return askWhy(bar, .disposition(disposition.id), words: words, on: id)
        case .blocked(let obstacle): return refuse(obstacle, lead: name)
        case .changes(let changes):
            lastWork = .disposition(disposition.id, words: words)
            var effects: [Effect] = []
            var group: ChangeGroup.ID?
            if changes.isEmpty {
                list.handle(id)
                notice = .done(lead: name)
            } else {
                let proposals = changes.map { proposal($0, on: id, because: reason) }
                record(.disposition(disposition, words: words))
                effects = submit(proposals, restoring: form, named: disposition.label, asks: disposition.asks)
                group = undo.done.last?.id
            }
            if disposition.outcome != nil { closeCall(of: id, by: group) }
            triage?.record(id, as: disposition.label, group: group, at: now)
            return effects + (disposition.advances && id == list.selected ? advance() : [])
        }
    }

    /// Done with the lead, without a change.
    mutating func finish(_ lead: Lead) -> [Effect] {
        list.handle(lead.id)
        triage?.record(lead.id, as: "done", group: nil, at: now)
        notice = .done(lead: lead.displayName)
        return advance()
    }

    /// Passes a lead over; it comes up again only when it is chosen.
    mutating func skip(_ lead: Lead.ID) -> [Effect] {
        triage?.skip(lead, at: now)
        return advance()
    }

    /// Goes on to the next lead that is still to be worked on.
    mutating func advance() -> [Effect] {
        guard list.advance(skipping: triage?.skipped ?? []) else {
            notice = .viewIsDone
            return []
        }
        extendRange()
        triage?.show(list.selected, at: now)
        return followSelection()
    }
}
