import Foundation
import Testing

@testable import LoftySandbox

/// Speaks to a sandbox as an account does, one connection a request.
struct Client: Sendable {
    let port: UInt16
    var authorization: String?

    init(_ sandbox: Sandbox) {
        port = sandbox.endpoint.port
        authorization = "token \(sandbox.endpoint.apiKey)"
    }

    func with(authorization: String?) -> Client {
        var client = self
        client.authorization = authorization
        return client
    }

    func get(_ target: String) async throws -> Reply { try await reply("GET", target) }

    func post(_ target: String, _ body: JSON) async throws -> Reply { try await reply("POST", target, body.text) }

    func put(_ target: String, _ body: JSON) async throws -> Reply { try await reply("PUT", target, body.text) }

    func delete(_ target: String) async throws -> Reply { try await reply("DELETE", target) }

    /// Sends a request that must be answered.
    func reply(
        _ method: String,
        _ target: String,
        _ body: String? = nil,
        contentType: String? = "application/json"
    ) async throws -> Reply {
        try #require(await attempt(method, target, body.map { Array($0.utf8) }, contentType: contentType))
    }

    /// Sends a request; `nil` when the connection closed without a byte.
    func attempt(
        _ method: String,
        _ target: String,
        _ body: [UInt8]? = nil,
        contentType: String? = "application/json"
    ) async throws -> Reply? {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        if let authorization { head += "Authorization: \(authorization)\r\n" }
        if let body {
            if let contentType { head += "Content-Type: \(contentType)\r\n" }
            head += "Content-Length: \(body.count)\r\n"
        }
        return try Reply(try await Wire.exchange(Array((head + "\r\n").utf8) + (body ?? []), port: port).bytes)
    }
}

extension Client {
    /// A new lead's id.
    func makeLead(_ body: JSON = ["firstName": "Test"]) async throws -> Int64 {
        let reply = try await post("/v1.0/leads", body)
        try #require(reply.status == 200, "\(reply.text)")
        return try #require(try reply.json["leadId"]?.int64)
    }

    /// The lead object of a single read.
    func lead(_ id: Int64, query: String = "") async throws -> JSON {
        let reply = try await get("/v1.0/leads/\(id)\(query)")
        try #require(reply.status == 200, "\(reply.text)")
        return try #require(try reply.json["lead"])
    }

    /// Ids and total of a list.
    func list(_ query: String) async throws -> (ids: [Int64], total: Int64, leads: [JSON]) {
        let reply = try await get("/v1.0/leads?\(query)")
        try #require(reply.status == 200, "\(reply.text)")
        let leads = try #require(try reply.json["leads"]?.items)
        let total = try #require(try reply.json["_metadata"]?["total"]?.int64)
        return (leads.compactMap { $0["leadId"]?.int64 }, total, leads)
    }
}

extension JSON {
    var int64: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    var items: [JSON]? {
        if case .array(let items) = self { items } else { nil }
    }

    var tagNames: [String] { self["tags"]?.items?.compactMap { $0["tagName"]?.string } ?? [] }
}
