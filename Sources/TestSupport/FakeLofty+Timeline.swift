package import Leads
package import LoftyAPI

/// Recorded changes, tasks, appointments and transactions, as ``FakeLofty/recordedEntries`` has them.
extension FakeLofty {
    package func systemLogEntries(of id: Lead.ID) async throws(APIError) -> [TimelineEntry] {
        try await told(.systemLogEntries, of: id) { $0.kind == .system }
    }

    package func calendarEntries(of id: Lead.ID) async throws(APIError) -> [TimelineEntry] {
        try await told(.calendarEntries, of: id) { entry in
            switch entry.kind {
            case .task, .appointment: true
            case .site, .call, .text, .email, .note, .system, .transaction, .pending: false
            }
        }
    }

    package func transactionEntries(of id: Lead.ID) async throws(APIError) -> [TimelineEntry] {
        try await told(.transactionEntries, of: id) { $0.kind == .transaction }
    }

    private func told(
        _ operation: Operation,
        of id: Lead.ID,
        where isIncluded: (TimelineEntry) -> Bool
    ) async throws(APIError) -> [TimelineEntry] {
        let fault = try await begin(operation, id)
        _ = try visible(id)
        return try finish(fault, recordedEntries.filter(isIncluded))
    }
}
