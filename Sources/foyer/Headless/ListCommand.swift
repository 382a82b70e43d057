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

        @OptionGroup var asked: QueryOptions

        func run() async throws {
            try await reportingFailure {
                asked.limit.begin()
                let query = try asked.parsed()
                var printer = try LeadFields.printer(printing)
                if asked.offline {
                    asked.sayWhatRanHere()
                    return try LocalBook.open().print(matching: query, with: &printer)
                }
                let client = LiveClient.make(try AccountSettings.current())
                let found = try await LeadSearch(client: client).leads(
                    matching: query,
                    surely: printing.namesColumn(of: LeadFields.dialled)
                )
                if !found.knowsListings { printer = try LeadFields.printerWithoutListings(printing) }
                if asked.explain { StandardError.print(found.explanation) }
                try printer.printAll(found.leads)
                // What came is printed, but nobody takes it for the whole.
                if let shortfall = found.shortfall { throw FoyerFailure(.refused, shortfall) }
            }
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
            throw FoyerFailure(
                .refused,
                "The query cannot be read at character \(place + 1): \(error.message)"
            )
        }
    }

    func context(
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
                if query.asksForNextSteps { context.nextSteps = try await NextSteps(reading: client) }
            }
        }
        for warning in query.warnings(vocabulary) where warning.field == .stage || warning.field == .tag {
            StandardError.print("foyer: \(warning.message)")
        }
        return (context, ServerFilter(query, vocabulary: vocabulary, context: context))
    }
}

extension LeadListRequest {
    init(_ filter: ServerFilter) {
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
