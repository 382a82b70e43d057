/// What is wrong with one entry, without its number.
struct FaultScriptProblem: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// The members of one entry of a fault script, read strictly: a misspelt word must not become a milder fault.
struct FaultArguments {
    private let members: [JSON.Member]

    init(_ entry: JSON) throws(FaultScriptProblem) {
        guard case .object(let members) = entry else { throw FaultScriptProblem("it must be an object") }
        self.members = members
    }

    func refuseOthers(than names: [String]) throws(FaultScriptProblem) {
        guard let other = members.first(where: { !names.contains($0.name) }) else { return }
        throw FaultScriptProblem("\"\(other.name)\" is not known here, only \(names.joined(separator: ", "))")
    }

    private subscript(name: String) -> JSON? { members.last { $0.name == name }?.value }

    func string(_ name: String) throws(FaultScriptProblem) -> String? {
        switch self[name] {
        case nil: return nil
        case .string(let value): return value
        default: throw FaultScriptProblem("\"\(name)\" must be a string")
        }
    }

    /// A string that may stand in the head of an answer.
    func line(_ name: String) throws(FaultScriptProblem) -> String? {
        guard let text = try string(name) else { return nil }
        guard text.isHeaderText else { throw FaultScriptProblem("\"\(name)\" must be one line of printable ASCII") }
        return text
    }

    func bool(_ name: String) throws(FaultScriptProblem) -> Bool? {
        switch self[name] {
        case nil: return nil
        case .bool(let value): return value
        default: throw FaultScriptProblem("\"\(name)\" must be true or false")
        }
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(FaultScriptProblem) -> Int? {
        switch self[name] {
        case nil: return nil
        case .integer(let value) where range.contains(Int(value)): return Int(value)
        default:
            throw FaultScriptProblem(
                "\"\(name)\" must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
    }

    func required(_ name: String, in range: ClosedRange<Int>) throws(FaultScriptProblem) -> Int {
        guard let value = try integer(name, in: range) else { throw FaultScriptProblem("\"\(name)\" is missing") }
        return value
    }

    func decimal(_ name: String, in range: ClosedRange<Double>) throws(FaultScriptProblem) -> Double? {
        let value: Double
        switch self[name] {
        case nil: return nil
        case .decimal(let number): value = number
        case .integer(let number): value = Double(number)
        default: throw FaultScriptProblem("\"\(name)\" must be a number")
        }
        guard range.contains(value) else {
            throw FaultScriptProblem("\"\(name)\" must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func headers(_ name: String) throws(FaultScriptProblem) -> [String: String] {
        guard let value = self[name] else { return [:] }
        var headers: [String: String] = [:]
        guard case .object(let members) = value else {
            throw FaultScriptProblem("\"\(name)\" must be an object of strings")
        }
        for member in members {
            guard case .string(let text) = member.value, (member.name + text).isHeaderText else {
                throw FaultScriptProblem("\"\(name)\" must be an object of strings of one line of printable ASCII")
            }
            headers[member.name] = text
        }
        return headers
    }
}

extension String {
    /// A line break would smuggle in further headers.
    fileprivate var isHeaderText: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }
}
