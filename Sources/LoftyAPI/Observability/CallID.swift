import Synchronization

/// Names one attempt of one call in logs, traces and errors, such as `k3f9.17/2`.
///
/// It is never sent: Lofty knows no header for it.
public struct CallID: Hashable, Sendable {
    /// The client, a few letters that differ from one to the next, and the number of the call on it.
    public var call: String
    /// Counted from 1.
    public var attempt: Int

    public init(call: String, attempt: Int = 1) {
        self.call = call
        self.attempt = attempt
    }
}

extension CallID: CustomStringConvertible {
    public var description: String { "\(call)/\(attempt)" }
}

/// Hands out the numbers of one client's calls.
final class CallNumbers: Sendable {
    private let prefix: String
    private let last = Mutex(0)

    /// - Parameter random: a number in 0..<1.
    init(random: @Sendable () -> Double) {
        // No vowels, so that no word comes about.
        let letters = Array("bcdfghjkmnpqrstvwxyz23456789")
        prefix = String((0..<4).map { _ in letters[min(Int(random() * Double(letters.count)), letters.count - 1)] })
    }

    func next() -> CallID {
        let number = last.withLock { last in
            last += 1
            return last
        }
        return CallID(call: "\(prefix).\(number)")
    }
}
