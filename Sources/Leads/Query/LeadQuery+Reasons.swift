import FoundationEssentials

extension LeadQuery {
    /// The facts of the lead that the query looks at, in the order of its terms, each once.
    ///
    /// Facts, not verdicts: where the lead does not match they show why not.
    package func reasons(for row: LeadRow, context: QueryContext) -> [LeadReason] {
        let facts = LeadFacts(row)
        var seen: Set<LeadReason> = []
        return root.terms.flatMap { $0.reasons(for: row, facts, context) }.filter { seen.insert($0).inserted }
    }
}

extension LeadSort {
    /// The fact that gives the lead its place.
    package func reason(for row: LeadRow, context: QueryContext) -> LeadReason {
        let facts = LeadFacts(row)
        return switch key {
        case .created: .ago(.age, facts, context)
        case .updated: .ago(.updated, facts, context)
        case .touched: .ago(.touch, facts, context)
        case .visited: .ago(.site, facts, context)
        case .score: .number(.score, facts.interval(.score))
        case .name: .text(.name, [row.lead.displayName])
        case .stage: .texts(.stage, of: row.lead)
        case .call: .ago(CallOrder(facts.moment).field, facts, context)
        }
    }
}

extension QueryTerm {
    fileprivate func reasons(for row: LeadRow, _ facts: LeadFacts, _ context: QueryContext) -> [LeadReason] {
        switch self {
        case .words(let words): words.filter { FreeWord($0).matches(facts) }.map(LeadReason.word)
        case .text(let field, _): [.texts(field, of: row.lead)]
        case .number(let field, _): [.number(field, facts.interval(field))]
        case .moment(let field, let patterns):
            [.ago(field, facts, context)] + patterns.compactMap(\.otherField).map { .ago($0, facts, context) }
        case .type: [.types(row.lead.types)]
        case .hidden: [.hidden(row.lead.isHidden)]
        case .may(let channels):
            channels.map { .mayContact($0.channel, of: row.lead, context) }
        case .sync: [.sync(row.syncState)]
        case .next:
            context.nextSteps.map { [.nextStep($0.step(of: row.lead.id, at: context.now, context.clock))] } ?? []
        case .snoozed: [.snoozed(context.snoozed.contains(row.lead.id))]
        }
    }
}

extension QueryMomentPattern {
    fileprivate var otherField: QueryMomentField? {
        if case .comparedTo(let field, _) = self { field } else { nil }
    }
}

extension LeadReason {
    fileprivate static func ago(_ field: QueryMomentField, _ facts: LeadFacts, _ context: QueryContext) -> LeadReason {
        let moment = facts.moment(field)
        guard !moment.isNaN else { return .moment(field, ago: nil) }
        let seconds = context.now.timeIntervalSinceReferenceDate - moment
        return .moment(field, ago: .seconds(Int64(seconds.rounded(.down).clamped)))
    }

    fileprivate static func mayContact(
        _ channel: ContactGuard.Channel,
        of lead: Lead,
        _ context: QueryContext
    ) -> LeadReason {
        let standing = ContactGuard.standing(of: lead, at: context.now)
        let verdict = standing.verdict(for: channel)
        let clock = standing.numbers.first { $0.verdict(for: channel) == verdict }?.clock
        return .mayContact(channel, verdict, words: verdict.words(for: channel, clock, at: context.now))
    }

    fileprivate static func texts(_ field: QueryTextField, of lead: Lead) -> LeadReason {
        let texts: [String] =
            switch field {
            case .name: [lead.firstName, lead.lastName]
            case .email: lead.emails
            case .phone: lead.phones.map(\.number)
            case .tag: lead.tags
            case .stage: [lead.stage ?? ""]
            case .source: [lead.source ?? ""]
            case .owner: [lead.assignee?.name ?? ""]
            case .pond: [lead.pond?.name ?? ""]
            }
        return .text(field, texts.filter { !$0.isEmpty })
    }
}

extension Double {
    /// Within what a 64-bit count of seconds can hold; a date from the wire may lie anywhere.
    fileprivate var clamped: Double { Swift.min(Swift.max(self, -1e15), 1e15) }
}
