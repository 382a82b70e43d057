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
    }

    /// The whole list, also while others make and trash leads: oldest first, so that no page shifts under the walk.
    ///
    /// A list that others changed too much while it was read is read once more. It is held in memory until it is
    /// whole; ``forEach(matching:_:)`` hands leads on as they come, and can only tell at its end that one is missing.
    func leads(matching query: LeadQuery) async throws(FoyerFailure) -> Found {
        let context = try await context(for: query)
        var seen: [Lead.ID: Lead] = [:]
        var pass = try await walk(LeadListRequest(context.filter), into: &seen)
        if pass.isShort(of: seen.count), pass.unreadable.isEmpty {
            seen = [:]
            pass = try await walk(LeadListRequest(context.filter), into: &seen)
        }
        let found = seen.values.filter { query.matches(LeadRow(lead: $0, syncState: .clean), context: context.query) }
        let newestFirst = found.sorted { left, right in
            let (leftDate, rightDate) = (left.createdAt ?? .distantPast, right.createdAt ?? .distantPast)
            return leftDate == rightDate ? left.id > right.id : leftDate > rightDate
        }
        return Found(leads: newestFirst, shortfall: pass.shortfall(of: seen.count))
    }

    /// Walks through a list of the server; the later copy of a lead counts.
    private func walk(
        _ request: LeadListRequest,
        into seen: inout [Lead.ID: Lead]
    ) async throws(FoyerFailure) -> BookPass {
        let client = client
        var pass = BookPass(ticket: PassTicket(number: 0, revision: 0), at: Date(), of: request)
        while pass.ending == nil {
            let request = pass.request
            do throws(APIError) {
                let page = try await client.leads(request)
                for lead in page.leads { seen[lead.id] = lead }
                pass.take(page)
            } catch {
                // A cursor expires after a time that Lofty does not document; the offset does not.
                guard error.disposition == .permanent, pass.loseCursor() else {
                    throw FoyerFailure(error.outcome, error.sentence)
                }
            }
        }
        return pass
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
