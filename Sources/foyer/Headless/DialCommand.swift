import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import Panes
import Sync

extension LeadsCommand {
    struct DialCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dial",
            abstract: "Print the number to call, or say why nobody may be called now.",
            discussion: "For a phone or a dialler: only a number that may be called at this hour comes out of it."
        )

        @Argument(help: "The lead's id.", completion: LiveWords.leads) var lead: LeadArgument
        @Option(help: "One of the lead's numbers, or its last digits; without it, the one Foyer offers.")
        var phone: String?
        @Option(
            parsing: .unconditional,
            help: ArgumentHelp("Print it all the same; why stands in the audit log.", valueName: "reason")
        )
        var overrideGuard: String?
        @Option(help: "Seconds to wait for the server.") var timeout = 60

        func validate() throws {
            if overrideGuard?.trimmed.isEmpty == true { throw ValidationError("--override-guard wants a reason.") }
        }

        func run() async throws {
            try await reportingFailure {
                let session = try HeadlessSession.open(timeout: timeout)
                let lead = try await session.fetchToReach(lead.id)
                let standing = ContactGuard.standing(of: lead, at: Date())
                guard let number = phone.map({ standing.number(endingIn: $0) }) ?? standing.offeredForCalls else {
                    let which = standing.numbers.isEmpty ? "no phone number" : "no such phone number"
                    throw FoyerFailure(.refused, "\(lead.displayName) has \(which).")
                }
                try await check(number, of: lead, at: standing.date, session)
                try Output.writeLine(number.phone.dialled)
            }
        }

        /// Refuses what the guard is against, unless a reason was given, which is written down first.
        private func check(
            _ number: ContactStanding.Number,
            of lead: Lead,
            at now: Date,
            _ session: HeadlessSession
        ) async throws(FoyerFailure) {
            let words = number.call.words(for: .call, number.clock, at: now)
            switch number.call {
            case .allowed: return
            case .caution: StandardError.print("foyer: \(words).")
            case .outsideHours, .blocked:
                let bar = ForbiddenContact(.call, number.phone.number, rule: words)
                guard let reason = overrideGuard?.trimmed else {
                    let why = Wording.obstacle(.forbidden(bar), lead: lead.displayName)
                    throw FoyerFailure(.refused, "\(why) Give it with --override-guard.")
                }
                try await record(bar.overridden(because: reason), on: lead.id, session)
            }
        }

        private func record(
            _ override: ContactOverride,
            on lead: Lead.ID,
            _ session: HeadlessSession
        ) async throws(FoyerFailure) {
            do throws(StoreError) {
                try await session.engine.record(override, on: lead)
            } catch {
                throw FoyerFailure(error)
            }
        }
    }
}
