package import Leads
import Sync
package import ViewModels

extension LiveBackend {
    package func routing(of new: NewLead) async -> RoutingPreview {
        do throws(SyncError) {
            return .goesTo(try await engine.previewAssignees(new).map(\.name))
        } catch {
            return .unknown(reason: error.sentence)
        }
    }
}
