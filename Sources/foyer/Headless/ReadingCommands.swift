import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import LoftyAPI

extension LeadsCommand {
    struct ShowCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract:
                "Show one lead as the server has it now, with what is unsent, and whether it may be contacted."
        )

        @OptionGroup var printing: PrintingOptions

        @Flag(help: "From what this machine has, without asking the server.")
        var offline = false

        @Option(help: "Seconds to wait for the server.") var timeout = 60

        @Argument(help: "The lead's id.", completion: LiveWords.leads)
        var lead: LeadArgument

        func run() async throws {
            try await reportingFailure {
                // The session knows of calls that forbid contact, which the server's lead does not show.
                let lead =
                    offline
                    ? try LocalBook.open().lead(lead.id)
                    : try await HeadlessSession.open(timeout: timeout).fetchToReach(lead.id)
                var printer = try LeadFields.printer(printing, table: LeadFields.one)
                try printer.printOne(
                    lead,
                    beside: ContactLines.rows(ContactGuard.standing(of: lead, at: Date()))
                )
            }
        }
    }

    struct TimelineCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "timeline",
            abstract: "Show what happened with a lead, newest first."
        )

        @OptionGroup var printing: PrintingOptions

        @OptionGroup var limit: TimeLimitOptions

        @Argument(help: "The lead's id.", completion: LiveWords.leads)
        var lead: LeadArgument

        func run() async throws {
            try await reportingFailure {
                limit.begin()
                let client = LiveClient.make(try AccountSettings.current())
                let timeline = try await Self.timeline(of: lead.id, client)
                for gap in timeline.gaps {
                    StandardError.print("foyer: \(gap.source.rawValue): \(gap.reason)")
                }
                var printer = try TimelineFields.printer(printing)
                try printer.printAll(timeline.entries)
            }
        }

        /// The lead is asked first, so that a wrong id is an error and not three gaps.
        private static func timeline(
            of id: Lead.ID,
            _ client: LoftyClient
        ) async throws(FoyerFailure) -> Timeline {
            _ = try await translating { () async throws(APIError) in
                try await client.lead(id, includingTrashed: false)
            }
            var entries: [TimelineEntry] = []
            var gaps: [Timeline.Gap] = []
            for source in TimelineEntry.Source.allCases {
                do throws(APIError) {
                    entries += try await client.entries(of: id, from: source)
                } catch {
                    gaps.append(Timeline.Gap(source: source, reason: error.sentence))
                }
            }
            return Timeline(merging: entries, gaps: gaps)
        }
    }
}

extension LoftyClient {
    fileprivate func entries(
        of id: Lead.ID,
        from source: TimelineEntry.Source
    ) async throws(APIError) -> [TimelineEntry] {
        switch source {
        case .site: try await siteActivities(of: id, limit: 1_000)
        case .communications: try await communications(of: id)
        case .notes: try await notes(of: id).map(TimelineEntry.init)
        case .systemLog: try await systemLogEntries(of: id)
        case .calendar: try await calendarEntries(of: id)
        case .transactions: try await transactionEntries(of: id)
        }
    }
}
