/// Decides when the terminal has caught up far enough for the next frame.
///
/// Bytes on their way to a slow terminal cannot be called back: the kernel, ssh and the network hold many seconds of them.
/// So frames carry a question (DSR), and while too much is unanswered the next frame waits and is replaced by newer ones.
/// How much may be under way follows from how long answers take beyond the shortest one: that part is bytes standing in a
/// queue, and a line that is merely long keeps its frames. A terminal that never answers is never waited for.
///
/// Pure: times are durations since any one moment.
struct LinePacer: Sendable {
    struct Limits: Sendable {
        /// This much may always be under way: some keys typed into a field, or two moves of a mark.
        var windowInBytes = 256
        /// No more may be under way than the line takes in this time.
        var queueing = Duration.milliseconds(100)
        /// Answers behind a frame that take longer than this have stood in a queue, even where no quicker one was seen.
        var longestDelay = Duration.milliseconds(100)
        /// A question that is asked alone is no longer than this.
        var questionInBytes = 64
        /// A terminal that has not answered for this long is taken to have forgotten.
        var patience = Duration.seconds(5)

        init() {}
    }

    private struct Question {
        /// How many bytes had been sent when it was asked, itself included.
        let position: Int
        let unanswered: Int
        let asked: Duration
    }

    private let limits: Limits
    private var sent = 0
    private var answered = 0
    private var questions: [Question] = []
    private var shortestAnswer: Duration?
    private var bytesPerSecond: Double?
    /// Whether the terminal is one that answers.
    private(set) var isAnswering = false

    init(limits: Limits = Limits()) { self.limits = limits }

    /// Whether the terminal owes an answer that may still come.
    func isWaiting(at now: Duration) -> Bool {
        questions.last.map { now - $0.asked < limits.patience } ?? false
    }

    /// Whether these next bytes should carry a question.
    func wantsQuestion(with count: Int) -> Bool {
        isAnswering && sent + count - answered > limits.windowInBytes / 2
    }

    func maySend(at now: Duration) -> Bool { wait(at: now) == nil }

    /// How long the next frame has to wait at most, if no answer comes; `nil` when it may go now.
    func wait(at now: Duration) -> Duration? {
        guard isAnswering, let oldest = questions.first, sent - answered > allowanceInBytes else { return nil }
        let wait = oldest.asked + limits.patience - now
        return wait > .zero ? wait : nil
    }

    mutating func didSend(_ count: Int, asking: Bool, at now: Duration) {
        if let oldest = questions.first, now - oldest.asked >= limits.patience { reset() }
        sent += count
        guard asking else { return }
        questions.append(Question(position: sent, unanswered: sent - answered, asked: now))
    }

    mutating func didAnswer(at now: Duration) {
        guard !questions.isEmpty else { return }
        let question = questions.removeFirst()
        isAnswering = true
        let delay = now - question.asked
        // Only a question that nothing stood before tells how long the line is.
        let isAlone = question.unanswered <= limits.questionInBytes
        let shortest = min(delay, shortestAnswer ?? (isAlone ? delay : limits.longestDelay))
        shortestAnswer = shortest
        // Below this, delays are those of schedulers and not of bytes in a queue.
        let queueing = max(delay - shortest, .milliseconds(5))
        bytesPerSecond = Double(question.unanswered) / (queueing / .seconds(1))
        answered = question.position
    }

    /// Forgets what was asked; nobody will answer, or somebody else has read it.
    mutating func reset() {
        questions = []
        answered = sent
        isAnswering = false
    }

    private var allowanceInBytes: Int {
        guard let bytesPerSecond else { return limits.windowInBytes }
        return max(limits.windowInBytes, Int(min(bytesPerSecond * (limits.queueing / .seconds(1)), 1_000_000)))
    }
}
