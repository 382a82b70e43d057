import Leads
import LoftyAPI

extension SyncEngine {
    /// Whose key this is, as the server has said in this run.
    package func account() async throws(SyncError) -> AccountIdentity {
        try await checkAccount()
        guard let me = reference.me else {
            throw .service(APIError(.notGranted, operation: "me", disposition: .permanent))
        }
        return AccountIdentity(teamID: me.teamID, userID: me.id, host: environment.host)
    }
}
