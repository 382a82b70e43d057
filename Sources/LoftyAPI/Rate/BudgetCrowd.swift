/// How busy strangers are who spend from the same limit without sharing our record; pure.
///
/// Lofty counts per registered application, so colleagues on other machines may draw on one limit.
struct BudgetCrowd: Hashable, Sendable {
    /// Calls a window, by everybody, averaged over recent windows.
    var everybody = 0.0
    /// Ours among them.
    var ours = 0.0

    private static let weight = 0.3

    /// Calls a window of the others.
    var others: Double { max(0, everybody - ours) }

    /// How many of our kind seem to spend; at least 1, at most 1,000.
    var size: Double {
        guard everybody > ours, everybody > 0 else { return 1 }
        return min(1_000, everybody / max(ours, everybody / 1_000))
    }

    /// Our part of a window: what the others leave, and never less than an even share.
    func share(of allowed: Double) -> Double { min(allowed, max(allowed - others, allowed / size)) }

    mutating func observe(_ window: BudgetWindow) {
        guard window.answered > 0 else { return rest() }
        let answered = Double(window.answered)
        let used = max(answered, Double(window.limit - window.usedBefore - window.left))
        // What was seen in a part of the window goes on in the rest of it.
        let seen = min(1, max(0.05, (window.learnedAt - window.joinedAt) / BudgetWindow.length))
        ours += Self.weight * (answered - ours)
        everybody += Self.weight * (answered + (used - answered) / seen - everybody)
    }

    /// A window without a call of ours: nothing was learned about the others.
    mutating func rest() {
        let others = others
        ours *= 1 - Self.weight
        everybody = others + ours
    }

    /// A refusal that our own count does not explain.
    mutating func tighten(limit: Int) {
        everybody = Double(limit)
        ours = max(min(ours, Double(limit)) / 2, Double(limit) / 1_000)
    }
}
