import Foundation
import Glibc
import Testing

@testable import LoftySandbox

@Suite("Starting and stopping", .timeLimit(.minutes(1)))
struct StartTests {
    @Test("a database keeps its book, its keys and what was written")
    func restart() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let first = SandboxConfiguration(leads: 7, seed: 3, database: path)
            let (endpoint, lead) = try await withSandbox(first) { sandbox, client in
                (sandbox.endpoint, try await client.makeLead(["firstName": "Kept", "tags": ["t"]]))
            }
            let second = SandboxConfiguration(leads: 900, seed: 4, database: path)
            try await withSandbox(second) { sandbox, client async throws in
                #expect(sandbox.endpoint.apiKey == endpoint.apiKey)
                #expect(sandbox.endpoint.accessToken == endpoint.accessToken)
                #expect(sandbox.endpoint.leads == 8)
                #expect(try await client.lead(lead)["firstName"] == "Kept")
                #expect(try await client.makeLead() > lead)
            }
        }
    }

    @Test("the database and its journal are for their owner alone")
    func fileMode() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            try await withSandbox(SandboxConfiguration(leads: 3, database: path)) { _, client in
                _ = try await client.makeLead()
                let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
                #expect(files.contains("book.sqlite-wal"))
                for file in files {
                    let attributes = try FileManager.default.attributesOfItem(
                        atPath: directory.appending(path: file).path
                    )
                    #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
                }
            }
        }
    }

    @Test("a given key takes the place of the old one")
    func givenKey() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let old = try await withSandbox(SandboxConfiguration(leads: 2, database: path)) { sandbox, _ in
                sandbox.endpoint
            }
            let key = "a-key-of-my-own-0123456789"
            let configuration = SandboxConfiguration(leads: 2, database: path, apiKey: key)
            try await withSandbox(configuration) { sandbox, client async throws in
                #expect(sandbox.endpoint.apiKey == key)
                #expect(try await client.get("/v1.0/me").status == 200)
                #expect(try await client.with(authorization: "token \(old.apiKey)").get("/v1.0/me").status == 401)
                #expect(try await client.with(authorization: "Bearer \(old.accessToken)").get("/v1.0/me").status == 200)
            }
        }
    }

    @Test("keys are long, fit into a header, and owe nothing to the seed")
    func keys() async throws {
        var keys: Set<String> = []
        for _ in 0..<3 {
            try await withSandbox(SandboxConfiguration(leads: 1, seed: 5)) { sandbox, _ in
                keys.insert(sandbox.endpoint.apiKey)
                keys.insert(sandbox.endpoint.accessToken)
            }
        }
        #expect(keys.count == 6)
        #expect(keys.allSatisfy(SandboxKeys.isUsable))
        #expect(keys.count { $0.hasPrefix("eyJ") && $0.count >= 150 } == 3)
    }

    @Test(
        "a configuration that cannot work is one sentence",
        arguments: [
            SandboxConfiguration(leads: 0), SandboxConfiguration(leads: -5), SandboxConfiguration(leads: 2_000_001),
            SandboxConfiguration(apiKey: "short"), SandboxConfiguration(apiKey: "with space in the middle"),
            SandboxConfiguration(apiKey: "schlüssel-mit-umlaut-drin"),
            SandboxConfiguration(apiKey: String(repeating: "k", count: 513)),
            SandboxConfiguration(database: "/nonexistent-directory/book.sqlite"),
        ]
    )
    func impossible(configuration: SandboxConfiguration) async throws {
        let error = await #expect(throws: SandboxStartError.self) { try await Sandbox.start(configuration) }
        let sentence = try #require(error).description
        #expect(sentence.hasSuffix("."))
        #expect(!sentence.contains("\n"))
    }

    @Test("files that are no sandbox database are refused and left as they are")
    func foreignFiles() async throws {
        try await withTemporaryDirectory { directory in
            let text = directory.appending(path: "letter.txt")
            try Data("Dear reader, this is no database at all.".utf8).write(to: text)
            let foreign = directory.appending(path: "foreign.sqlite")
            try ForeignDatabase.write(to: foreign.path)
            for file in [text, foreign] {
                let before = try Data(contentsOf: file)
                await #expect(throws: SandboxStartError.self) {
                    try await Sandbox.start(SandboxConfiguration(database: file.path))
                }
                #expect(try Data(contentsOf: file) == before)
            }
        }
    }

    @Test("a taken port is named, and the first sandbox goes on")
    func takenPort() async throws {
        try await withSandbox { sandbox, client async throws in
            let port = sandbox.endpoint.port
            await #expect(throws: SandboxStartError.portTaken(port)) {
                try await Sandbox.start(SandboxConfiguration(port: port, leads: 1))
            }
            #expect(try await client.get("/v1.0/me").status == 200)
        }
    }

    @Test("many run side by side, each with its own book, and stop frees the port")
    func manySandboxes() async throws {
        var sandboxes: [Sandbox] = []
        for seed in 1...8 {
            sandboxes.append(try await Sandbox.start(SandboxConfiguration(leads: 2, seed: UInt64(seed))))
        }
        #expect(Set(sandboxes.map(\.endpoint.port)).count == 8)
        for sandbox in sandboxes {
            let client = Client(sandbox)
            _ = try await client.makeLead()
            #expect(try await client.list("").total == 3)
        }
        for sandbox in sandboxes { await sandbox.stop() }
        let again = try await Sandbox.start(SandboxConfiguration(port: sandboxes[0].endpoint.port, leads: 1))
        await again.stop()
    }

    @Test("only 127.0.0.1 is listened on, not even the rest of the loopback network")
    func loopbackOnly() async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            #expect(sandbox.endpoint.url == "http://127.0.0.1:\(sandbox.endpoint.port)")
            #expect(try await client.get("/v1.0/me").status == 200)
            await #expect(throws: Wire.Failure.system("connect", ECONNREFUSED)) {
                try await Wire.exchange([], host: 0x7F00_0002, port: sandbox.endpoint.port)
            }
        }
    }

    @Test("the announcement is one line of JSON")
    func announcement() async throws {
        try await withSandbox(SandboxConfiguration(leads: 4)) { sandbox, _ in
            let json = try JSONParser.parse(sandbox.endpoint.json.utf8)
            #expect(
                json.members.map(\.name) == [
                    "url", "apiKey", "accessToken", "leads", "clientId", "clientSecret", "keys",
                ]
            )
            #expect(json["leads"] == 4)
            #expect(!sandbox.endpoint.json.contains("\n"))
        }
    }
}
