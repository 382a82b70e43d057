import FoundationEssentials
import LeadIndex
import Leads
import ViewModels

/// Leads that are put aside at one moment, left out of rows and counts.
struct LeadsAside {
    private let rows: [LeadRow]
    /// When the next of them comes back by itself.
    let nextChange: Date?

    init(_ snoozes: [Lead.ID: Snooze], rows source: some LeadRowSource, at now: Date) {
        let pending = snoozes.filter { $0.value.until.map { $0 > now } ?? true }
        rows = source.rows(of: Array(pending.keys)).compactMap(\.self).filter { row in
            !(pending[row.lead.id]?.isOver(for: row.lead, at: now) ?? true)
        }
        nextChange = pending.values.compactMap(\.until).min()
    }

    /// Those that are put aside.
    var leads: Set<Lead.ID> { Set(rows.map(\.lead.id)) }

    func left(out matches: any LeadRows, _ view: ViewQuestion) -> any LeadRows {
        guard !rows.isEmpty, !view.showsSnoozed else { return matches }
        return PinnedLeadRows(matches, hiding: leads)
    }

    func left(out counts: [Int], _ question: IndexQuestion, _ context: QueryContext) -> [Int] {
        guard !rows.isEmpty else { return counts }
        let facts = rows.map { LeadFacts($0) }
        return zip(counts, question.counting).enumerated().map { place, counted in
            if question.countingAside.contains(place) || counted.1.asksForSnoozed { return counted.0 }
            let predicate = LeadPredicate(counted.1, context: context)
            return counted.0 - facts.count { predicate.matches($0) }
        }
    }
}
