import Foundation
import Testing

/// `foyer sandbox serve` as a process of its own, asked with curl.
final class SandboxProcess {
    let url: String
    let apiKey: String
    let accessToken: String
    /// Keys of the team by their role, such as `agent`.
    let roleKeys: [String: String]
    let leads: Int
    private let process: ChildProcess
    private let directory: TemporaryDirectory

    init(leads: Int = 60, seed: Int = 7, port: Int = 0, database: String? = nil, extra: [String] = []) throws {
        directory = try TemporaryDirectory()
        var arguments = ["sandbox", "serve", "--port", "\(port)", "--leads", "\(leads)", "--seed", "\(seed)"]
        if let database { arguments += ["--database", database] }
        let streams = ChildProcess.Streams(
            output: try directory.write("", to: "out"),
            errors: try directory.write("", to: "err")
        )
        process = try ChildProcess(Binary.path, arguments + extra, streams: streams)
        let line = Self.firstLine(of: streams.output)
        let hello = try #require(
            JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            "the sandbox said “\(line)”"
        )
        url = try #require(hello["url"] as? String)
        apiKey = try #require(hello["apiKey"] as? String)
        accessToken = try #require(hello["accessToken"] as? String)
        let keys = try #require(hello["keys"] as? [[String: Any]]).compactMap { key -> (String, String)? in
            guard let role = key["role"] as? String, let text = key["apiKey"] as? String else { return nil }
            return (role, text)
        }
        roleKeys = Dictionary(keys, uniquingKeysWith: { first, _ in first })
        self.leads = try #require(hello["leads"] as? Int)
    }

    deinit { stop() }

    /// Ends the sandbox, also one that waits for somebody who is still connected: a test that failed has to end too.
    func stop() {
        process.send(SIGTERM)
        process.end(within: 10)
    }

    /// Ends the sandbox with a signal and tells how it went.
    func end(with signal: Int32) -> Int32 {
        process.send(signal)
        return process.wait()
    }

    private static func firstLine(of file: String) -> String {
        let deadline = Date(timeIntervalSinceNow: 20)
        while Date() < deadline {
            let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
            if let end = text.firstIndex(of: "\n") { return String(text[..<end]) }
            usleep(10_000)
        }
        return ""
    }

    /// What curl prints for a request with the API key.
    @discardableResult
    func curl(_ path: String, method: String = "GET", body: String? = nil) throws -> String {
        var arguments = ["-sS", "-X", method, "\(url)\(path)", "-H", "Authorization: token \(apiKey)"]
        if let body { arguments += ["-H", "Content-Type: application/json", "-d", body] }
        let result = try Binary.system("curl", arguments)
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }

    func object(_ path: String) throws -> [String: Any] {
        let text = try curl(path)
        return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(path): \(text)")
    }

    /// One lead, as the server holds it.
    func lead(_ id: Int64) throws -> [String: Any] {
        try #require(try object("/v1.0/leads/\(id)")["lead"] as? [String: Any])
    }

    func leads(matching query: String) throws -> [[String: Any]] {
        try #require(try object("/v1.0/leads?\(query)")["leads"] as? [[String: Any]])
    }

    /// How often a request was received.
    func count(method: String, path: String) throws -> Int {
        try requests().count { $0["method"] as? String == method && $0["path"] as? String == path }
    }

    /// How many requests came that change something.
    func writes() throws -> Int { try requests().count { $0["method"] as? String != "GET" } }

    /// All requests that are kept, as they came.
    func requests() throws -> [[String: Any]] {
        try #require(try object("/sandbox/requests")["requests"] as? [[String: Any]])
    }
}

extension [String: Any] {
    var leadID: Int64 { (self["leadId"] as? NSNumber)?.int64Value ?? 0 }
    var tagNames: [String] { (self["tags"] as? [[String: Any]] ?? []).compactMap { $0["tagName"] as? String } }
}
