import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import Panes
import Sync
import Synchronization

/// `foyer events`: what changes in the book, as it becomes known.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Print what changes, an object of JSON a line, until SIGTERM or SIGINT.",
        discussion: """
            Events: lead (as it is now, with unsent changes), gone, change (an entry of the outbox and its state), link, \
            trouble. Leads that were known before are not printed again. It keeps the mirror fresh as an open workbench \
            does, and costs as many calls.

              foyer events --follow | jq -r 'select(.event == "lead" and .stage == "New Lead") | .leadId'
            """
    )

    @Flag(help: "Wait for what comes; there is nothing else to ask for.")
    var follow = false

    @Flag(help: "Write ids as strings, for programs that round numbers above 2^53.")
    var idsAsStrings = false

    func validate() throws {
        guard follow else {
            throw ValidationError("Give --follow; “foyer leads list” prints what is there now.")
        }
    }

    func run() async throws {
        try await reportingFailure {
            let environment = ProcessInfo.processInfo.environment
            let paths = FoyerPaths(environment: environment)
            let settings = try AccountSettings.load(environment: environment, paths: paths)
            try TerminationSignals.catchOrFail()
            let printer = EventPrinter(idsAsStrings: idsAsStrings)
            let account = try OpenAccount.open(
                settings,
                state: paths.state,
                observing: { event in
                    if case .progress(let progress) = event {
                        Progress.count("Reading leads", progress.loaded, of: progress.total)
                    }
                    printer.receive(event)
                }
            )
            try await follow(account, printer)
        }
    }

    private func follow(_ account: OpenAccount, _ printer: EventPrinter) async throws(FoyerFailure) {
        let engine = account.engine
        Progress.say("Asking Lofty")
        do throws(SyncError) {
            try await engine.refresh(.incremental)
        } catch {
            throw FoyerFailure(error)
        }
        Progress.end()
        printer.begin()
        let hints = try HintWatch(account)
        let worker = Task.detached { await engine.run() }
        await TerminationSignals.watch(engine, worker)
        withExtendedLifetime(hints) {}
    }
}

/// Turns what an engine tells into lines.
private final class EventPrinter: Sendable {
    private let idsAsStrings: Bool
    private let hasBegun = Mutex(false)

    init(idsAsStrings: Bool) { self.idsAsStrings = idsAsStrings }

    /// From here on what comes is news.
    func begin() { hasBegun.withLock { $0 = true } }

    func receive(_ event: SyncEvent) {
        guard hasBegun.withLock({ $0 }) else { return }
        switch event {
        case .rows(let rows, let removed):
            for row in rows {
                write("lead", LeadFields.ofData, PrintedLead(row.lead))
            }
            for id in removed { write("gone", [RecordField("leadId") { .id($0.rawValue) }], id) }
        case .outbox(let entries): for entry in entries { write("change", Self.entryFields, entry) }
        case .link(let link): write("link", [RecordField("state") { .text($0) }], link.word)
        case .trouble(let error):
            write("trouble", [RecordField("text") { .text($0) }], error.backgroundSentence)
        case .budget, .created, .reference, .progress, .timeline, .followUps, .freshness: break
        }
    }

    private static let entryFields: [RecordField<OutboxEntry>] = [
        RecordField("entryId") { .id($0.id.rawValue) },
        RecordField("leadId") { .id($0.leadID.isProvisional ? nil : $0.leadID.rawValue) },
        RecordField("change") { .text(Wording.change($0.change)) },
        RecordField("state") { .text($0.status.word) },
    ]

    private func write<Record>(_ name: String, _ fields: [RecordField<Record>], _ record: Record) {
        var line = Array("{\"event\":\"\(name)\",\"at\":\"\(Date().inGreenwich)\"".utf8)
        fields.append(record, to: &line, idsAsStrings: idsAsStrings)
        line += "}\n".utf8
        // When nobody reads any more, the system ends the program by SIGPIPE.
        _ = StandardStream.output.write(line)
    }
}

extension Sync.LinkState {
    fileprivate var word: String {
        switch self {
        case .unknown: "unknown"
        case .online: "online"
        case .offline: "offline"
        case .limited: "limited"
        case .credentialRejected: "key rejected"
        case .accountUnknown: "account unknown"
        case .otherAccount: "other account"
        }
    }
}

extension OutboxEntry.Status {
    fileprivate var word: String {
        switch self {
        case .held: "held"
        case .queued: "queued"
        case .sending: "sending"
        case .waiting: "waiting"
        case .ambiguous: "undecided"
        case .conflicted: "conflict"
        case .wedged: "refused"
        case .settled: "settled"
        case .cancelled: "cancelled"
        }
    }
}
