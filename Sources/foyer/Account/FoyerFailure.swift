import ArgumentParser
import Digest

/// Why a command ends without having done its work.
struct FoyerFailure: Error, CustomStringConvertible {
    let outcome: Outcome
    /// One sentence: what failed, why, what to do next.
    let sentence: String

    /// Exit codes, documented in the README.
    enum Outcome: Int32 {
        /// The server refused, or the lead is gone.
        case refused = 1
        /// Foyer cannot work here: no account, no terminal, a broken state directory.
        case unusable = 2
        /// Not confirmed in time: the change is kept and goes out later.
        case unconfirmed = 3
        /// Wrong usage, as `sysexits.h` numbers it.
        case misused = 64
    }

    init(_ outcome: Outcome, _ sentence: String) {
        self.outcome = outcome
        self.sentence = sentence
    }

    var description: String { sentence }

    static func noAccount(_ paths: FoyerPaths) -> FoyerFailure {
        FoyerFailure(
            .unusable,
            "No account is set up. Run “foyer login” to use your Lofty key, or “foyer demo” to try Foyer with an "
                + "invented book. (\(paths.configurationFile) does not exist and FOYER_API_KEY_FILE is not set.)"
        )
    }

    /// Accounts, keys and tokens are told apart by digests; better a sentence now than an end in the middle of work.
    static func checkDigests() throws(FoyerFailure) {
        guard let problem = Digest.problem else { return }
        throw FoyerFailure(.unusable, "Foyer cannot work on this machine: \(problem).")
    }
}

extension AsyncParsableCommand {
    /// Runs the body; a failure is one line on stderr and an exit code.
    ///
    /// Without `checksDigests` the body sees for itself to ``FoyerFailure/checkDigests()``, before it needs one.
    func reportingFailure(
        checksDigests: Bool = true,
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Void
    ) async throws {
        do {
            if checksDigests { try FoyerFailure.checkDigests() }
            try await body()
        } catch let failure as FoyerFailure {
            StandardError.print("foyer: \(failure.sentence)")
            throw ExitCode(failure.outcome.rawValue)
        }
    }
}
