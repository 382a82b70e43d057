import Synchronization

/// The switches as they stand; every request reads them once.
package final class OddityBoard: Sendable {
    private let state: Mutex<SandboxOddities>

    init(_ oddities: SandboxOddities) { state = Mutex(oddities) }

    package var current: SandboxOddities {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    /// All switches with what they are and could be.
    var json: JSON {
        let current = current
        let usual = SandboxOddities()
        let items: [JSON] = Oddity.catalogue.map { oddity in
            [
                "name": .string(oddity.name),
                "value": .string(oddity.value(in: current)),
                "default": .string(oddity.value(in: usual)),
                "values": .string(oddity.values),
                "summary": .string(oddity.summary),
            ]
        }
        return ["oddities": .array(items)]
    }

    /// Sets what the object names, all or nothing.
    func set(_ body: JSON) throws {
        guard case .object(let members) = body else {
            throw SandboxError.invalidParameter("the body must be an object of oddities")
        }
        try state.withLock { state in
            var oddities = state
            for member in members { try Oddity.named(member.name).apply(Self.text(member.value), to: &oddities) }
            state = oddities
        }
    }

    private static func text(_ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .bool(let isOn): isOn ? "on" : "off"
        case .null, .integer, .decimal, .array, .object: value.text
        }
    }
}
