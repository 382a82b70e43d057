import FoundationEssentials
public import Leads

extension TimelineEntry {
    /// The line of the timeline for a transaction, at the time it was made.
    public init(_ deal: LeadTransaction) {
        let price = deal.fields.homePrice.map { "$\($0)" }
        let words = [deal.kind?.word, deal.fields.name, deal.fields.status, price]
            .compactMap(\.self).filter { !$0.isEmpty }
        self.init(
            id: "transaction:\(deal.id)",
            at: deal.createdAt ?? deal.updatedAt ?? .distantPast,
            kind: .transaction,
            text: words.joined(separator: " · "),
            actor: deal.agentName
        )
    }
}
