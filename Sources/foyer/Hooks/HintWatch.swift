import Leads
import PrivateFiles
import Store
import Sync
import Webhooks

/// Hands the hints of a receiver on to the engine as they come; nothing runs while none comes.
struct HintWatch {
    private let subscription: any Sendable

    init(_ account: OpenAccount) throws(FoyerFailure) {
        let spool = HintSpool(path: account.directory.hintSpool)
        let engine = account.engine
        let takeAll: @Sendable () -> Void = { Self.take(from: spool, for: engine) }
        do throws(StoreError) {
            subscription = try Doorbell(path: spool.path).onChange(takeAll)
        } catch {
            throw FoyerFailure(error)
        }
        // What came while no Foyer ran, or between the last look and now.
        takeAll()
    }

    private static func take(from spool: HintSpool, for engine: SyncEngine) {
        // A spool that cannot be read costs a hint only: the next turn of the reading finds the change.
        guard let batch = try? spool.take(), !batch.isEmpty else { return }
        Task {
            await engine.hint(
                batch.hints.compactMap(\.leadID),
                hasNewLeads: batch.hasLost || batch.hints.contains(.news)
            )
        }
    }
}

extension LeadHint {
    fileprivate var leadID: Lead.ID? {
        switch self {
        case .lead(let id): id
        case .news: nil
        }
    }
}
