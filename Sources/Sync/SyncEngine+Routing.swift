package import Leads
import LoftyAPI

extension SyncEngine {
    /// Who would get a lead by the team's routing; nothing is made.
    package func previewAssignees(_ new: NewLead) async throws(SyncError) -> [Assignee] {
        switch await read({ service throws(APIError) in try await service.previewAssignees(new) }) {
        case .success(let assignees): return assignees
        case .failure(let error): throw .service(error)
        }
    }
}
