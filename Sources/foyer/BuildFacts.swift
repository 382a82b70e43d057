import CBuild

/// What this program was built from.
enum BuildFacts {
    /// The version of the command line and of the package.
    static let number = "0.1.0"

    /// The day of the commit, such as `2026-11-30`; empty in a plain build.
    static let date = String(cString: foyer_build_date())

    /// `0.1.0 (commit 0123456789ab, 2026-11-30)`.
    static let version = words(commit: String(cString: foyer_build_commit()), date: date)

    static func words(commit: String, date: String) -> String {
        let facts = [commit.isEmpty ? "" : "commit \(commit)", date].filter { !$0.isEmpty }
        return "\(number) (\(facts.isEmpty ? "development build" : facts.joined(separator: ", ")))"
    }
}
