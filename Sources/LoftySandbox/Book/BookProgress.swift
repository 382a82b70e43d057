import Foundation

/// Says how far a large book is, every five seconds.
struct BookProgress: Sendable {
    private static let interval: TimeInterval = 5

    private let leads: Int
    private let environment: SandboxEnvironment
    private var lastWord: Date

    init(leads: Int, environment: SandboxEnvironment) {
        self.leads = leads
        self.environment = environment
        lastWord = environment.now()
    }

    mutating func reached(leads count: Int) {
        say("making the book: \(Self.grouped(count)) of \(Self.grouped(leads)) leads")
    }

    mutating func reached(step: Int, of count: Int) { say("making the book: index \(step) of \(count)") }

    private mutating func say(_ text: String) {
        let now = environment.now()
        guard now.timeIntervalSince(lastWord) >= Self.interval else { return }
        lastWord = now
        environment.report(text)
    }

    /// `1,000,000`, wherever the user lives.
    private static func grouped(_ count: Int) -> String {
        let digits = String(count)
        return digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index).isMultiple(of: 3) ? ",\(digit)" : "\(digit)"
        }.joined()
    }
}
