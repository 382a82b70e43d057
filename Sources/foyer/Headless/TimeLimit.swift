import ArgumentParser
import Glibc

/// How long a command that only reads may take.
struct TimeLimitOptions: ParsableArguments {
    @Option(help: "Seconds to wait at most; without it, as long as it takes.")
    var timeout: Int?

    func validate() throws {
        if let timeout, timeout < 1 { throw ValidationError("--timeout wants at least one second.") }
    }

    /// Ends the program when the time is up, whatever it waits for: a command that reads leaves nothing half done.
    func begin() {
        guard let timeout else { return }
        Task.detached {
            // Nobody cancels it: it ends with the program.
            try? await Task.sleep(for: .seconds(timeout))
            StandardError.print(
                "foyer: The \(timeout) s of --timeout are over, so what is printed is not the whole. Try again, or give it "
                    + "more time."
            )
            Progress.end()
            // Other threads are at work still, and need not be there while the program is taken down around them.
            _exit(FoyerFailure.Outcome.unconfirmed.rawValue)
        }
    }
}
