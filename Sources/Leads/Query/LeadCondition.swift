/// A query resolved for one context: texts folded, times absolute, members looked up.
///
/// ``LeadPredicate`` asks it of a lead as it is; an index that asks its columns answers the same.
package indirect enum LeadCondition: Sendable {
    case word(FreeWord)
    case text(QueryTextField, TextNeedle)
    /// Overlaps the interval; `nil` asks for leads that have no such number.
    case number(QueryNumberField, QueryInterval?)
    case moment(QueryMomentField, MomentTest)
    /// Has one of these bits, see ``LeadFacts/choices(_:)``.
    case choice(QueryChoiceField, UInt16)
    /// May be contacted over one of the channels at the moment that the zones tell of.
    case may([QueryChannel], OpenZones)
    /// One of these leads, by id.
    case lead(Set<Int64>)
    case not(LeadCondition)
    /// Every lead when the list is empty.
    case all([LeadCondition])
    /// No lead when the list is empty.
    case any([LeadCondition])

    package init(_ query: LeadQuery, context: QueryContext) { self.init(query.root, context) }

    private init(_ expression: QueryExpression, _ context: QueryContext) {
        switch expression {
        case .term(let term): self = .any(Self.alternatives(of: term, context))
        case .not(let inner): self = .not(LeadCondition(inner, context))
        case .all(let parts): self = .all(parts.map { LeadCondition($0, context) })
        case .any(let parts): self = .any(parts.map { LeadCondition($0, context) })
        }
    }

    private static func alternatives(of term: QueryTerm, _ context: QueryContext) -> [LeadCondition] {
        switch term {
        case .words(let words): words.map { .word(FreeWord($0)) }
        case .text(let field, let patterns):
            patterns.flatMap { TextNeedle.needles(for: $0, field: field, context: context) }.map { .text(field, $0) }
        case .number(let field, let patterns): patterns.map { .number(field, $0.interval) }
        case .moment(let field, let patterns): patterns.map { .moment(field, MomentTest($0, context: context)) }
        case .type(let values): [choice(.type, values)]
        case .hidden(let values): [choice(.hidden, values)]
        case .may(let channels): [.may(channels, OpenZones(at: context.now.wholeSeconds))]
        case .sync(let values): [choice(.sync, values)]
        case .next(let steps): next(steps, context)
        case .snoozed(let answers): answers.map { snoozed($0, context) }
        }
    }

    private static func snoozed(_ answer: QueryAnswer, _ context: QueryContext) -> LeadCondition {
        let aside = LeadCondition.lead(Set(context.snoozed.map(\.rawValue)))
        return switch answer {
        case .yes: aside
        case .no: .not(aside)
        }
    }

    /// As long as nobody knows what is planned, no lead fits.
    private static func next(_ steps: [QueryNextStep], _ context: QueryContext) -> [LeadCondition] {
        guard let known = context.nextSteps else { return [] }
        let planned = LeadCondition.lead(known.leads(steps, at: context.now, context.clock))
        return steps.contains(.none) ? [planned, .not(.lead(known.leads))] : [planned]
    }

    private static func choice<Choice: QueryChoice>(_ field: QueryChoiceField, _ values: [Choice]) -> LeadCondition {
        .choice(field, values.reduce(0) { $0 | $1.bit })
    }
}

extension LeadFacts {
    /// ``Assignee/id``.
    package var assigneeID: Int64? { ownerID }
}

extension LeadQuery {
    /// The lengths of time that terms count back from now, by the moment they are asked of.
    ///
    /// As time goes by, a lead enters or leaves the answer only when its moment becomes one of these lengths old, or at
    /// the hours that ``asksForHours`` tells of.
    package var agesAskedFor: [QueryMomentField: Set<QueryDuration>] {
        var ages: [QueryMomentField: Set<QueryDuration>] = [:]
        for term in root.terms {
            guard case .moment(let field, let patterns) = term else { continue }
            for case .elapsed(let bounds) in patterns { ages[field, default: []].formUnion(bounds.ends) }
        }
        return ages
    }

    /// True when leads may enter or leave the answer because calling hours begin or end somewhere: `may:call`.
    package var asksForHours: Bool {
        root.terms.contains { term in
            guard case .may(let channels) = term else { return false }
            return channels.contains { channel in
                switch channel {
                case .call, .text: true
                case .email: false
                }
            }
        }
    }
}

extension LeadQuery {
    /// True when the answer depends on what is planned for leads: `next:overdue`.
    package var asksForNextSteps: Bool {
        root.terms.contains { term in
            if case .next = term { true } else { false }
        }
    }
}

extension LeadQuery {
    /// True when the query itself asks which leads are put aside, so that nobody leaves those out: `snoozed:yes`.
    package var asksForSnoozed: Bool {
        root.terms.contains { term in
            if case .snoozed = term { true } else { false }
        }
    }
}

extension QueryBounds {
    fileprivate var ends: [Value] {
        switch self {
        case .equal(let value), .compared(_, let value): [value]
        case .between(let low, let high): [low, high]
        }
    }
}
