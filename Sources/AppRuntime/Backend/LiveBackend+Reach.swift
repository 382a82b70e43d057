import FoundationEssentials
package import Leads
import Sync
package import ViewModels

/// What is known of a lead whose number is to be handed over.
extension LiveBackend {
    /// Seconds for which a reading of the lead and its calls is as good as a new one.
    private static let reachLifetime = 60.0
    /// So many seconds a person waits for the server before they are asked, online and offline.
    private static let reachPatience = (online: 5, offline: 1)

    package func reach(_ id: Lead.ID) async -> ReachReading {
        let seconds = await patience
        let others = await others(atNumbersOf: id)
        let outcome = await answer(within: seconds) { engine throws(SyncError) in
            try await engine.readToReach(id, maximumAge: Self.reachLifetime, others: others)
        }
        return switch outcome {
        case .success(0): ReachReading(lead: await shown(id))
        case .success(let unread):
            ReachReading(lead: await shown(id), gap: await gap(id, SyncEngine.sentence(unreadOthers: unread)))
        case .failure(let error): ReachReading(lead: await shown(id), gap: await gap(id, error.sentence))
        case nil: ReachReading(lead: await shown(id), gap: await gap(id, Self.silence(of: seconds)))
        }
    }

    /// Who has one of the lead's numbers; `nil` as long as the mirror does not know the whole book.
    private func others(atNumbersOf id: Lead.ID) async -> [Lead.ID]? {
        guard (try? engine.store.knowsBook(at: clock.now)) == true, let numbers = await shown(id)?.phones.map(\.number),
            !numbers.isEmpty
        else { return nil }
        return await leads(like: LeadQuery(.term(.text(.phone, numbers.map(QueryTextPattern.exactly)))))?.map(\.id)
    }

    /// So many seconds a person waits for an answer that keys wait for.
    var patience: Int {
        get async {
            if case .offline = await engine.linkState { Self.reachPatience.offline } else { Self.reachPatience.online }
        }
    }

    static func silence(of seconds: Int) -> String { "The server did not answer within \(seconds) s." }

    /// Asks the engine; `nil` when the time is over before the answer comes.
    func answer<Value: Sendable>(
        within seconds: Int,
        _ ask: @escaping @Sendable (SyncEngine) async throws(SyncError) -> Value
    ) async -> Result<Value, SyncError>? {
        await withTaskGroup(of: Result<Value, SyncError>?.self) { group in
            group.addTask { [engine] in
                do throws(SyncError) {
                    return .success(try await ask(engine))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                // Cancelled when the answer comes first.
                try? await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// `nil` for one that cannot be read here: the screen still has it.
    private func shown(_ id: Lead.ID) async -> Lead? { try? await engine.row(of: id)?.lead }

    private func gap(_ id: Lead.ID, _ reason: String) async -> ReachReading.Gap {
        // A store that cannot be read knows no time either.
        ReachReading.Gap(readAt: try? engine.store.bases(of: [id])[id]?.readAt, reason: reason)
    }
}
