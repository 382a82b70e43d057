import BenchmarkSupport
import Foundation

/// Durable writes: one after the other, and from eight clients at once.
struct Writes {
    private static let count = 400
    private let wire: Wire

    init(_ wire: Wire) { self.wire = wire }

    private struct Made: Decodable { var leadId: Int64 }

    func run() async throws {
        let made = try await Box(wire.send("POST", "/v1.0/leads", body: body(0))).id
        try await measure("creates a second, one client", clients: 1) { number in
            try await wire.send("POST", "/v1.0/leads", body: body(number))
        }
        try await measure("creates a second, eight clients", clients: 8) { number in
            try await wire.send("POST", "/v1.0/leads", body: body(number))
        }
        try await measure("changes of the stage a second, one client", clients: 1) { number in
            let stage = number.isMultiple(of: 2) ? "Closed" : "Nurture"
            return try await wire.send("PUT", "/v1.0/leads/\(made)", body: #"{"stage":"\#(stage)"}"#)
        }
        try await measure("updates a second, one client", clients: 1) { number in
            try await wire.send("PUT", "/v1.0/leads/\(made)", body: #"{"score":\#(number % 100),"tagsAdd":["warm"]}"#)
        }
        try await measure("updates a second, eight clients", clients: 8) { number in
            try await wire.send("PUT", "/v1.0/leads/\(made)", body: #"{"score":\#(number % 100),"tagsAdd":["warm"]}"#)
        }
    }

    private struct Box {
        let id: Int64

        init(_ body: Data) throws { id = try JSONDecoder().decode(Made.self, from: body).leadId }
    }

    private func body(_ number: Int) -> String {
        #"{"firstName":"Bench","lastName":"Mark \#(number)","emails":["bench\#(number).\#(getpid())@example.com"]}"#
    }

    private func measure(
        _ name: String,
        clients: Int,
        _ write: @escaping @Sendable (Int) async throws -> Data
    ) async throws {
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    for number in stride(from: client, to: Self.count, by: clients) { _ = try await write(number) }
                }
            }
            try await group.waitForAll()
        }
        let took = ContinuousClock.now - start
        print("| \(name) | \(Int(Double(Self.count) / (took / .seconds(1)))) | |")
    }
}
