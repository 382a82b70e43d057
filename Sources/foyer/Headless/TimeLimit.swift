import ArgumentParser
import Glibc

/// How long a command may take that leaves nothing half done here, whenever it is ended.
struct TimeLimitOptions: ParsableArguments {
    @Option(help: "Seconds to wait at most; without it, as long as it takes.")
    var timeout: Int?

    func validate() throws {
        if let timeout, timeout < 1 { throw ValidationError("--timeout wants at least one second.") }
    }

    /// What an end in the middle means.
    enum Meaning {
        /// Of what a command reads, the rest is missing.
        case isNotWhole
        /// Nobody knows whether the server has what was asked of it; asked again, it makes nothing twice.
        case isUnconfirmed

        fileprivate var sentence: String {
            switch self {
            case .isNotWhole: "so what is printed is not the whole. Try again, or give it more time."
            case .isUnconfirmed:
                "and the server may have done it or not. The same command looks first, and does nothing twice."
            }
        }
    }

    /// Ends the program when the time is up, whatever it waits for.
    func begin(_ meaning: Meaning = .isNotWhole) {
        guard let timeout else { return }
        Task.detached {
            // Nobody cancels it: it ends with the program.
            try? await Task.sleep(for: .seconds(timeout))
            StandardError.print(
                "foyer: The \(timeout) s of --timeout are over, \(meaning.sentence)"
            )
            Progress.end()
            // Other threads are at work still, and need not be there while the program is taken down around them.
            _exit(FoyerFailure.Outcome.unconfirmed.rawValue)
        }
    }
}
