package import Foundation

/// What the sandbox takes from the world around it.
package struct SandboxEnvironment: Sendable {
    package var now: @Sendable () -> Date
    /// Bytes nobody can guess, for keys.
    package var randomBytes: @Sendable (Int) -> [UInt8]
    /// Takes a word on how far a long start is.
    package var report: @Sendable (String) -> Void = { _ in }

    package init(now: @escaping @Sendable () -> Date, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.now = now
        self.randomBytes = randomBytes
    }

    /// The system's clock and random numbers.
    package static let live = SandboxEnvironment(
        now: { Date() },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
    )

    var nowMillis: Int64 { Int64((now().timeIntervalSince1970 * 1_000).rounded()) }
}
