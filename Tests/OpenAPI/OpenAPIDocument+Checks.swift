package import Foundation

extension OpenAPIDocument {
    /// A request as it went over the wire.
    package struct Request: Sendable {
        package var method: String
        /// Path and query, percent-encoded.
        package var target: String
        /// Names of the header fields.
        package var headers: [String]
        package var body: Data?

        package init(method: String, target: String, headers: [String], body: Data?) {
            self.method = method
            self.target = target
            self.headers = headers
            self.body = body
        }
    }

    /// What one check found.
    package struct Finding: Sendable {
        /// `nil` when the document knows no such operation.
        package let operation: Operation?
        package let violations: [Violation]
    }

    /// Holds a request against the parameters and the body of its operation.
    ///
    /// Stricter than the service, which ignores what it does not know: an unknown query parameter or key of a body is a
    /// violation, and so is null, whose effect the contract leaves open.
    package func check(_ request: Request) -> Finding {
        let parts = request.target.split(separator: "?", maxSplits: 1).map(String.init)
        guard let (operation, values) = find(method: request.method, path: parts.first ?? "") else {
            return Finding(
                operation: nil,
                violations: [Violation(place: "path", problem: "\(request.method) \(request.target) is not known")]
            )
        }
        var check = SchemaCheck(self)
        let parameters = operation.content["parameters"]?.items ?? []
        let query = Self.query(parts.count > 1 ? parts[1] : "")
        let headers = Set(request.headers.map { $0.lowercased() })
        for parameter in parameters {
            let name = parameter["name"]?.text ?? ""
            let given: String?
            switch parameter["in"]?.text {
            case "query": given = query[name]
            case "path": given = values[name]
            default: given = headers.contains(name.lowercased()) ? "" : nil
            }
            guard let given else {
                if parameter["required"]?.isTrue == true { check.fail(name, "is required") }
                continue
            }
            guard parameter["in"]?.text != "header" else { continue }
            check.check(Self.typed(given, parameter["schema"]), parameter["schema"], at: name)
        }
        let known = Set(parameters.filter { $0["in"]?.text == "query" }.compactMap { $0["name"]?.text })
        for name in query.keys.sorted() where !known.contains(name) { check.fail(name, "is no parameter") }
        checkBody(request.body, operation, &check)
        return Finding(operation: operation, violations: check.violations)
    }

    /// Holds an answer against the schema that its operation lists for the status.
    package func checkAnswer(method: String, target: String, status: Int, body: Data) -> Finding {
        let path = target.split(separator: "?", maxSplits: 1).first.map(String.init) ?? ""
        guard let (operation, _) = find(method: method, path: path) else {
            return Finding(operation: nil, violations: [Violation(place: "path", problem: "\(path) is not known")])
        }
        var check = SchemaCheck(self)
        guard let answer = operation.content["responses"]?[String(status)] else {
            return Finding(
                operation: operation,
                violations: [Violation(place: "status", problem: "\(status) is not listed")]
            )
        }
        let content = answer["content"]?.members
        let schema = (content?["application/json"] ?? content?["*/*"])?["schema"]
        if !body.isEmpty {
            if let tree = try? JSONTree(body) {  // What is no JSON is a finding, not an error of the check.
                check.check(tree, schema, at: "answer")
            } else {
                check.fail("answer", "is no JSON")
            }
        }
        return Finding(operation: operation, violations: check.violations)
    }

    // MARK: Parts

    private func checkBody(_ body: Data?, _ operation: Operation, _ check: inout SchemaCheck) {
        let schema = operation.content["requestBody"]?["content"]?["application/json"]?["schema"]
        guard let body else {
            if operation.content["requestBody"]?["required"]?.isTrue == true { check.fail("body", "is required") }
            return
        }
        guard let schema else { return check.fail("body", "is none of the operation's") }
        guard let tree = try? JSONTree(body) else {  // Likewise a finding.
            return check.fail("body", "is no JSON")
        }
        check.check(tree, schema, at: "body")
        Self.findNulls(tree, at: "body", &check)
    }

    private static func findNulls(_ tree: JSONTree, at place: String, _ check: inout SchemaCheck) {
        switch tree {
        case .null: check.fail(place, "is null")
        case .object(let members):
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                findNulls(value, at: "\(place).\(name)", &check)
            }
        case .array(let items):
            for (index, item) in items.enumerated() { findNulls(item, at: "\(place)[\(index)]", &check) }
        case .bool, .integer, .number, .string: break
        }
    }

    private static func query(_ text: String) -> [String: String] {
        var items: [String: String] = [:]
        for item in text.split(separator: "&") {
            let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = sides[0].removingPercentEncoding ?? String(sides[0])
            items[name] = sides.count > 1 ? sides[1].removingPercentEncoding ?? String(sides[1]) : ""
        }
        return items
    }

    /// The JSON value that the text of a parameter stands for; text that does not fit stays a string, and is reported.
    private static func typed(_ text: String, _ schema: JSONTree?) -> JSONTree {
        switch schema?["type"]?.text {
        case "integer": Int64(text).map { .integer($0) } ?? .string(text)
        case "number": Double(text).map { .number($0) } ?? .string(text)
        case "boolean": Bool(text).map { .bool($0) } ?? .string(text)
        case "array": .array(text.split(separator: ",").map { typed(String($0), schema?["items"]) })
        default: .string(text)
        }
    }
}
