import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import LoftyAPI
import Sync

/// `foyer transactions`: the deals of a lead, and where each stands in its pipeline.
struct TransactionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transactions",
        abstract: "The transactions of a lead: list them, make one, move one along its pipeline.",
        subcommands: [ListCommand.self, AddCommand.self, MoveCommand.self, PipelinesCommand.self]
    )

    struct ListCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the transactions of a lead, as the server has them."
        )

        @OptionGroup var printing: PrintingOptions
        @OptionGroup var limit: TimeLimitOptions
        @Argument(help: "The lead's id.", completion: LiveWords.leads) var lead: LeadArgument

        func run() async throws {
            try await reportingFailure {
                limit.begin()
                var printer = try TransactionFieldNames.printer(printing)
                try printer.printAll(try await LeadDeals(of: lead.id).all())
            }
        }
    }

    struct AddCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Make a transaction of a lead, and print its id.",
            discussion: """
                Of one name and kind a lead has one, so a command that was broken off may be run again. Without --status it \
                begins where the team's pipeline begins.
                """
        )

        @OptionGroup var limit: TimeLimitOptions
        @Flag(help: "Say what would be made, and send nothing.") var dryRun = false
        @Argument(help: "The lead's id.", completion: LiveWords.leads) var lead: LeadArgument
        @Argument(help: "The address of the property, or another name.") var name: String
        @Option(help: "Purchase, Listing, Lease or Other.") var type = "Purchase"
        @Option(parsing: .unconditional, help: "A stage of the pipeline of that kind.") var status: String?
        @Option(help: "The price of the property in dollars.") var price: Int?

        func validate() throws {
            if let price, price < 0 { throw ValidationError("A price is not below 0.") }
        }

        func run() async throws {
            try await reportingFailure {
                limit.begin(.isUnconfirmed)
                let deals = try LeadDeals(of: lead.id)
                let wish = DealWish(name, kind: type, stage: status ?? "", price: price.map { String($0) } ?? "")
                if dryRun { return try Output.writeLine(try await deals.preview(of: .addDeal(wish))) }
                try Output.writeLine(try await deals.add(wish).description)
            }
        }
    }

    struct MoveCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "move",
            abstract: "Move a transaction to another stage of its pipeline."
        )

        @OptionGroup var limit: TimeLimitOptions
        @Flag(help: "Say what would change, and send nothing.") var dryRun = false
        @Argument(help: "The lead's id.", completion: LiveWords.leads) var lead: LeadArgument
        @Argument(help: "The transaction's id.") var transaction: Int64
        @Argument(help: "A stage of its pipeline.") var status: String

        func run() async throws {
            try await reportingFailure {
                limit.begin(.isUnconfirmed)
                let deals = try LeadDeals(of: lead.id)
                let id = LeadTransaction.ID(transaction)
                if dryRun {
                    let wish = Intent.moveDeal(Deal(try await deals.transaction(id)), to: status)
                    return try Output.writeLine(try await deals.preview(of: wish))
                }
                let moved = try await deals.move(id, to: status)
                let name = moved.fields.name ?? "transaction \(transaction)"
                try Output.writeLine("\(name) is in \(moved.fields.status ?? "no stage")")
            }
        }
    }

    struct PipelinesCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pipelines",
            abstract: "List the stages of each kind of transaction, in the team's order."
        )

        @OptionGroup var limit: TimeLimitOptions

        func run() async throws {
            try await reportingFailure {
                limit.begin()
                let client = LiveClient.make(try AccountSettings.current())
                for pipeline in try await LeadDeals.pipelines(client) {
                    let stages = pipeline.stages.map { $0.isDefault ? "\($0.name) (begins here)" : $0.name }
                    try Output.writeLine("\(LeadDeals.word(pipeline.kind)): \(stages.joined(separator: ", "))")
                }
            }
        }
    }
}

/// Transactions as the command line prints them.
enum TransactionFieldNames {
    static let all: [RecordField<LeadTransaction>] = [
        RecordField("transactionId", heading: "ID") { .id($0.id.rawValue) },
        RecordField("name") { .text($0.fields.name) },
        RecordField("type") { .text($0.kind.map(LeadDeals.word)) },
        RecordField("status") { .text($0.fields.status) },
        RecordField("price") { .text($0.fields.homePrice.map { "\($0)" }) },
        RecordField("agent") { .text($0.agentName) },
        RecordField("expectedClose", heading: "CLOSES") { .date($0.fields.dates[.expectedClose]) },
        RecordField("closed") { .date($0.fields.dates[.close]) },
        RecordField("created") { .date($0.createdAt) },
    ]

    static func printer(_ options: PrintingOptions) throws(FoyerFailure) -> RecordPrinter<LeadTransaction> {
        let names = all.map(\.name)
        return try RecordPrinter(all, table: Array(names.prefix(7)), data: names, options: options)
    }
}
