/// One window of the server's limit, as far as its answers tell; pure.
///
/// `left` is what surely remains. Each answer bounds how many calls the window held before our first: the server had
/// counted at least the calls that were answered before this one was sent, and at most all that were let out.
struct BudgetWindow: Hashable, Sendable {
    /// Counts windows, so that a late answer is not taken for one about this window.
    var number: Int
    var limit: Int
    /// Calls that the window held for us at its start, at least and at most.
    var fewest: Int
    var most: Int
    /// Calls of ours let out since the start, answered or not.
    var admitted: Int
    /// Calls of ours answered since the start.
    var answered = 0
    /// Calls that somebody made before we came to this window.
    var usedBefore = 0
    /// Whether it was entered by the clock, not by an answer.
    var isPresumed: Bool
    var startedAt: Duration
    /// The window has surely ended by then.
    var endsAt: Duration
    /// How long after the end the next window is entered, so that strangers do not all come at once.
    var delay: Duration
    /// From when on our calls are set against everybody's.
    var joinedAt: Duration
    /// When an answer last named what was left.
    var learnedAt: Duration

    /// Lofty's window.
    static let length = Duration.seconds(60)

    /// Calls that are surely left.
    var left: Int { max(0, fewest - admitted) }

    var opensAt: Duration { endsAt + delay }

    /// The window after this one, of which no answer has told yet.
    func following(at now: Duration, callsInFlight: Int, delay: Duration) -> BudgetWindow {
        // Whole windows may have passed while nobody asked.
        let skipped = Int(max(.zero, now - opensAt) / Self.length)
        let start = endsAt + Self.length * skipped
        return BudgetWindow(
            number: number + 1,
            limit: limit,
            fewest: limit,
            most: limit,
            admitted: callsInFlight,
            isPresumed: true,
            startedAt: start,
            endsAt: start + Self.length,
            delay: delay,
            joinedAt: start,
            learnedAt: start
        )
    }

    /// What an answer within the window says about our count of it.
    enum Agreement: Hashable, Sendable {
        case agrees
        /// Somebody else spends from it too.
        case lower
        /// It is behind, or not about us.
        case higher
    }

    /// Takes in the rest that an answer names; `answeredBefore` calls had been answered when its own was sent.
    mutating func learn(remaining: Int, answeredBefore: Int) -> Agreement {
        let low = remaining + answeredBefore + 1
        let high = max(low, remaining + admitted)
        if high < fewest {
            (fewest, most) = (low, high)
            return .lower
        }
        guard low <= most else { return .higher }
        fewest = max(fewest, low)
        most = min(most, high)
        return .agrees
    }
}
