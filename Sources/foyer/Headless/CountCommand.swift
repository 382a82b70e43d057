import ArgumentParser
import Leads

extension LeadsCommand {
    struct CountCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "count",
            abstract: "Count the leads of a query, as the server has them.",
            discussion: "Example: foyer leads count 'stage:new touch:none'"
        )

        @OptionGroup var asked: QueryOptions

        func run() async throws {
            try await reportingFailure {
                asked.limit.begin()
                let query = try asked.parsed()
                if asked.offline {
                    asked.sayWhatRanHere()
                    return try Output.writeLine(String(LocalBook.open().count(matching: query)))
                }
                let client = LiveClient.make(try AccountSettings.current())
                let found = try await LeadSearch(client: client).leads(matching: query)
                if asked.explain { StandardError.print(found.explanation) }
                // A count of less than there is would be taken for the whole.
                if let shortfall = found.shortfall { throw FoyerFailure(.refused, shortfall) }
                try Output.writeLine(String(found.leads.count))
            }
        }
    }
}
