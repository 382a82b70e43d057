import LeadIndex
package import Leads
import Sync
package import ViewModels

/// Changes of many leads.
extension LiveBackend {
    package func plan(_ request: BulkRequest) async -> BulkPlan {
        await feed.waitUntilRead()
        let unsent = await engine.unsentEntries
        let context = context(at: clock.now)
        let source = MirrorRows(engine.store) { [feed] in feed.post(.trouble($0.backgroundSentence)) }
        let asked = BookQuestion(.everything, sort: request.sort, context: context)
        let ordered = feed.index.answer(asked, among: request.leads, rows: source)
        let ids = (0..<ordered.count).map { ordered.id(at: $0) }
        let leads = source.leads(of: ids)
        let known = Set(leads.map(\.id))
        let ground = BulkGround(
            leads,
            gone: request.leads.filter { !known.contains($0) }.sorted(),
            unsent: unsent
        )
        return request.plan(by: planner, on: ground)
    }

    package func run(_ proposals: [Proposal]) async throws(BackendError) -> BulkStart {
        let hold = proposals.map { holds.window(for: $0.change) }.max() ?? .zero
        do throws(SubmitError) {
            return try await engine.run(proposals, checkedBy: planner, hold: hold)
        } catch {
            throw BackendError(error.sentence)
        }
    }

    private var planner: Planner { Planner(team: feed.reference.team, now: clock.now, home: zone) }

    package func takeBack(_ entries: [OutboxEntry.ID]) async -> [OutboxEntry] {
        do throws(SyncError) {
            return try await engine.takeBack(entries)
        } catch {
            feed.post(.trouble("Nothing was taken back: \(error.sentence)"))
            return []
        }
    }
}

extension MirrorRows {
    /// Rows that are read at once.
    private static let pageSize = 500

    /// The leads that are there, in the order asked.
    fileprivate func leads(of ids: [Lead.ID]) -> [Lead] {
        stride(from: 0, to: ids.count, by: Self.pageSize).flatMap { start in
            rows(of: Array(ids[start..<min(ids.count, start + Self.pageSize)])).compactMap { $0?.lead }
        }
    }
}
