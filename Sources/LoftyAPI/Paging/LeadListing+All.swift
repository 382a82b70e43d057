public import Leads

extension LeadListing {
    /// All leads in one array, read to the end; page through a large book instead.
    ///
    /// - Throws: ``APIError/Kind/unreadableAnswer`` when the list is not whole; page through the events to keep what came.
    public func all() async throws(APIError) -> [Lead] {
        var leads: [Lead] = []
        var iterator = makeAsyncIterator()
        while let event = try await iterator.next() {
            switch event {
            case .page(let page): leads += page.leads
            case .end(let report) where report.isComplete: break
            case .end(let report): throw report.incomplete
            }
        }
        return leads
    }
}

extension LeadListingReport {
    fileprivate var incomplete: APIError {
        APIError(
            .unreadableAnswer,
            operation: Endpoint.leads.operation,
            serverText: "The list is not whole: leads missing or unreadable: \(missing)",
            disposition: .retry(after: nil)
        )
    }
}
