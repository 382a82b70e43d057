import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import LoftyAPI
import Panes

/// `foyer assistant`: the leads that Lofty's assistant writes to by itself.
struct AssistantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assistant",
        abstract: "Lofty's assistant: whom it follows up, how many it may, and stopping it for a lead.",
        subcommands: [ListCommand.self, QuotaCommand.self, AddCommand.self, MuteCommand.self]
    )

    struct ListCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the leads that the assistant is following up."
        )

        @OptionGroup var printing: PrintingOptions

        @OptionGroup var limit: TimeLimitOptions

        func run() async throws {
            try await reportingFailure {
                limit.begin()
                let client = LiveClient.make(try AccountSettings.current())
                let leads = try await translating { () async throws(APIError) in
                    try await client.allWorkingLeads().all()
                }
                let names = Self.fields.map(\.name)
                var printer = try RecordPrinter(Self.fields, table: names, data: names, options: printing)
                try printer.printAll(leads)
            }
        }

        private static let fields: [RecordField<WorkingLead>] = [
            RecordField("leadId", heading: "ID") { .id($0.id.rawValue) },
            RecordField("name") { .text([$0.firstName, $0.lastName].filter { !$0.isEmpty }.joined(separator: " ")) },
            RecordField("phone") { .text($0.phone) },
            RecordField("email") { .text($0.email) },
        ]
    }

    struct QuotaCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "quota",
            abstract: "Print how many leads the assistant may still take."
        )

        @OptionGroup var limit: TimeLimitOptions

        func run() async throws {
            try await reportingFailure {
                limit.begin()
                let quota = try await AssistantPool(limit).quota()
                try Output.writeLine("\(quota.remaining) of \(quota.total) left")
            }
        }
    }

    struct AddCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Give leads to the assistant, which then writes to them by itself.",
            discussion: """
                The calls of each lead are read first. A lead that does not want to be texted or mailed, on any of its \
                numbers, is refused; the assistant keeps its own hours. Nothing happens without --yes: nobody can take back \
                what it has written.
                """
        )

        @OptionGroup var limit: TimeLimitOptions
        @Argument(help: "Ids of leads, at most 100.", completion: LiveWords.leads) var leads: [LeadArgument]
        @Flag(help: "Yes, let it write to them.") var yes = false
        @Flag(help: "Say to whom it would write, and give it nobody.") var dryRun = false

        func validate() throws {
            guard leads.count <= 100 else { throw ValidationError("The assistant takes 100 leads at a time.") }
        }

        func run() async throws {
            try await reportingFailure {
                limit.begin(.isUnconfirmed)
                let pool = try AssistantPool(limit)
                let wanted = try await pool.check(leads.map(\.id))
                let names = wanted.map(\.displayName).joined(separator: ", ")
                if dryRun { return try Output.writeLine("would let the assistant write to \(names)") }
                guard yes else {
                    throw FoyerFailure(
                        .refused,
                        "The assistant would write to \(names). Nothing was done; --yes does it."
                    )
                }
                try await pool.add(wanted)
                try Output.writeLine("The assistant follows up \(names).")
            }
        }
    }

    struct MuteCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "mute",
            abstract: "Stop the assistant for a lead; Lofty has no way to let it go on."
        )

        @OptionGroup var limit: TimeLimitOptions
        @Flag(help: "Say what would be done, and do nothing.") var dryRun = false
        @Argument(help: "The lead's id.", completion: LiveWords.leads) var lead: LeadArgument

        func run() async throws {
            try await reportingFailure {
                limit.begin(.isUnconfirmed)
                let pool = try AssistantPool(limit)
                if dryRun {
                    let isMuted = try await pool.isMuted(lead.id)
                    return try Output.writeLine(
                        isMuted ? "nothing to change" : "would stop the assistant for lead \(lead.id)"
                    )
                }
                try await pool.mute(lead.id)
                try Output.writeLine("The assistant does not write to lead \(lead.id) any more.")
            }
        }
    }
}

/// The leads that the assistant follows up, on the server.
struct AssistantPool {
    private let session: HeadlessSession
    private var client: LoftyClient { session.client }

    init(_ limit: TimeLimitOptions) throws(FoyerFailure) {
        session = try HeadlessSession.open(timeout: limit.timeout ?? 60)
    }

    func quota() async throws(FoyerFailure) -> SalesAgentQuota {
        try await translating { () async throws(APIError) in try await client.salesAgentQuota() }
    }

    /// The leads as the server has them, all of whom may be written to.
    ///
    /// - Throws: who may not, and why; nobody is given to the assistant then.
    func check(_ ids: [Lead.ID]) async throws(FoyerFailure) -> [Lead] {
        var leads: [Lead] = []
        for id in ids where !leads.contains(where: { $0.id == id }) {
            let lead = try await session.fetchToReach(id)
            if let reason = lead.barToAutomaticWriting {
                throw FoyerFailure(
                    .refused,
                    "\(lead.displayName) is not given to the assistant: \(reason). Nobody was added; leave the lead out."
                )
            }
            leads.append(lead)
        }
        let left = try await quota().remaining
        guard leads.count <= left else {
            throw FoyerFailure(.refused, "The assistant has room for \(left) more leads, not for \(leads.count).")
        }
        return leads
    }

    /// Adds those that it does not follow up yet, and looks whether it does then.
    func add(_ leads: [Lead]) async throws(FoyerFailure) {
        let new = try await missing(of: leads)
        guard !new.isEmpty else { return }
        do throws(APIError) {
            let confirmation = SendingConfirmation(iUnderstandThisContactsTheLead: ())
            try await client.addWorkingLeads(new.map(\.id), confirmation: confirmation)
        } catch {
            guard error.disposition == .ambiguous else { throw FoyerFailure(error.outcome, error.sentence) }
        }
        let left = try await missing(of: new)
        guard left.isEmpty else {
            let names = left.map(\.displayName).joined(separator: ", ")
            throw FoyerFailure(
                .unconfirmed,
                "The assistant does not say that it follows up \(names). Look with “foyer assistant list”."
            )
        }
    }

    private func missing(of leads: [Lead]) async throws(FoyerFailure) -> [Lead] {
        var missing: [Lead] = []
        for lead in leads {
            let known = try await translating { () async throws(APIError) in try await client.workingLead(lead.id) }
            if known == nil { missing.append(lead) }
        }
        return missing
    }

    func mute(_ id: Lead.ID) async throws(FoyerFailure) {
        do throws(APIError) {
            try await client.muteWorkingLead(id)
        } catch {
            // Whether a lost answer came to something is looked up.
            guard error.mayHaveArrived else { throw FoyerFailure(error.outcome, error.sentence) }
        }
        guard try await isMuted(id) else {
            throw FoyerFailure(.unconfirmed, "Lofty does not say that the assistant was stopped.")
        }
    }

    func isMuted(_ id: Lead.ID) async throws(FoyerFailure) -> Bool {
        try await translating { () async throws(APIError) in try await client.isMuted(id) }
    }
}
