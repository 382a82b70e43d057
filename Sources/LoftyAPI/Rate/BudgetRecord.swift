/// All that is known of one credential's limit: what every process that spends from it reads and writes.
///
/// Pure: time, chance and what answered come in, so that a simulation can run years of it.
struct BudgetRecord: Hashable, Sendable {
    /// `nil` while no answer has named a limit.
    var window: BudgetWindow?
    /// When an answer last named what is left.
    var namedAt: Duration = .zero
    /// After a refusal nobody goes before.
    var heldUntil: Duration = .zero
    var refusedAt: Duration
    var refusalsInRow = 0
    /// Answers in a row whose counts and moments agreed with ours.
    var agreements = 0
    /// Agreements that make the headers exact; more after they have failed us.
    var agreementsNeeded = Self.agreementsAtFirst
    /// Windows that were entered at the named moment and were said to end at once.
    var earlyEnds = 0
    var crowd = BudgetCrowd()
    /// Doublings of the pause between calls, after refusals of bursts.
    var strain = 0
    /// Calls a minute while no answer names a limit.
    var pace = Self.paceAtFirst
    /// The pace before a refusal of which nobody knows yet whether a limit stands behind it; 0 when there is none.
    var paceInDoubt = 0.0
    /// When a refusal last slowed calls down.
    var slowedAt: Duration
    /// Whether there had been none for a long time then.
    var isFirstInLongTime = false
    /// When strain and pace last changed.
    var changedAt: Duration = .zero
    /// People's credit.
    var people: TokenBucket
    /// What background work may take.
    var background: TokenBucket
    var lastCallAt: Duration
    var processes: [BudgetProcess] = []

    static let agreementsAtFirst = 20
    static let paceAtFirst = 60.0
    static let paceAfterRefusal = 10.0
    static let lowestPace = 0.25
    /// A pace below this has met a limit before, so that a refusal is no surprise.
    static let freePace = 30.0
    /// A call that succeeds so soon after a refusal shows that no window was used up.
    static let promptness = Duration.seconds(10)
    /// A refusal after so long a time without one is taken for an accident.
    static let memory = Duration.seconds(600)
    static let highestStrain = 4
    /// After so many the named moments are not believed.
    static let earlyEndsBorne = 3
    /// Calls that a person may make at once.
    static let credit = 10.0
    /// The same while no answer has named a limit: with a minute at the pace it stays below the smaller one that Lofty
    /// documents, 100.
    static let creditAtFirst = paceAtFirst - freePace
    /// Pause between two calls of background work, and of people who have used up their credit.
    static let spacing = Duration.milliseconds(100)

    /// More are not entered: their calls count, but nobody sees them wait.
    static let mostProcesses = 512

    init(now: Duration) {
        people = TokenBucket(tokens: Self.creditAtFirst, filledAt: now)
        background = TokenBucket(tokens: 1, filledAt: now)
        lastCallAt = now - .seconds(60)
        refusedAt = now - .seconds(60)
        changedAt = now
        slowedAt = now - Self.memory
    }

    /// Whether the headers have proved that they can be trusted to the last call.
    var isExact: Bool { agreements >= agreementsNeeded }

    var callsInFlight: Int { processes.reduce(0) { $0 + $1.callsInFlight } }

    /// Calls of one window that all lanes together may use.
    var allowed: Double {
        guard let window else { return pace }
        return isExact ? Double(window.limit) : max(1, Double(window.limit) * 0.8)
    }

    var spacing: Duration { Self.spacing * (1 << strain) }

    /// Calls a second for each half of the lanes; people are not held to the average while there is something left.
    func rate(isBackground: Bool) -> Double {
        let average = crowd.share(of: allowed) / 60
        guard window != nil, !isBackground else { return average }
        return max(average, 1 / (spacing / .seconds(1)) / crowd.size.squareRoot())
    }

    /// Calls at once for each half of the lanes.
    func burst(isBackground: Bool) -> Double {
        let credit = max(1, Self.credit / Double(1 << strain))
        guard window != nil else { return max(1, max(pace / 6, pace - Self.freePace) / Double(1 << strain)) }
        return isBackground ? max(1, crowd.share(of: allowed) / 10) : credit
    }

    /// Brings windows, holds, buckets and strain up to date; `variation` is a number in 0..<1.
    mutating func roll(to now: Duration, variation: Double) {
        if let window, window.opensAt <= now {
            if earlyEnds == 0 { crowd.observe(window) }
            let next = window.following(at: now, callsInFlight: callsInFlight, delay: delay(variation))
            for _ in 0..<min(16, Int((next.startedAt - window.endsAt) / BudgetWindow.length)) { crowd.rest() }
            // Headers that stopped coming say nothing about the present.
            let isForgotten = now - namedAt > BudgetWindow.length * 3
            self.window = isForgotten ? nil : next
            if isForgotten { people.tokens += Self.creditAtFirst - Self.credit }
        }
        ease(at: now)
        people.fill(to: now, perSecond: rate(isBackground: false), capacity: burst(isBackground: false))
        background.fill(to: now, perSecond: rate(isBackground: true), capacity: burst(isBackground: true))
    }

    /// How long after the end of a window to come back: up to the time in which the whole crowd makes a call each.
    func delay(_ variation: Double) -> Duration {
        let turn = 60 / max(1, allowed)
        return .milliseconds(50) + .seconds(variation * min(30, min(1, turn) + turn * (crowd.size - 1)))
    }

    /// Takes back caution, a little a minute.
    private mutating func ease(at now: Duration) {
        guard strain > 0 || pace < Self.paceAtFirst, now - changedAt >= .seconds(60) else { return }
        changedAt = now
        strain = max(0, strain - 1)
        pace = min(Self.paceAtFirst, pace + min(1, pace / 12))
    }
}
