package import Leads
import Sync
package import ViewModels

/// The transactions of a lead, which a person waits for.
extension LiveBackend {
    package func deals(of lead: Lead.ID) async -> DealReading {
        let seconds = await patience
        let outcome = await answer(within: seconds) { engine throws(SyncError) in try await engine.readDeals(of: lead) }
        return switch outcome {
        case .success(let book): .read(book)
        case .failure(let error): .failed(reason: error.sentence)
        case nil: .failed(reason: Self.silence(of: seconds))
        }
    }
}
