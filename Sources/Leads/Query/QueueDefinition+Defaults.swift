extension QueueDefinition {
    /// The queues of a new installation: nine for the keys 1 to 9 in this order, and those behind them.
    package static let defaults: [QueueDefinition] = [
        new, backOnSite, unassigned, neverTouched, stale, hot, mine, failed, all,
        dueNow, noNextStep, callOrder, snoozed, pond, hygiene,
    ]

    /// Leads that wait for their first contact.
    ///
    /// `stage:New` takes the spellings in use: "New", "New Lead", "New Leads".
    private static let new = QueueDefinition(
        name: "New",
        query: LeadQuery(.all(of: [stage("New"), touched(.absent)])),
        sort: LeadSort(.created)
    )

    /// Leads that came back since somebody last reached out; a call takes them off the queue.
    ///
    /// The visit that created a lead is no return, hence the age.
    private static let backOnSite = QueueDefinition(
        name: "Back on site",
        query: LeadQuery(
            .all(of: [
                moment(.site, .elapsed(.compared(.below, .days(3)))),
                moment(.site, .comparedTo(.touch, .above)),
                moment(.age, .elapsed(.compared(.above, .days(1)))),
                open,
            ])
        ),
        sort: LeadSort(.visited)
    )

    /// Leads that nobody owns, oldest promise last.
    private static let unassigned = QueueDefinition(
        name: "Unassigned",
        query: LeadQuery(.all(of: [unowned, open])),
        sort: LeadSort(.created)
    )

    /// Leads that somebody owns and nobody has reached out to for a day.
    private static let neverTouched = QueueDefinition(
        name: "Never touched",
        query: LeadQuery(
            .all(of: [
                touched(.absent), unowned.negated, moment(.age, .elapsed(.compared(.above, .days(1)))), open,
            ])
        ),
        sort: LeadSort(.created)
    )

    /// Leads in the middle of the pipeline that have not heard from the team for two weeks.
    private static let stale = QueueDefinition(
        name: "Stale",
        query: LeadQuery(
            .all(of: [
                touched(.elapsed(.compared(.above, .days(14)))), stage("Contacted", "Qualified", "Under Contract"),
            ])
        ),
        sort: LeadSort(.touched, descending: false)
    )

    private static let hot = QueueDefinition(
        name: "Hot",
        query: LeadQuery(.all(of: [.term(.number(.score, [.within(.compared(.atLeast, 80))])), open])),
        sort: LeadSort(.score)
    )

    private static let mine = QueueDefinition(
        name: "Mine",
        query: LeadQuery(.all(of: [.term(.text(.owner, [.me])), open])),
        sort: LeadSort(.updated)
    )

    /// Leads with a change that needs a person; a conflict does as much as a refusal.
    private static let failed = QueueDefinition(
        name: "Failed",
        query: LeadQuery(.term(.sync([.failed, .conflict]))),
        sort: LeadSort(.updated),
        showsSnoozed: true
    )

    private static let all = QueueDefinition(
        name: "All",
        query: .everything,
        sort: LeadSort(.created),
        showsSnoozed: true
    )

    // MARK: Behind the keys

    /// Leads with a follow-up that is overdue or due today.
    private static let dueNow = QueueDefinition(
        name: "Due now",
        query: LeadQuery(.all(of: [.term(.next([.overdue, .today])), open])),
        sort: LeadSort(.touched, descending: false)
    )

    /// The person's own leads for which nothing is planned.
    private static let noNextStep = QueueDefinition(
        name: "No next step",
        query: LeadQuery(.all(of: [.term(.text(.owner, [.me])), .term(.next([.none])), open])),
        sort: LeadSort(.touched, descending: false)
    )

    /// Leads that may be called at this hour, in the order in which to do it.
    private static let callOrder = QueueDefinition(
        name: "Call order",
        query: LeadQuery(.all(of: [.term(.may([.call])), open])),
        sort: LeadSort(.call)
    )

    /// Leads that are put aside until a time, or until they act.
    private static let snoozed = QueueDefinition(
        name: "Snoozed",
        query: LeadQuery(.term(.snoozed([.yes]))),
        sort: LeadSort(.touched),
        showsSnoozed: true
    )

    /// Leads that wait in a pond for whoever claims them.
    private static let pond = QueueDefinition(
        name: "Pond",
        query: LeadQuery(.all(of: [QueryExpression.term(.text(.pond, [.absent])).negated, open])),
        sort: LeadSort(.created)
    )

    /// Leads that nobody can reach, since they have neither number nor address.
    private static let hygiene = QueueDefinition(
        name: "Hygiene",
        query: LeadQuery(.all(of: [.term(.text(.phone, [.absent])), .term(.text(.email, [.absent]))])),
        sort: LeadSort(.created),
        showsSnoozed: true
    )

    // MARK: Terms

    /// Not at an end of the pipeline.
    private static let open = stage("Closed", "Archived").negated
    private static let unowned = QueryExpression.term(.text(.owner, [.absent]))

    private static func stage(_ names: String...) -> QueryExpression {
        .term(.text(.stage, names.map(QueryTextPattern.like)))
    }

    private static func touched(_ pattern: QueryMomentPattern) -> QueryExpression { moment(.touch, pattern) }

    private static func moment(_ field: QueryMomentField, _ pattern: QueryMomentPattern) -> QueryExpression {
        .term(.moment(field, [pattern]))
    }
}
