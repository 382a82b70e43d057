import Leads

/// Transactions of a lead, and the stages of one.
extension Picker {
    static func deals(_ book: DealBook, for lead: Lead) -> Picker {
        let items = book.deals.enumerated().map { place, deal in
            Item(
                label: deal.words,
                detail: [deal.stage, deal.price.map { "$\($0)" }].compactMap(\.self).joined(separator: " · "),
                accelerator: place < 9 ? Character("\(place + 1)") : nil,
                choice: .deal(deal)
            )
        }
        let new = Item(label: "a new transaction", accelerator: "n", choice: .newDeal)
        return Picker(.deals(of: lead.id), for: lead.displayName, items: items + [new])
    }

    /// The cursor stands where the transaction is, so that Enter alone changes nothing.
    static func stages(of deal: Deal, _ book: DealBook, for lead: Lead) -> Picker {
        let stages = book.stages(of: deal.kind)
        let letters = LetterMemory(stages.enumerated().map { ($0.offset, $0.element) })
        let items = stages.enumerated().map { place, stage in
            Item(
                label: stage,
                isCurrent: stage == deal.stage,
                accelerator: letters[place],
                choice: .intent(.moveDeal(deal, to: stage))
            )
        }
        return Picker(.dealStage(of: lead.id, deal), for: lead.displayName, items: items)
    }
}
