/// What does not fit, and where: `body.emails[0]: is a number, not a string`.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
    package let place: String
    package let problem: String

    package var description: String { "\(place): \(problem)" }
}

/// Holds one JSON value against one schema of a document.
struct SchemaCheck {
    let document: OpenAPIDocument
    private(set) var violations: [Violation] = []

    init(_ document: OpenAPIDocument) { self.document = document }

    /// An absent schema allows everything.
    mutating func check(_ value: JSONTree, _ schema: JSONTree?, at place: String) {
        guard let schema = schema.map(document.resolved) else { return }
        if value == .null {
            // The document marks hardly anything as nullable, and the contract knows null for any field of an answer;
            // whether null may be sent is asked where requests are checked.
            return
        }
        guard fits(value, schema) else { return fail(place, "is \(value.kind), not \(schema["type"]?.text ?? "?")") }
        checkBounds(value, schema, at: place)
        switch value {
        case .object(let members): checkMembers(members, schema, at: place)
        case .array(let items):
            for (index, item) in items.enumerated() { check(item, schema["items"], at: "\(place)[\(index)]") }
        case .null, .bool, .integer, .number, .string: break
        }
    }

    mutating func fail(_ place: String, _ problem: String) {
        violations.append(Violation(place: place, problem: problem))
    }

    // MARK: Parts

    private func fits(_ value: JSONTree, _ schema: JSONTree) -> Bool {
        switch (schema["type"]?.text, value) {
        case (nil, _), ("string", .string), ("boolean", .bool), ("array", .array), ("object", .object): true
        case ("integer", .integer(let number)): schema["format"]?.text != "int32" || Int32(exactly: number) != nil
        case ("number", .integer), ("number", .number): true
        default: false
        }
    }

    private mutating func checkBounds(_ value: JSONTree, _ schema: JSONTree, at place: String) {
        if let allowed = schema["enum"]?.items, !allowed.isEmpty, !allowed.contains(where: { $0.allows(value) }) {
            fail(place, "\(value) is none of the values allowed")
        }
        if let number = value.value {
            if let least = schema["minimum"]?.value, number < least { fail(place, "\(number) is below \(least)") }
            if let most = schema["maximum"]?.value, number > most { fail(place, "\(number) is above \(most)") }
        }
        if let text = value.text, let most = schema["maxLength"]?.value, Double(text.utf16.count) > most {
            fail(place, "has \(text.utf16.count) characters, more than \(Int(most))")
        }
    }

    private mutating func checkMembers(_ members: [String: JSONTree], _ schema: JSONTree, at place: String) {
        for name in schema["required"]?.items.compactMap(\.text) ?? [] where members[name] == nil {
            fail(place, "lacks \(name)")
        }
        guard let properties = schema["properties"]?.members else { return }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if let property = properties[name] {
                check(value, property, at: "\(place).\(name)")
            } else if schema["additionalProperties"] == nil {
                fail("\(place).\(name)", "is not in the document")
            }
        }
    }
}

extension JSONTree {
    /// Whether this entry of an enumeration means the value; some documents write the numbers of one as strings.
    fileprivate func allows(_ value: JSONTree) -> Bool {
        guard self != value else { return true }
        guard case .string(let text) = self, case .integer(let number) = value else { return false }
        return Int64(text) == number
    }

    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
