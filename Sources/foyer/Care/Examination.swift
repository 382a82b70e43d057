import AppRuntime
import ArgumentParser
import Configuration
import Digest
import FoundationEssentials
import Glibc
import Leads
import LoftyAPI
import LoftyHTTP
import PrivateFiles
import Store
import Sync
import ViewModels

/// Looks at one thing after the other, from the machine to the account.
struct Examination {
    private let environment: [String: String]
    private let paths: FoyerPaths

    init(environment: [String: String]) {
        self.environment = environment
        paths = FoyerPaths(environment: environment)
    }

    func run() async -> [Finding] {
        Progress.say("Looking at this machine and the account")
        return [
            .ok("version", BuildFacts.version), libraries(), network(), terminal(), locale(), zone(), stateDirectory(),
            room(),
        ]
            + settings() + outbox() + hooks() + (await account())
    }

    // MARK: Machine

    private func libraries() -> Finding {
        guard let problem = Digest.problem else { return .ok("libcrypto", "found") }
        return .wrong("libcrypto", problem, "Install OpenSSL 3 (libssl3).")
    }

    private func network() -> Finding { .ok("libcurl", CurlTransport.libraryVersion) }

    private func terminal() -> Finding {
        let name = environment["TERM"] ?? ""
        guard isatty(STDOUT_FILENO) == 1 else {
            return .look(
                "terminal",
                "none: the output goes elsewhere",
                "Run it in a terminal to look at that too."
            )
        }
        guard !name.isEmpty, name != "dumb" else {
            return .wrong("terminal", "TERM is “\(name)”", "Set TERM, for example TERM=xterm-256color.")
        }
        var size = winsize()
        _ = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size)
        let found = "\(name), \(size.ws_col)×\(size.ws_row), \(colors(name))"
        guard size.ws_col >= 40, size.ws_row >= 10 else {
            return .look("terminal", found, "Make the window at least 40×10.")
        }
        return .ok("terminal", found)
    }

    /// As the environment tells it; the workbench asks terminfo.
    private func colors(_ name: String) -> String {
        if let off = environment["NO_COLOR"], !off.isEmpty { return "no colours (NO_COLOR)" }
        let depth = environment["COLORTERM"] ?? ""
        if name.hasSuffix("-direct") || depth == "truecolor" || depth == "24bit" { return "direct colour" }
        return name.contains("256") ? "256 colours" : "colours"
    }

    private func locale() -> Finding {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.filter { !$0.isEmpty }
        guard let locale = names.first else {
            return .ok("locale", "not set; UTF-8 is taken for granted")
        }
        let isUnicode = locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
        return isUnicode
            ? .ok("locale", locale)
            : .look(
                "locale",
                "\(locale) is not UTF-8, so lines are drawn in ASCII",
                "Set LANG, such as LANG=C.UTF-8."
            )
    }

    private func zone() -> Finding {
        if let setting = environment["TZ"], !setting.isEmpty, ZoneDatabase.system.rules(setting: setting) == nil {
            return .look(
                "time zone",
                "there is no zone \(setting), which TZ names, so your own times are those of UTC",
                "Set TZ to a zone that there is, such as TZ=America/Chicago, or unset it."
            )
        }
        let offset = ZoneDatabase.local.offset(at: Int64(Date().timeIntervalSince1970))
        let sign = offset < 0 ? "-" : "+"
        let minutes = abs(offset) / 60
        let found = "UTC\(sign)\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
        return .ok("time zone", environment["TZ"].map { "\(found) (TZ=\($0))" } ?? found)
    }

    // MARK: State

    private func stateDirectory() -> Finding {
        do throws(StoreError) {
            try StateDirectory(path: paths.state).prepare()
            guard let disk = NetworkDisk.kind(of: paths.state) else { return .ok("state directory", paths.state) }
            return .look(
                "state directory",
                "\(paths.state) is on \(disk.name), where locks may not hold",
                "Let FOYER_HOME name a folder on a disk of this machine."
            )
        } catch {
            return .wrong(
                "state directory",
                error.sentence,
                "Mend that, or let FOYER_HOME name another folder."
            )
        }
    }

    private func room() -> Finding {
        var status = statvfs()
        guard statvfs(paths.state, &status) == 0 else {
            return .look("disk", "cannot be measured", "Look at the file system of \(paths.state).")
        }
        let free = (UInt64(status.f_bavail) * UInt64(status.f_frsize)) >> 20
        return free < 200
            ? .look(
                "disk",
                "\(free) MB free",
                "Free some space: changes are kept on the disk until Lofty has them."
            )
            : .ok("disk", "\(free) MB free")
    }

    private func outbox() -> [Finding] {
        guard FileManager.default.fileExists(atPath: "\(paths.state)/foyer.sqlite") else { return [] }
        do throws(StoreError) {
            let shared = try StateDirectory(path: paths.state).open()
            let unsent = try shared.store.unsent().entries
            let stuck = unsent.count { $0.entry.needsPerson }
            let mirror = Finding.ok("mirror", "\(try shared.store.mirroredCount()) leads")
            guard stuck == 0 else {
                let found = "\(unsent.count) unsent, \(stuck) of them need you"
                return [mirror, .look("outbox", found, "“foyer outbox” says why.")]
            }
            return [mirror, .ok("outbox", unsent.isEmpty ? "empty" : "\(unsent.count) on their way")]
        } catch {
            return [.wrong("mirror", error.sentence, "What was not sent is in \(paths.state): copy that folder first.")]
        }
    }

    private func settings() -> [Finding] {
        let faults = Configuration(readingFrom: paths.configuration).faults
        guard let first = faults.first else { return [.ok("settings", paths.configuration)] }
        let others = faults.count == 1 ? "" : " (and \(faults.count - 1) more)"
        return [.look("settings", first.text + others, "“foyer config check” lists them; the rest of the file counts.")]
    }

    private func hooks() -> [Finding] {
        do throws(FoyerFailure) {
            guard try HookSecret.read(paths) != nil else { return [] }
            return [.ok("webhooks", "the secret is in \(paths.hookSecretFile)")]
        } catch {
            return [.wrong("webhooks", error.sentence, "See “foyer hooks --help”.")]
        }
    }

    // MARK: Account

    /// Follow-ups, quiet hours and ages go by this machine's clock.
    private static func clock(_ ahead: Double?) -> Finding {
        guard let ahead else { return .ok("clock", "not compared: the server’s answers name no time") }
        let seconds = abs(Int(ahead.rounded()))
        guard seconds > 60 else { return .ok("clock", "within \(max(2, seconds)) s of the server’s") }
        let found = "\(SpanWords.text(Double(seconds))) \(ahead > 0 ? "ahead of" : "behind") the server’s"
        return .look("clock", found, "Set this machine’s clock, such as with NTP: due times and quiet hours go by it.")
    }

    private func account() async -> [Finding] {
        let settings: AccountSettings
        do throws(FoyerFailure) {
            settings = try AccountSettings.load(environment: environment, paths: paths)
        } catch {
            return [.wrong("account", error.sentence, "Run “foyer login”.")]
        }
        var clock: ServerClock?
        let client = LiveClient.make(settings, state: paths.state) { transport in
            let watched = ServerClock(transport)
            clock = watched
            return watched
        }
        do throws(APIError) {
            let me = try await client.me()
            var findings = [Finding.ok("account", "\(me.fullName) <\(me.email)> at \(settings.baseURL)")]
            if let budget = await client.budget() {
                let found = "\(budget.remaining) of \(budget.limit) calls a minute left"
                let isLow = budget.remaining * 10 < budget.limit
                findings.append(
                    isLow
                        ? .look("limit", found, "Something else uses the account; wait a minute.")
                        : .ok("limit", found)
                )
            }
            findings.append(Self.clock(clock?.secondsAhead))
            return findings + (await client.capabilities()).findings
        } catch {
            return [
                .wrong(
                    "account",
                    error.sentence,
                    "Check the address, the network and the key (“foyer login”)."
                )
            ]
        }
    }
}

extension AccountCapabilities {
    /// What was found out, each with what it was seen by.
    fileprivate var findings: [Finding] {
        [
            Self.finding("page cap", pageCap) { String($0) },
            Self.finding("sorted lists", honoursSort) { $0 ? "yes" : "no" },
            Self.finding("filtered lists", honoursFilters) { $0 ? "yes" : "no" },
            Self.finding("tags", tags, \.rawValue), Self.finding("assignment", assignment, \.rawValue),
            Self.finding("communications", hasCommunications) { $0 ? "yes" : "no" },
            Self.finding("stage ids", stageIDsMatch) { $0 ? "match" : "differ" },
            Self.finding("user ids", userIDs, \.rawValue),
        ].compactMap(\.self)
    }

    private static func finding<Value>(
        _ what: String,
        _ capability: Capability<Value>,
        _ words: (Value) -> String
    ) -> Finding? {
        guard case .observed(let value, let evidence) = capability else { return nil }
        return .ok(what, "\(words(value)); \(evidence.asked): \(evidence.seen)")
    }
}
