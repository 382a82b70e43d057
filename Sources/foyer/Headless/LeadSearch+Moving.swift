import AppRuntime
import FoundationEssentials
import Leads
import LoftyAPI
import Sync

extension LeadSearch {
    /// What a search found, newest first.
    struct Found {
        var leads: [Lead]
        /// Why it is not all there is, as a sentence; `nil` for a whole list.
        var shortfall: String?
        /// What ran where, a line for each side.
        var explanation: String
        /// False when a lead that is not among these may have one of their numbers on a do-not-call list.
        var knowsListings: Bool
    }

    /// The whole list, also while others make and trash leads: oldest first, so that no page shifts under the walk.
    ///
    /// A list that others changed too much while it was read is read once more. It is held in memory until it is
    /// whole; ``forEach(matching:_:)`` hands leads on as they come, and can only tell at its end that one is missing.
    ///
    /// - `surely`: whether a number may be called must not be guessed; a query that asks for it wants that by itself.
    func leads(matching query: LeadQuery, surely: Bool = false) async throws(FoyerFailure) -> Found {
        var context = try await context(for: query)
        var evidence = LocalEvidence.current()
        context.query.snoozed = evidence.snoozed
        let request = LeadListRequest(context.filter)
        let readsAll = context.filter.pushedDown.isEmpty
        let mustKnow = surely || query.asksForHours
        if mustKnow, !readsAll { try await readListings(into: &evidence) }
        var seen: [Lead.ID: Lead] = [:]
        let take = { (lead: Lead) throws(FoyerFailure) in
            seen[lead.id] = lead
            evidence.take(lead)
        }
        var pass = try await walk(request, take)
        if pass.isShort(of: seen.count), pass.unreadable.isEmpty {
            seen = [:]
            pass = try await walk(request, take)
        }
        let marked = seen.values.map(evidence.marking)
        let found = marked.filter { query.matches(LeadRow(lead: $0, syncState: .clean), context: context.query) }
        let newestFirst = found.sorted { left, right in
            let (leftDate, rightDate) = (left.createdAt ?? .distantPast, right.createdAt ?? .distantPast)
            return leftDate == rightDate ? left.id > right.id : leftDate > rightDate
        }
        let shortfall = pass.shortfall(of: seen.count)
        let knowsListings = evidence.isOfWholeBook || (readsAll && shortfall == nil)
        return Found(
            leads: newestFirst,
            shortfall: shortfall ?? (mustKnow && !knowsListings ? Self.unknownListings : nil),
            explanation: context.filter.explanation(sent: seen.count, found: newestFirst.count),
            knowsListings: knowsListings
        )
    }

    /// Hands each lead of the query on as it comes, once and oldest first.
    ///
    /// A later lead may list a number of an earlier one, so the book is read for those numbers first where this machine
    /// does not know it.
    ///
    /// - Returns: why it was not all there is, as a sentence; `nil` when it was.
    func forEach(
        matching query: LeadQuery,
        _ take: (Lead) throws(FoyerFailure) -> Void
    ) async throws(FoyerFailure) -> String? {
        var context = try await context(for: query)
        var evidence = LocalEvidence.current()
        context.query.snoozed = evidence.snoozed
        try await readListings(into: &evidence)
        var seen: Set<Lead.ID> = []
        let pass = try await walk(LeadListRequest(context.filter)) { (found) throws(FoyerFailure) in
            guard seen.insert(found.id).inserted else { return }
            evidence.take(found)
            let lead = evidence.marking(found)
            if query.matches(LeadRow(lead: lead, syncState: .clean), context: context.query) { try take(lead) }
        }
        return pass.shortfall(of: seen.count) ?? (evidence.isOfWholeBook ? nil : Self.unknownListings)
    }

    private static let unknownListings =
        "Not every lead of the book could be read, so what is printed may hold numbers that one of the others has on a "
        + "do-not-call list. Run the command again."

    /// Takes in what every lead of the book says of its numbers, and keeps none of the leads.
    private func readListings(into evidence: inout LocalEvidence) async throws(FoyerFailure) {
        guard !evidence.isOfWholeBook else { return }
        StandardError.print(
            "foyer: Reading the whole book first, as any lead may have a number on a do-not-call list. After “foyer sync” "
                + "this machine knows them for a day."
        )
        var listing = evidence
        let pass = try await walk(LeadListRequest()) { (lead) throws(FoyerFailure) in listing.take(lead) }
        listing.isOfWholeBook = pass.ending == .whole && pass.unreadableCount == 0
        evidence = listing
    }

    /// Walks through a list of the server; a lead may come twice, and its later copy is the newer one.
    private func walk(
        _ request: LeadListRequest,
        _ take: (Lead) throws(FoyerFailure) -> Void
    ) async throws(FoyerFailure) -> BookPass {
        let client = client
        var pass = BookPass(ticket: PassTicket(number: 0, revision: 0), at: Date(), of: request)
        while pass.ending == nil {
            let request = pass.request
            let page: LeadPage
            do throws(APIError) {
                page = try await client.leads(request)
            } catch {
                // A cursor expires after a time that Lofty does not document; the offset does not.
                guard error.disposition == .permanent, pass.loseCursor() else {
                    throw FoyerFailure(error.outcome, error.sentence)
                }
                continue
            }
            for lead in page.leads { try take(lead) }
            pass.take(page)
            Progress.count("Reading leads", pass.counted, of: pass.total)
        }
        return pass
    }
}

extension ServerFilter {
    /// What ran where, a line for each side.
    fileprivate func explanation(sent: Int, found: Int) -> String {
        let server = pushedDown.isEmpty ? "every lead" : LeadQuery(.all(of: pushedDown.map { .term($0) })).queryText
        let here = remainder == .everything ? "nothing more" : remainder.queryText
        return """
            asked of the server: \(server); it sent \(sent)
            looked for here:     \(here); \(found) match
            """
    }
}

extension BookPass {
    /// True when the walk came to no whole list, or a server that repeats itself gave fewer leads than it counts.
    fileprivate func isShort(of distinct: Int) -> Bool { ending != .whole || distinct < total }

    /// What the list lacks, as a sentence; `nil` for a whole one.
    fileprivate func shortfall(of distinct: Int) -> String? {
        if unreadableCount > 0 {
            return "The list is not whole: \(unreadableCount == 1 ? "1 lead" : "\(unreadableCount) leads") of "
                + "\(total) could not be read. What is printed is the rest."
        }
        guard isShort(of: distinct) else { return nil }
        return "The list is not whole: the server counts \(total) leads and gave \(distinct). Run the command again."
    }
}
