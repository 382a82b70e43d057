import FoundationEssentials
import Glibc

/// Where Foyer keeps what it knows: under `FOYER_HOME`, or the XDG directories.
///
/// Source: XDG Base Directory Specification 0.8; a relative path in its variables is ignored, as it asks.
struct FoyerPaths: Hashable {
    /// Holds `config.json` and the key file.
    let configuration: String
    /// Holds the mirror, the journal and the log.
    let state: String
    /// Holds the demo's book and its own mirror.
    let demo: String
    /// Holds the rate budgets that all Foyers of the user share, which need not outlive the machine's next start.
    let budgets: String

    init(environment: [String: String]) {
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Self.recordedHome
        func directory(_ variable: String, _ fallback: String) -> String {
            guard let path = environment[variable], path.hasPrefix("/") else { return "\(home)/\(fallback)/foyer" }
            return "\(path)/foyer"
        }
        if let root = environment["FOYER_HOME"], !root.isEmpty {
            let root = root.hasPrefix("/") ? root : "\(FileManager.default.currentDirectoryPath)/\(root)"
            configuration = root
            state = "\(root)/state"
            demo = "\(root)/demo"
            budgets = "\(state)/budgets"
        } else {
            configuration = directory("XDG_CONFIG_HOME", ".config")
            state = directory("XDG_STATE_HOME", ".local/state")
            demo = "\(state)/demo"
            let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            budgets = runtime.map { "\($0)/foyer" } ?? "\(state)/budgets"
        }
    }

    /// Where the system says that the user lives: cron jobs and services may have no `HOME`, and the leads of an account
    /// must not be left in whatever folder they run in.
    private static var recordedHome: String {
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 1 << 14)
        guard getpwuid_r(getuid(), &record, &buffer, buffer.count, &found) == 0, found != nil,
            let folder = record.pw_dir.map({ String(cString: $0) }), folder.hasPrefix("/")
        else { return FileManager.default.currentDirectoryPath }
        return folder
    }

    var configurationFile: String { "\(configuration)/config.json" }
    var keyFile: String { "\(configuration)/api-key" }
    /// What the path of a true webhook delivery ends with.
    var hookSecretFile: String { "\(configuration)/hook-secret" }
    /// How to reach a running demo's sandbox.
    var demoSession: String { "\(demo)/session.json" }
}
