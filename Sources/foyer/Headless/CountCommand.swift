import ArgumentParser
import Leads

extension LeadsCommand {
    struct CountCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "count",
            abstract: "Count the leads of a query, as the server has them.",
            discussion: "Example: foyer leads count 'stage:new touch:none'"
        )

        @Flag(help: "Say on standard error what the server was asked for and what was looked for here.")
        var explain = false

        @Argument(help: "A query; without one, every lead.", completion: LiveWords.query)
        var query: [String] = []

        func run() async throws {
            try await reportingFailure {
                let query = try LeadSearch.parse(query.joined(separator: " "))
                let client = LiveClient.make(try AccountSettings.current())
                let found = try await LeadSearch(client: client).leads(matching: query)
                if explain { StandardError.print(found.explanation) }
                // A count of less than there is would be taken for the whole.
                if let shortfall = found.shortfall { throw FoyerFailure(.refused, shortfall) }
                try Output.writeLine(String(found.leads.count))
            }
        }
    }
}
