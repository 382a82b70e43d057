import ArgumentParser
import Configuration
import FoundationEssentials
import Leads
import Sync
import ViewModels

/// `foyer bulk`: one verb on many leads, as a plan that can be read before anything is sent.
struct BulkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulk",
        abstract: "Change many leads: plan first, then apply the plan.",
        discussion: """
            Example: foyer bulk plan 'stage:"New Lead" source:zillow' stage Contacted > plan.json, look at it, then \
            foyer bulk apply plan.json
            """,
        subcommands: [Plan.self, Apply.self]
    )

    struct Plan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan",
            abstract: "Print what a verb would change on the leads of a query; sends nothing.",
            discussion: "Verbs: \(BulkVerbWords.all.joined(separator: ", "))."
        )

        @Option(help: "Seconds to wait for the server, which lists some ten thousand leads a minute.")
        var timeout = 300
        @Argument(help: "The leads, as “foyer leads list” takes it.", completion: LiveWords.query) var query: String
        @Argument(help: "What is to be done.") var verb: String
        @Argument(help: "The stage, the tag, the member, the text, the time, or yes or no.") var words: [String] = []

        func run() async throws {
            try await reportingFailure {
                let query = try LeadSearch.parse(query)
                let session = try HeadlessSession.open(timeout: timeout)
                let end = ContinuousClock.now + session.timeout
                let search = LeadSearch(client: session.client)
                let logsCalls = self.verb.lowercased() == "dispose"
                let found = try await session.within(end) { () async throws(FoyerFailure) in
                    try await search.leads(matching: query, surely: logsCalls)
                }
                if let shortfall = found.shortfall { throw FoyerFailure(.refused, shortfall) }
                guard found.leads.count <= BulkPlan.mostLeads else {
                    throw FoyerFailure(
                        .refused,
                        "The query finds \(found.leads.count) leads, and a plan takes \(BulkPlan.mostLeads). Narrow it."
                    )
                }
                let team = try await session.wholeTeam(until: end)
                let planner = Planner(team: team, now: Date())
                let settings = Configuration.current()
                let verb = try BulkVerbWords(verb, words.joined(separator: " "), team, settings).verb
                let unsent = await session.engine.unsentEntries
                let plan = planner.plan(verb, on: BulkGround(found.leads, unsent: unsent))
                let file = try BulkPlanFile(
                    plan,
                    of: self.query,
                    account: try await session.account(until: end),
                    at: Date()
                )
                try Output.json(file)
                StandardError.print(
                    "foyer: \(file.changing.count) will change, \(file.unchanged.count) are so already, "
                        + "\(file.blocked.count) are blocked; about \(file.calls) calls. “foyer bulk apply” sends it."
                )
            }
        }
    }

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply",
            abstract: "Carry out a plan; a lead that somebody has changed since is left as it is.",
            discussion: "A line for each lead: its id, what came of it, and why. Exit code 1 when one was refused."
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: "The file of “foyer bulk plan”; - is standard input.") var file: String

        func run() async throws {
            try await reportingFailure {
                let bytes = [UInt8](try WholeFile.read(file))
                let plan = try BulkPlanFile(reading: bytes, named: file == "-" ? "This" : file)
                let session = try HeadlessSession.open(timeout: writing.timeout)
                guard try await session.account() == plan.account else {
                    throw FoyerFailure(
                        .refused,
                        "\(file) was made for another account or another person's key. Nothing was changed."
                    )
                }
                try await BulkApplication(plan, writing, session).run()
            }
        }
    }
}
