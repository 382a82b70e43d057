import Glibc
import LoftyAPI

/// Tells a person at a terminal why a command stands still: Lofty allows so many calls a minute, and the next one waits.
///
/// Pipes and cron hear nothing of it.
enum WaitTelling {
    private static let rhythm = Duration.seconds(1)
    /// So many looks in a row find calls that wait, before a word is said of it.
    private static let patience = 3
    /// So many looks later it is said again.
    private static let pause = 30

    /// Looks at the budget of a client for as long as the command runs.
    static func begin(for client: LoftyClient) {
        Progress.say("Asking Lofty")
        guard isatty(STDERR_FILENO) == 1 else { return }
        Task.detached {
            var waits = 0
            while true {
                // Nobody cancels it: it ends with the program.
                try? await Task.sleep(for: rhythm)
                guard let budget = await client.budget(), budget.waiting.values.contains(where: { $0 > 0 }) else {
                    waits = 0
                    continue
                }
                waits += 1
                if waits % pause == patience { StandardError.print("foyer: \(sentence(budget))") }
            }
        }
    }

    private static func sentence(_ budget: RateBudget) -> String {
        let seconds = budget.reset.map { max(1, $0.components.seconds) }
        let anew = seconds.map { ", and the count begins anew in \($0) s" } ?? ""
        let left = budget.remaining == 1 ? "1 is left" : "\(budget.remaining) are left"
        return "Waiting, because Lofty allows \(budget.limit) calls a minute; \(left)\(anew)."
    }
}
