import Leads
import LoftyAPI
import Sync

extension NextSteps {
    /// Asks the server for all follow-ups of the person whose key is used.
    init(reading client: LoftyClient) async throws(APIError) {
        var tasks: [LeadTask] = []
        var known: Set<LeadTask.ID> = []
        while true {
            let page = try await client.myTasks(after: tasks.last?.id)
            let new = page.records.filter { known.insert($0.id).inserted }
            if new.isEmpty { break }
            tasks += new
        }
        self.init(tasks.compactMap(FollowUp.init))
    }
}
