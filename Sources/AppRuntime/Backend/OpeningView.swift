import FoundationEssentials
import Leads
import Sync
import ViewModels

/// The view that a start shows, as it was answered last.
struct OpeningView: Sendable {
    private let question: ViewQuestion
    private let leads: [Lead.ID]
    private let counts: [(query: LeadQuery, count: Int)]

    /// Rows that are more than any screen shows.
    private static let size = 100

    /// `nil` for the answer to another view.
    ///
    /// Keeps ids only, since an answer keeps columns of the book.
    init?(_ answer: IndexAnswer) {
        let asked = answer.request
        guard asked.view.queue == asked.counting.first, asked.view.filter.isEmpty else { return nil }
        question = asked.view
        leads = (0..<min(Self.size, answer.rows.count)).map(answer.rows.id(at:))
        counts = Array(zip(asked.counting, answer.counts))
    }

    /// What the store keeps of it.
    var page: OpeningPage {
        OpeningPage(
            query: question.queue.queryText,
            sort: question.sort,
            leads: leads,
            counts: Dictionary(counts.map { ($0.query.queryText, $0.count) }, uniquingKeysWith: { first, _ in first })
        )
    }
}

extension Preview {
    /// The rows of a page as they are now, without those that no longer belong to it.
    ///
    /// `nil` when there is no such page, or when it cannot be read: the list is there in a moment without it.
    init?(from store: any MirrorStore, _ context: QueryContext) {
        do {
            guard let page = try store.openingPage() else { return nil }
            let queue = try LeadQuery.parse(page.query)
            let aside = try store.snoozes()
            let predicate = LeadPredicate(queue, context: context)
            let rows = try store.rows(of: page.leads).filter { row in
                predicate.matches(LeadFacts(row))
                    && (aside[row.lead.id]?.isOver(for: row.lead, at: context.now) ?? true)
            }
            var counts: [LeadQuery: Int] = [:]
            for (text, count) in page.counts { counts[try LeadQuery.parse(text)] = count }
            self.init(queue: queue, sort: page.sort, rows: rows, counts: counts)
        } catch {
            return nil
        }
    }
}
