/// The members of a request object, read by name and type.
///
/// A member that is `null` counts as absent: what an explicit `null` does is not documented. A member of the wrong type
/// is refused as `INVALID_PARAMETER`; a member that nobody asks for is ignored, as the contract has it.
struct BodyFields {
    private let values: [String: JSON]
    /// How the service takes what it reads here.
    let oddities: SandboxOddities

    init(_ body: JSON, oddities: SandboxOddities = SandboxOddities()) throws(SandboxError) {
        guard case .object(let members) = body else { throw .invalidParameter("the body must be an object") }
        values = Dictionary(members.map { ($0.name, $0.value) }) { _, last in last }
            .filter { $0.value != .null }
        self.oddities = oddities
    }

    subscript(name: String) -> JSON? { values[name] }

    func string(_ name: String) throws(SandboxError) -> String? {
        switch values[name] {
        case nil: return nil
        case .string(let value): return value
        default: throw .invalidParameter("\(name) must be a string")
        }
    }

    /// A string that is not blank, or the refusal that a missing required field gets.
    func requiredString(_ name: String) throws(SandboxError) -> String {
        guard let value = try string(name), !value.isBlank else { throw .invalidParameter("\(name) is required") }
        return value
    }

    func integer(_ name: String) throws(SandboxError) -> Int64? {
        switch values[name] {
        case nil: return nil
        case .integer(let value): return value
        default: throw .invalidParameter("\(name) must be a whole number")
        }
    }

    func requiredInteger(_ name: String) throws(SandboxError) -> Int64 {
        guard let value = try integer(name) else { throw .invalidParameter("\(name) is required") }
        return value
    }

    func bool(_ name: String) throws(SandboxError) -> Bool? {
        switch values[name] {
        case nil: return nil
        case .bool(let value): return value
        default: throw .invalidParameter("\(name) must be true or false")
        }
    }

    func array(_ name: String) throws(SandboxError) -> [JSON]? {
        switch values[name] {
        case nil: return nil
        case .array(let items): return items
        default: throw .invalidParameter("\(name) must be an array")
        }
    }

    func strings(_ name: String) throws(SandboxError) -> [String]? {
        guard let items = try array(name) else { return nil }
        var strings: [String] = []
        for item in items {
            guard case .string(let value) = item else { throw .invalidParameter("\(name) must hold strings") }
            strings.append(value)
        }
        return strings
    }

    func integers(_ name: String) throws(SandboxError) -> [Int64]? {
        guard let items = try array(name) else { return nil }
        var integers: [Int64] = []
        for item in items {
            guard case .integer(let value) = item else { throw .invalidParameter("\(name) must hold whole numbers") }
            integers.append(value)
        }
        return integers
    }

    func object(_ name: String) throws(SandboxError) -> JSON? {
        switch values[name] {
        case nil: return nil
        case .object(let members): return .object(members)
        default: throw .invalidParameter("\(name) must be an object")
        }
    }
}

extension BodyFields {
    /// What the service keeps of a name: its first `count` characters, or all of it.
    func kept(_ name: String, upTo count: Int) -> String { oddities.cutsLongNames ? name.cut(to: count) : name }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// The first `count` characters: Lofty cuts without a word what is longer.
    func cut(to count: Int) -> String { String(prefix(count)) }
}
