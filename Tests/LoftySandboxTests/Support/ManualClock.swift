import Foundation
import Synchronization

@testable import LoftySandbox

/// A clock that stands still until a test moves it.
final class ManualClock: Sendable {
    private let moment = Mutex(Date(timeIntervalSince1970: 1_795_000_000))

    var now: Date { moment.withLock { $0 } }

    func advance(by seconds: TimeInterval) {
        moment.withLock { $0 = $0.addingTimeInterval(seconds) }
    }

    var environment: SandboxEnvironment {
        SandboxEnvironment(now: { self.now }, randomBytes: SandboxEnvironment.live.randomBytes)
    }
}
