package import FoundationEssentials

/// Decides what an intent does to a lead: the one place for limits, the team's names and what is so already.
///
/// Pure, so that the screen, the command line and a plan over thousands of leads come to the same verdict.
package struct Planner: Sendable {
    package var team: Team
    /// The moment of the decision: which number may be called depends on the hour.
    package var now: Date
    /// The clock for leads of whom nobody knows where they are.
    package var home: ZoneRules
    /// True for a person who has seen what speaks against a call, and has given a reason.
    package var overridesGuard = false
    /// Numbers that anybody has on a list, for a call to one that is not the lead's own; what its own numbers say the
    /// lead shows.
    package var listed = ListedNumbers()
    /// The transactions of the lead and the pipelines; `nil` where they were not read.
    package var deals: DealBook?

    package init(team: Team, now: Date, home: ZoneRules = .home, overridesGuard: Bool = false) {
        self.team = team
        self.now = now
        self.home = home
        self.overridesGuard = overridesGuard
    }

    /// - Parameters:
    ///   - intent: what a person wants.
    ///   - lead: the lead as it is shown, its unsent changes applied; `nil` when it is gone.
    ///   - isBeingTrashed: whether a trash of the lead is among its unsent changes.
    /// - Returns: the change, or why there is none.
    package func plan(_ intent: Intent, for lead: Lead?, isBeingTrashed: Bool = false) -> Verdict {
        guard let lead else { return .blocked(.leadGone) }
        if isBeingTrashed { return .blocked(.beingTrashed) }
        return switch intent {
        case .setStage(let name): setStage(name, of: lead)
        case .addTag(let tag): add(tag, to: lead)
        case .removeTag(let tag): remove(tag, from: lead)
        case .assign(.member(let member)): assign(lead, to: member)
        case .assign(.named(let words)): assign(lead, toMemberNamed: words)
        case .setField(let field, to: let values): set(field, of: lead, to: values)
        case .setHidden(let isHidden): hide(lead, isHidden ?? !lead.isHidden)
        case .addNote(let text):
            checked(text.trimmed, .note, LeadLimits.note).verdict(LeadChange.addNote)
        case .logCall(let outcome, let text, let phone): logCall(lead, outcome, text: text, phone: phone)
        case .trash(let reason):
            checked(reason.trimmed, .reason, LeadLimits.note).verdict { .trash(reason: $0) }
        case .addFollowUp(let wish): add(wish, to: lead)
        case .moveFollowUp(let followUp, to: let when): move(followUp, of: lead, to: when)
        case .finishFollowUp(let followUp): .change(.followUp(.finish(followUp)))
        case .addDeal(let wish): add(wish)
        case .moveDeal(let deal, to: let stage): move(deal, to: stage)
        case .snooze(until: let when): snooze(lead, until: when)
        case .wake(let snooze):
            snooze.map { .change(.snooze(from: $0, to: nil)) } ?? .nothingToDo(.awake)
        }
    }

    private func setStage(_ name: String, of lead: Lead) -> Verdict {
        if team.stages.isEmpty { return .blocked(.stagesUnknown) }
        guard let stage = team.stage(named: name) else {
            let known = team.stages.map(\.name)
            let nearest = NearestSpelling.of(name.trimmed, among: known)
            return .blocked(.unknownStage(name.trimmed, known: known, nearest: nearest))
        }
        if lead.stage == stage.name { return .nothingToDo(.inStage(stage.name)) }
        return .change(.setStage(from: lead.stage, to: stage.name))
    }

    /// A tag in another case is the same tag; a second spelling would only make a twin of it.
    private func add(_ text: String, to lead: Lead) -> Verdict {
        let tag = text.tagName
        if let own = lead.tag(named: tag) { return .nothingToDo(.hasTag(own)) }
        return checked(tag, .tag, LeadLimits.tag).verdict { tag in
            .addTag(team.tags.first { $0.lowercased() == tag.lowercased() } ?? tag)
        }
    }

    private func remove(_ text: String, from lead: Lead) -> Verdict {
        guard let own = lead.tag(named: text.trimmed) ?? lead.tag(named: text.tagName) else {
            return .nothingToDo(.lacksTag(text.trimmed))
        }
        return .change(.removeTag(own))
    }

    private func assign(_ lead: Lead, toMemberNamed words: String) -> Verdict {
        if team.members.isEmpty, team.me == nil { return .blocked(.membersUnknown) }
        do throws(PlanObstacle) {
            return assign(lead, to: try team.member(named: words))
        } catch {
            return .blocked(error)
        }
    }

    private func assign(_ lead: Lead, to member: Member) -> Verdict {
        lead.isOwned(by: member, in: team)
            ? .nothingToDo(.ownedBy(member.fullName))
            : .change(.assign(from: lead.assignee, to: member))
    }

    /// A hidden lead is seen by its owner alone, so whoever hides another's takes it from their own list.
    private func hide(_ lead: Lead, _ isHidden: Bool) -> Verdict {
        if lead.isHidden == isHidden { return .nothingToDo(.isHidden(isHidden)) }
        guard isHidden else { return .change(.setHidden(false)) }
        guard let me = team.me else { return .blocked(.membersUnknown) }
        return lead.isOwned(by: me, in: team) ? .change(.setHidden(true)) : .blocked(.notYours(lead.assignee?.name))
    }

    func checked(_ text: String, _ field: PlanField, _ limit: Int) -> Result<String, PlanObstacle> {
        if text.isEmpty { return .failure(.empty(field)) }
        let length = LeadLimits.length(of: text)
        return length > limit ? .failure(.tooLong(field, length: length, limit: limit)) : .success(text)
    }
}

extension Result<String, PlanObstacle> {
    func verdict(_ change: (String) -> LeadChange) -> Verdict {
        switch self {
        case .success(let text): .change(change(text))
        case .failure(let obstacle): .blocked(obstacle)
        }
    }
}

extension String {
    /// The text as a new tag: on one line, without what nobody sees or what turns the direction of writing.
    fileprivate var tagName: String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: scalars.append(" ")
            // Joiners stay: Persian and some emoji need them.
            case .format: if scalar == "\u{200C}" || scalar == "\u{200D}" { scalars.append(scalar) }
            default: scalars.append(scalar)
            }
        }
        return String(scalars).trimmed
    }
}

extension Lead {
    /// The lead's own spelling of a tag; case does not count.
    package func tag(named name: String) -> String? { spellings(of: name).first }

    /// Leads name their owner by display name, which two members may share: then the id decides.
    package func isOwned(by member: Member, in team: Team) -> Bool {
        guard let assignee, assignee.name == member.fullName else { return false }
        let namesakes = team.members.filter { $0.fullName == member.fullName }
        return namesakes.count < 2 || assignee.id == member.id.rawValue
    }
}
