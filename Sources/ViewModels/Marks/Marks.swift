package import Leads

/// Leads that a person has picked out, by their ids: they outlive filters, sorts and other views.
package struct Marks: Hashable, Sendable {
    package private(set) var leads: Set<Lead.ID> = []
    /// The leads of the view that shows marked leads only, as they were when it was opened; `nil` in any other view.
    package private(set) var alone: Set<Lead.ID>?
    /// Where a range began that grows with the cursor; `nil` for none.
    package private(set) var anchor: Lead.ID?
    /// What was marked before the range began.
    private var before: Set<Lead.ID> = []
    /// A question whose answer is to be marked; keys that need rows wait for it.
    private var awaited: Awaited?

    private struct Awaited: Hashable, Sendable {
        var finding: LeadFinding
        var isInverting: Bool
    }

    package init() {}

    package var count: Int { leads.count }

    package var isEmpty: Bool { leads.isEmpty }

    package func contains(_ lead: Lead.ID) -> Bool { leads.contains(lead) }

    /// True while it is being looked up what is to be marked.
    package var isAwaitingAnswer: Bool { awaited != nil }

    // MARK: Single leads and ranges

    mutating func toggle(_ lead: Lead.ID) {
        endRange()
        if leads.remove(lead) == nil { leads.insert(lead) }
    }

    mutating func beginRange(at lead: Lead.ID) {
        anchor = lead
        before = leads
        leads.insert(lead)
    }

    /// The leads from the anchor to the cursor, on top of what was marked before.
    mutating func extendRange(over range: some Sequence<Lead.ID>) { leads = before.union(range) }

    mutating func endRange() {
        anchor = nil
        before = []
    }

    // MARK: Many

    mutating func clear() {
        endRange()
        leads = []
    }

    /// Marks again what a run that came to nothing has taken.
    mutating func restore(_ taken: some Sequence<Lead.ID>) {
        leads.formUnion(taken)
        if anchor != nil { before.formUnion(taken) }
    }

    /// Takes the marks off that have done their duty.
    mutating func remove(_ done: some Sequence<Lead.ID>) {
        endRange()
        leads.subtract(done)
    }

    mutating func awaitAnswer(to finding: LeadFinding, isInverting: Bool) {
        endRange()
        awaited = Awaited(finding: finding, isInverting: isInverting)
    }

    /// Marks what was found, or turns its marks round; `false` for the answer to another question.
    mutating func take(_ found: Set<Lead.ID>, for finding: LeadFinding) -> Bool {
        guard let awaited, awaited.finding == finding else { return false }
        self.awaited = nil
        if leads.isEmpty {
            // A million are not put in one by one.
            leads = found
        } else if awaited.isInverting {
            leads.formSymmetricDifference(found)
        } else {
            leads.formUnion(found)
        }
        return true
    }

    // MARK: The view of marked leads

    mutating func openAlone() {
        endRange()
        alone = leads
    }

    mutating func closeAlone() { alone = nil }

    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        if leads.remove(provisional) != nil { leads.insert(real) }
        if before.remove(provisional) != nil { before.insert(real) }
        if alone?.remove(provisional) != nil { alone?.insert(real) }
        if anchor == provisional { anchor = real }
    }
}

/// A question which leads of a view there are, without their rows.
package struct LeadFinding: Hashable, Sendable {
    package var view: ViewQuestion
    /// Narrows the view further.
    package var condition: LeadQuery
    /// Tells two questions apart that ask the same.
    package var serial: Int

    package init(_ view: ViewQuestion, where condition: LeadQuery = .everything, serial: Int) {
        self.view = view
        self.condition = condition
        self.serial = serial
    }
}

/// What two leads can have in common.
package enum Likeness: String, Hashable, Sendable, CaseIterable {
    case stage, source, owner

    /// The value of a lead, in words.
    package func value(of lead: Lead) -> String {
        switch self {
        case .stage: lead.stage ?? "none"
        case .source: lead.source ?? "none"
        case .owner: lead.assignee?.name ?? "nobody"
        }
    }

    /// Matches the leads that have the same value.
    func query(like lead: Lead) -> LeadQuery {
        let (field, value): (QueryTextField, String?) =
            switch self {
            case .stage: (.stage, lead.stage)
            case .source: (.source, lead.source)
            case .owner: (.owner, lead.assignee?.name)
            }
        return LeadQuery(.term(.text(field, [value.map(QueryTextPattern.exactly) ?? .absent])))
    }
}
