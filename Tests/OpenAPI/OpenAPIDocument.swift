package import Foundation

/// An OpenAPI 3.0 document, as far as a check of requests and answers needs it.
///
/// The document of the service is not part of the project. Tests that check against it take its path from the
/// environment variable `FOYER_OPENAPI` and run only where it is at hand.
package struct OpenAPIDocument: Sendable {
    package struct Operation: Hashable, Sendable {
        /// Upper-case.
        package let method: String
        /// With placeholders, such as `/v1.0/leads/{leadId}`.
        package let path: String
        let content: JSONTree

        /// Such as `GET /v1.0/leads/{leadId}`.
        package var name: String { "\(method) \(path)" }
    }

    package let operations: [Operation]
    let schemas: [String: JSONTree]

    package init(_ data: Data) throws {
        let tree = try JSONTree(data)
        schemas = tree["components"]?["schemas"]?.members ?? [:]
        operations = (tree["paths"]?.members ?? [:]).flatMap { path, methods in
            methods.members.map { method, content in
                Operation(method: method.uppercased(), path: path, content: content)
            }
        }
        .sorted { $0.name < $1.name }
    }

    /// The document that `FOYER_OPENAPI` names, or `nil` where the variable is not set.
    ///
    /// - Throws: what reading throws, for a variable that names no such document.
    package static func atHand(_ environment: [String: String]) throws -> OpenAPIDocument? {
        guard let path = environment["FOYER_OPENAPI"], !path.isEmpty else { return nil }
        return try OpenAPIDocument(Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The operation of a request, with what stood in the placeholders; literal segments win over placeholders.
    ///
    /// Takes a path without query, still percent-encoded.
    func find(method: String, path: String) -> (operation: Operation, values: [String: String])? {
        let segments = path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        var best: (operation: Operation, values: [String: String])?
        for operation in operations where operation.method == method {
            guard let values = Self.match(operation.path, segments) else { continue }
            if values.count < best?.values.count ?? .max { best = (operation, values) }
        }
        return best
    }

    private static func match(_ template: String, _ segments: [String]) -> [String: String]? {
        let parts = template.split(separator: "/")
        guard parts.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            if part.hasPrefix("{") {
                values[String(part.dropFirst().dropLast())] = segment
            } else if part != segment {
                return nil
            }
        }
        return values
    }
}
