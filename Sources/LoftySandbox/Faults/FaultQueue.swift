import Synchronization

/// The faults that wait for their requests, first come first served.
///
/// A fault strikes after the credential and the rate limit were checked, so its answers carry their headers.
package final class FaultQueue: Sendable {
    private let faults = Mutex<[Fault]>([])

    init() {}

    package func add(_ fault: Fault) {
        faults.withLock { $0.append(fault) }
    }

    package func removeAll() {
        faults.withLock { $0.removeAll() }
    }

    /// Faults that have not struck as often as they should.
    package var pending: [Fault] { faults.withLock { $0 } }

    func take(for request: SandboxRequest) -> Fault.Effect? {
        faults.withLock { faults in
            guard let index = faults.firstIndex(where: { $0.matches(request) }) else { return nil }
            let effect = faults[index].effect
            faults[index].times -= 1
            if faults[index].times <= 0 { faults.remove(at: index) }
            return effect
        }
    }
}

extension Fault {
    fileprivate func matches(_ request: SandboxRequest) -> Bool {
        guard method == nil || method == request.method else { return false }
        guard let path else { return true }
        return PathPattern(path).match(request.path.split(separator: "/").map(String.init)) != nil
    }
}
