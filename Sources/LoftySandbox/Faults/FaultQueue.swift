import Synchronization

/// The faults that wait for their requests, first come first served.
///
/// A fault strikes after the credential and the rate limit were checked, so its answers carry their headers.
package final class FaultQueue: Sendable {
    fileprivate struct Entry {
        var fault: Fault
        var random: SplitMix64?
    }

    private let entries: Mutex<[Entry]>

    init(_ faults: [Fault] = []) { entries = Mutex(faults.map(Self.entry)) }

    private static func entry(_ fault: Fault) -> Entry {
        Entry(fault: fault, random: fault.chance.map { SplitMix64(seed: $0.seed) })
    }

    package func add(_ fault: Fault) { add([fault]) }

    /// Adds all of them at once: no request can come in between.
    package func add(_ faults: [Fault]) {
        entries.withLock { $0 += faults.map(Self.entry) }
    }

    package func removeAll() {
        entries.withLock { $0.removeAll() }
    }

    /// Faults that have not struck as often as they should, with what is left of ``Fault/nth`` and ``Fault/times``.
    package var pending: [Fault] { entries.withLock { $0.map(\.fault) } }

    /// The first fault that strikes this request; those that it only passes count it.
    func take(for request: SandboxRequest) -> Fault.Effect? {
        entries.withLock { entries in
            for index in entries.indices where entries[index].fault.matches(request) {
                guard entries[index].strikes() else { continue }
                let effect = entries[index].fault.effect
                entries[index].fault.times -= 1
                if entries[index].fault.times <= 0 { entries.remove(at: index) }
                return effect
            }
            return nil
        }
    }
}

extension FaultQueue.Entry {
    /// Whether a matching request is the one; a request that is let pass moves the count on.
    fileprivate mutating func strikes() -> Bool {
        guard fault.nth <= 1 else {
            fault.nth -= 1
            return false
        }
        guard let chance = fault.chance else { return true }
        return (random?.fraction() ?? 0) < chance.probability
    }
}

extension Fault {
    fileprivate func matches(_ request: SandboxRequest) -> Bool {
        guard method == nil || method == request.method else { return false }
        guard let path else { return true }
        return PathPattern(path).match(request.path.split(separator: "/").map(String.init)) != nil
    }
}
