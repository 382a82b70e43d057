package import Foundation

extension OpenAPIDocument {
    /// The operation that a request calls; takes path and query, percent-encoded.
    package func operation(_ method: String, _ target: String) -> Operation? {
        find(method: method, path: target.split(separator: "?").first.map(String.init) ?? "")?.operation
    }

    /// The keys that the schema of an operation's answers knows and no answer of that status had, such as
    /// `leads[].score`.
    ///
    /// A key is named once, without those below it. What lies below null or an empty array is not known, and not named.
    package func absentKeys(of operation: Operation, status: Int, in bodies: [Data]) throws -> [String] {
        let content = operation.content["responses"]?[String(status)]?["content"]?.members
        let schema = (content?["application/json"] ?? content?["*/*"])?["schema"]
        var absent: [String] = []
        let answers = try bodies.filter { !$0.isEmpty }.map(JSONTree.init)
        if !answers.isEmpty { findAbsent(schema, in: answers, at: "", &absent) }
        return absent.sorted()
    }

    private func findAbsent(_ schema: JSONTree?, in values: [JSONTree], at place: String, _ absent: inout [String]) {
        guard let schema = schema.map(resolved) else { return }
        let items = values.flatMap(\.items)
        if !items.isEmpty { findAbsent(schema["items"], in: items, at: "\(place)[]", &absent) }
        let objects = values.map(\.members).filter { !$0.isEmpty }
        guard !objects.isEmpty else { return }
        for (name, property) in schema["properties"]?.members ?? [:] {
            let path = place.isEmpty ? name : "\(place).\(name)"
            let found = objects.compactMap { $0[name] }
            if found.isEmpty { absent.append(path) } else { findAbsent(property, in: found, at: path, &absent) }
        }
    }

    /// The schema itself, or the one that it refers to.
    func resolved(_ schema: JSONTree) -> JSONTree {
        guard let name = schema["$ref"]?.text?.split(separator: "/").last else { return schema }
        return schemas[String(name)] ?? schema
    }
}
