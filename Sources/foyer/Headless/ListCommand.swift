import ArgumentParser
import FoundationEssentials
import Leads
import LoftyAPI

extension LeadsCommand {
    struct ListCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List leads of all pages, as the server has them.",
            discussion: "Example: foyer leads list 'stage:new age<2d -tag:dnc'"
        )

        @OptionGroup var printing: PrintingOptions

        @Argument(help: "A query; without one, every lead.")
        var query: [String] = []

        func run() async throws {
            try await reportingFailure {
                let client = LiveClient.make(try AccountSettings.current())
                let query = try LeadSearch.parse(query.joined(separator: " "))
                let found = try await LeadSearch(client: client).leads(matching: query)
                switch printing.format {
                case .json: try Output.json(found.map(LeadRecord.init))
                case .table: try Output.table(Self.headings, found.map(Self.cells))
                }
            }
        }

        private static let headings = ["ID", "NAME", "STAGE", "OWNER", "SOURCE", "SCORE", "PHONE", "EMAIL", "TAGS"]

        private static func cells(_ lead: Lead) -> [String] {
            [
                lead.id.description, lead.displayName, lead.stage ?? "", lead.assignee?.name ?? "", lead.source ?? "",
                lead.score.map(String.init) ?? "", lead.phones.first?.number ?? "", lead.emails.first ?? "",
                lead.tags.joined(separator: ","),
            ]
        }
    }
}

/// Reads all leads of a query from the server.
struct LeadSearch {
    let client: LoftyClient

    static func parse(_ text: String) throws(FoyerFailure) -> LeadQuery {
        do {
            return try LeadQuery.parse(text)
        } catch {
            let place = error.range.lowerBound
            throw FoyerFailure(.refused, "The query cannot be read at character \(place + 1): \(error.message)")
        }
    }

    /// Pushes down what the server can answer and puts the whole query to what comes back.
    func leads(matching query: LeadQuery) async throws(FoyerFailure) -> [Lead] {
        let context = try await context(for: query)
        let predicate: (Lead) -> Bool = { query.matches(LeadRow(lead: $0, syncState: .clean), context: context.query) }
        var found: [Lead] = []
        let listing = client.allLeads(LeadListRequest(context.filter))
        try await translating { () async throws(APIError) in
            for try await event in listing {
                switch event {
                case .page(let page): found += page.leads.filter(predicate)
                case .end(let report): Self.warn(of: report)
                }
            }
        }
        return found
    }

    private func context(
        for query: LeadQuery
    ) async throws(FoyerFailure) -> (query: QueryContext, filter: ServerFilter) {
        var vocabulary = QueryVocabulary()
        var context = QueryContext(now: Date(), clock: ZoneDatabase.local)
        if query != .everything {
            let client = client
            try await translating { () async throws(APIError) in
                vocabulary.stages = try await client.stages().map { QueryVocabulary.Label($0.name) }
                vocabulary.tags = try await client.tagNames().map { QueryVocabulary.Label($0) }
                context.members = try await client.members()
                context.me = try await client.me()
            }
        }
        for warning in query.warnings(vocabulary) where warning.field == .stage || warning.field == .tag {
            StandardError.print("foyer: \(warning.message)")
        }
        return (context, ServerFilter(query, vocabulary: vocabulary, context: context))
    }

    /// A list that is short is said, never silent.
    private static func warn(of report: LeadListingReport) {
        if report.unreadable > 0 {
            StandardError.print("foyer: \(report.unreadable) leads could not be read and are missing here.")
        }
        if !report.isComplete {
            StandardError.print("foyer: the server counts \(report.total) leads and gave \(report.distinct).")
        }
    }
}

extension LeadListRequest {
    fileprivate init(_ filter: ServerFilter) {
        self.init(
            stage: filter.stage,
            source: filter.source,
            phone: filter.phone,
            email: filter.email,
            isPrecise: filter.phone == nil && filter.email == nil ? nil : true,
            assigneeID: filter.ownerID,
            allTags: [filter.tag].compactMap(\.self)
        )
    }
}
