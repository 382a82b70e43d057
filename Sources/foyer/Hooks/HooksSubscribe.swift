import ArgumentParser
import FoundationEssentials
import LoftyAPI

extension HooksCommand {
    struct Subscribe: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "subscribe",
            abstract: "Ask Lofty to call an address when something changes; asking twice changes nothing.",
            discussion: """
                URL is where the proxy in front of “foyer hooks serve” can be reached; the secret is added to its end. \
                Without --event: lead, stage, activity, call, email, text, note, task and appointment.
                """
        )

        @Argument(help: "Such as https://hooks.example.com/lofty; Lofty takes https only.")
        var url: String

        @Option(help: "\(WebhookEvent.allCases.map(\.words).joined(separator: ", ")); may be repeated.")
        var event: [HookEventArgument] = []

        @Option(help: "Leads to be told of: assigned or owned.")
        var leads = HookModeArgument.assigned

        @OptionGroup var limit: TimeLimitOptions

        @Flag(help: "Say which events would be subscribed to, and send nothing.")
        var dryRun = false

        func run() async throws {
            try await reportingFailure {
                limit.begin(.isUnconfirmed)
                let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
                if dryRun { return try await preview(paths) }
                let callback = HookCallback(secret: try HookSecret.readOrMake(paths)).url(below: url)
                let client = LiveClient.make(try AccountSettings.current())
                let wanted = event.isEmpty ? Self.usual : event.map(\.event)
                let mode = leads.mode
                let ours = try await translating { () async throws(APIError) -> [WebhookSubscription] in
                    var there = try await client.webhooks()
                    for event in wanted where !there.contains(where: { $0.tells(event, callback) }) {
                        let new = NewWebhookSubscription(event, callbackURL: callback, mode: mode)
                        there.append(try await client.createWebhook(new))
                    }
                    return there.filter { $0.callbackURL == callback }
                }
                for subscription in ours {
                    try Output.write("\(subscription.id.rawValue)\t\(subscription.event.words)\n")
                }
            }
        }

        /// Prints the events that nobody is told of yet; without a secret, that is all of them.
        private func preview(_ paths: FoyerPaths) async throws(FoyerFailure) {
            let client = LiveClient.make(try AccountSettings.current())
            let there = try await translating { () async throws(APIError) in try await client.webhooks() }
            let callback = try HookSecret.read(paths).map { HookCallback(secret: $0).url(below: url) }
            let wanted = event.isEmpty ? Self.usual : event.map(\.event)
            for event in wanted where !there.contains(where: { $0.tells(event, callback ?? "") }) {
                try Output.writeLine("would subscribe: \(event.words)")
            }
        }

        /// What shows in a workbench.
        private static let usual: [WebhookEvent] = [
            .lead, .stage, .leadActivity, .call, .email, .text, .note, .task, .appointment,
        ]
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the team's subscriptions; the secret is not shown."
        )

        @OptionGroup var printing: PrintingOptions

        @OptionGroup var limit: TimeLimitOptions

        func run() async throws {
            try await reportingFailure {
                limit.begin()
                let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
                let callback = HookCallback(secret: try HookSecret.read(paths) ?? "")
                let client = LiveClient.make(try AccountSettings.current())
                let all = try await translating { () async throws(APIError) in try await client.webhooks() }
                let fields = HookFields.all(callback)
                let names = fields.map(\.name)
                var printer = try RecordPrinter(fields, table: HookFields.table, data: names, options: printing)
                try printer.printAll(all)
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "End subscriptions.",
            discussion:
                "With --all, those that carry this user's secret; the secret goes too, and none of them comes back."
        )

        @Argument(help: "Ids as “foyer hooks list” shows them.")
        var ids: [Int64] = []

        @Flag(help: "Every subscription with this user's secret.")
        var all = false

        @OptionGroup var limit: TimeLimitOptions

        @Flag(help: "Say which would end, and end none.")
        var dryRun = false

        func validate() throws {
            if ids.isEmpty != all { throw ValidationError("Give ids, or --all.") }
        }

        func run() async throws {
            try await reportingFailure {
                limit.begin(.isUnconfirmed)
                let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
                let client = LiveClient.make(try AccountSettings.current())
                let secret = all ? try HookSecret.read(paths) : nil
                let ids = self.ids
                let doomed = try await translating { () async throws(APIError) -> [WebhookSubscription.ID] in
                    let named = ids.map { WebhookSubscription.ID($0) }
                    guard let secret else { return named }
                    let callback = HookCallback(secret: secret)
                    return try await client.webhooks().filter { callback.isOurs($0.callbackURL) }.map(\.id)
                }
                if dryRun {
                    for id in doomed { try Output.writeLine("would end \(id.rawValue)") }
                    return
                }
                try await translating { () async throws(APIError) in
                    for id in doomed { try await client.deleteWebhook(id) }
                }
                if secret != nil { try HookSecret.forget(paths) }
            }
        }
    }
}

/// Puts the secret into addresses, and takes it out of what is shown.
struct HookCallback {
    let secret: String

    func url(below url: String) -> String { url + (url.hasSuffix("/") ? "" : "/") + secret }

    func isOurs(_ url: String) -> Bool { !secret.isEmpty && url.hasSuffix("/" + secret) }

    /// The address without the part that must stay secret, whosever it is.
    func shown(_ url: String) -> String {
        guard let slash = url.lastIndex(of: "/"), url[..<slash].contains("//"), url[slash...].dropFirst().count >= 16
        else {
            return url
        }
        return url[...slash] + "…"
    }
}

/// A subscription as the command line prints it.
private enum HookFields {
    static func all(_ callback: HookCallback) -> [RecordField<WebhookSubscription>] {
        [
            RecordField("subscribeId", heading: "ID") { .id($0.id.rawValue) },
            RecordField("event") { .text($0.event.words) },
            RecordField("listId") { .number($0.event.listID) },
            RecordField("ours") { .flag(callback.isOurs($0.callbackURL)) },
            RecordField("callbackUrl", heading: "URL") { .text(callback.shown($0.callbackURL)) },
        ]
    }

    static let table = ["subscribeId", "event", "ours", "callbackUrl"]
}

extension Reported<WebhookEvent> {
    fileprivate var listID: Int {
        switch self {
        case .known(let event): event.rawValue
        case .other(let number): number
        }
    }
}

extension WebhookSubscription {
    fileprivate func tells(_ event: WebhookEvent, _ callback: String) -> Bool {
        self.event == .known(event) && callbackURL == callback
    }
}

extension WebhookEvent {
    /// One word for people.
    var words: String {
        switch self {
        case .agent: "agent"
        case .lead: "lead"
        case .leadActivity: "activity"
        case .listingAlert: "alert"
        case .transaction: "transaction"
        case .call: "call"
        case .email: "email"
        case .text: "text"
        case .note: "note"
        case .task: "task"
        case .appointment: "appointment"
        case .stage: "stage"
        }
    }
}

/// An event named on the command line.
struct HookEventArgument: ExpressibleByArgument {
    let event: WebhookEvent

    init?(argument: String) {
        let match = WebhookEvent.allCases.first { $0.words == argument.lowercased() || String($0.rawValue) == argument }
        guard let match else { return nil }
        event = match
    }
}

/// Of whose leads one wants to be told.
enum HookModeArgument: String, ExpressibleByArgument, CaseIterable {
    case assigned, owned

    var mode: WebhookMode {
        switch self {
        case .assigned: .byAssignment
        case .owned: .byOwnership
        }
    }
}
