package import Leads

/// What a reading of a lead's transactions came to.
package enum DealReading: Hashable, Sendable {
    case read(DealBook)
    /// Why they are not known, a sentence.
    case failed(reason: String)
}

extension AppState {
    /// Has the transactions of a lead read, to choose one or to make one of that name; keys that follow wait for that.
    mutating func readDeals(of lead: Lead, new name: String?) -> [Effect] {
        guard !isAboutMarks else {
            return refuseBulk("Transactions are worked lead by lead. \(keys[.unmark]) takes the marks off.")
        }
        guard !lead.id.isProvisional else {
            notice = .noted("\(lead.displayName) is not in Lofty yet. It can have transactions in a moment.")
            return [.bell]
        }
        reaching = Reaching(lead: lead.id, purpose: .deals(new: name))
        notice = .noted("Reading the transactions of \(lead.displayName)…")
        return [.readDeals(lead.id)]
    }

    /// Shows what there is to choose from, or the form of a new one.
    mutating func takeDeals(_ reading: DealReading, of id: Lead.ID) -> [Effect] {
        guard let reached = reaching, reached.lead == id, case .deals(let name) = reached.purpose else { return [] }
        reaching = nil
        notice = nil
        guard let lead = workableLead(id) else {
            return refuse(.leadGone, lead: self.lead(of: id)?.displayName ?? "The lead")
        }
        switch reading {
        case .read(let book):
            deals = book
            if let name { open(Form.deal(on: lead, named: name)) } else { push(.picker(.deals(book, for: lead))) }
            return []
        case .failed(let reason):
            deals = nil
            guard let name else {
                notice = .trouble(
                    reason:
                        "The transactions of \(lead.displayName) could not be read: \(reason) “:transaction” makes one "
                        + "all the same, where its pipeline begins."
                )
                return [.bell]
            }
            open(Form.deal(on: lead, named: name))
            notice = .trouble(reason: "The pipelines could not be read: \(reason) Leave the stage empty.")
            return [.bell]
        }
    }

    mutating func openNewDeal(on id: Lead.ID) -> [Effect] {
        guard let lead = workableLead(id) else { return refuse(.leadGone, lead: "The lead") }
        open(Form.deal(on: lead, named: ""))
        return []
    }

    /// Asks for the stage that a transaction goes to.
    mutating func openStages(of deal: Deal, on id: Lead.ID) -> [Effect] {
        guard let lead = workableLead(id), let book = deals, book.lead == id else {
            return refuse(.leadGone, lead: self.lead(of: id)?.displayName ?? "The lead")
        }
        guard !book.stages(of: deal.kind).isEmpty else {
            notice = .noted("The team has no pipeline for a \(deal.kind), so \(deal.words) cannot be moved.")
            return [.bell]
        }
        push(.picker(.stages(of: deal, book, for: lead)))
        return []
    }
}
