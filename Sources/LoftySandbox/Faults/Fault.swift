/// A misfortune for requests to come.
package struct Fault: Hashable, Sendable {
    /// `nil` matches every method.
    package var method: String?
    /// A path as the contract writes it, such as `/v1.0/leads/{leadId}`; `nil` matches every path.
    package var path: String?
    package var effect: Effect
    /// The matching request that it strikes first, counted from 1.
    package var nth: Int
    /// How many matching requests it strikes.
    package var times: Int
    /// `nil` strikes every matching request.
    package var chance: Chance?

    package init(
        _ effect: Effect,
        method: String? = nil,
        path: String? = nil,
        nth: Int = 1,
        times: Int = 1
    ) {
        self.effect = effect
        self.method = method
        self.path = path
        self.nth = nth
        self.times = times
    }

    /// Which of the matching requests are struck: the same ones for the same seed.
    package struct Chance: Hashable, Sendable {
        /// From 0 to 1.
        package var probability: Double
        package var seed: UInt64

        package init(probability: Double, seed: UInt64) {
            self.probability = probability
            self.seed = seed
        }
    }

    package enum Effect: Hashable, Sendable {
        /// Answers this; nothing is executed.
        case answer(ScriptedAnswer)
        /// Closes the connection; nothing is executed.
        case dropBefore
        /// Executes and closes the connection without a byte: the lost answer.
        case dropAfter
        /// Executes and sends the headers of the whole answer, but only so many bytes of its body.
        case truncate(afterBytes: Int)
        /// Executes and sends the body slowly.
        case drip(bytesPerSecond: Int)
        /// Waits, then executes and answers.
        case delay(Duration)
        /// Executes nothing and never answers; the server closes the connection after five minutes.
        case stall
        /// Executes as if leads younger than this were not visible to reads yet.
        case hideNewLeads(Duration)
        /// Executes with a clock that is off by this, which what it writes and a `Date` header show.
        case skewClock(Duration)
        /// Answers 401 like an expired token; nothing is executed.
        case expireToken
        /// Executes as if every `scrollId` were too old.
        case expireScroll
    }
}
