import Foundation
import Glibc
import LoftyHTTP
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

/// What a source says, or why it says nothing.
func outcome(of source: some CredentialSource) async -> Result<Credential, CredentialError> {
    await Result { () async throws(CredentialError) in try await source.credential() }
}

@Suite("Where credentials come from", .timeLimit(.minutes(1)))
struct CredentialSourceTests {
    // MARK: Files

    @Test(
        "a private file is read and its text cleaned",
        arguments: ["eyJ.key", "token eyJ.key\n", "\u{2028}eyJ.key \n\n"],
        [0o600, 0o400]
    )
    func readsFiles(text: String, mode: Int) async throws {
        let folder = try ScratchFolder()
        let source = CredentialFile(try folder.write(text, to: "key", mode: mode))
        #expect(await outcome(of: source) == .success(.apiKey("eyJ.key")))
        let bearer = CredentialFile("\(folder.path)/key", holds: .accessToken)
        #expect(await outcome(of: bearer) == .success(.accessToken("eyJ.key")))
    }

    @Test("a file that others can read or write is refused with the way to mend it", arguments: [0o640, 0o604, 0o602])
    func refusesOpenFiles(mode: Int) async throws {
        let folder = try ScratchFolder()
        let path = try folder.write("s3cret", to: "key", mode: mode)
        let sentence = "\(path) can be read by others; run: chmod 600 '\(path)'"
        #expect(await outcome(of: CredentialFile(path)) == .failure(CredentialError(.unusable, sentence)))
    }

    @Test("what is no file, not there, empty or far too long is refused without waiting")
    func refusesOddFiles() async throws {
        let folder = try ScratchFolder()
        try #require(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        try folder.write(" \n", to: "empty")
        try folder.write(String(repeating: "x", count: 70_000), to: "long")
        let expected = [
            "pipe": "is no plain file", ".": "is no plain file", "missing": "does not exist", "empty": "holds no key",
            "long": "is larger than 65536 bytes",
        ]
        for (name, reason) in expected {
            guard case .failure(let error) = await outcome(of: CredentialFile("\(folder.path)/\(name)")) else {
                Issue.record("\(name) was taken")
                continue
            }
            #expect(error.kind == .unusable)
            #expect(error.sentence.contains(reason), "\(error)")
        }
    }

    @Test("a link to a private file is followed, and its target judged")
    func followsLinks() async throws {
        let folder = try ScratchFolder()
        try folder.write("eyJ.key", to: "key")
        try #require(symlink("key", "\(folder.path)/link") == 0)
        #expect(await outcome(of: CredentialFile("\(folder.path)/link")) == .success(.apiKey("eyJ.key")))
        chmod("\(folder.path)/key", 0o644)
        guard case .failure = await outcome(of: CredentialFile("\(folder.path)/link")) else {
            Issue.record("a link led around the check")
            return
        }
    }

    // MARK: After a rejection

    private static let me = #"{"memberUserId":9,"firstName":"A","email":"a@example.com"}"#
    private static let rejection = #"{"code":20004,"message":"Bad credentials"}"#

    private func client(_ source: any CredentialSource, _ transport: StubTransport) -> LoftyClient {
        makeClient(transport) { $0.credentials = source }
    }

    private func authorizations(_ transport: StubTransport) -> [String] {
        transport.requests.flatMap { $0.headers.filter { $0.name == "Authorization" }.map(\.value) }
    }

    @Test("a key that was changed on the disk is taken up after a 401, for writes too", arguments: SampleCall.allCases)
    func rereadsFiles(call: SampleCall) async throws {
        let folder = try ScratchFolder()
        let source = CredentialFile(try folder.write("old", to: "key"))
        _ = try await source.credential()
        try folder.write("new", to: "key")
        let good = call == .read ? Self.me : #"{"leadId":5}"#
        let transport = StubTransport([.json(Self.rejection, status: 401), .json(good)])
        try await call.run(on: client(source, transport))
        #expect(authorizations(transport) == ["token old", "token new"])
    }

    @Test("an unchanged key is not tried again")
    func triesUnchangedKeysOnce() async throws {
        let folder = try ScratchFolder()
        let source = CredentialFile(try folder.write("old", to: "key"))
        let transport = StubTransport([.json(Self.rejection, status: 401)])
        let error = try #require(await failure { try await client(source, transport).me() })
        #expect(error.kind == .credentialRejected)
        #expect(transport.stepsLeft == 0)
    }

    @Test("a replacement that is rejected too ends the call, whatever the source could still offer")
    func replacesOnce() async throws {
        let source = EndlessKeys()
        let transport = StubTransport(Array(repeating: .json(Self.rejection, status: 401), count: 2))
        let error = try #require(await failure { try await client(source, transport).me() })
        #expect(error.kind == .credentialRejected)
        #expect(authorizations(transport) == ["token key0", "token key1"])
    }

    @Test("a source without a credential fails the call before anything is sent")
    func failsUnsent() async throws {
        #expect(throws: CredentialError.self) { try CredentialFile("/nonexistent").check() }
        let transport = StubTransport()
        let error = try #require(await failure { try await client(CredentialFile("/nonexistent"), transport).me() })
        #expect(error.kind == .credentialRejected)
        #expect(error.status == nil)
        #expect(error.disposition == .permanent)
        #expect(error.serverText == "The key file /nonexistent does not exist; log in, or name another")
    }

    // MARK: Descriptors

    private func pipe(holding text: String, closing: Bool = true) throws -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        try #require(write(ends[1], text, text.utf8.count) == text.utf8.count)
        if closing { close(ends[1]) }
        return (ends[0], ends[1])
    }

    @Test("a descriptor is read to its end and closed")
    func readsDescriptors() async throws {
        let reader = try pipe(holding: "token eyJ.\nkey\n").reader
        let source = try StaticCredential(descriptor: reader)
        #expect(await outcome(of: source) == .success(.apiKey("eyJ.key")))
        // Were it still open, the next pipe could not have its number.
        let next = try pipe(holding: "")
        #expect(next.reader == reader)
        close(next.reader)
    }

    @Test("a descriptor that is not open, holds nothing, never ends or has too much to say is refused")
    func refusesDescriptors() throws {
        let (silent, other) = try pipe(holding: "eyJ", closing: false)
        defer { close(other) }
        let empty = try pipe(holding: "").reader
        let cases: [(Int32, String)] = [
            (-1, "is not open"), (1_000_000, "is not open"), (silent, "did not end in time"), (empty, "holds no key"),
        ]
        for (descriptor, reason) in cases {
            let error = #expect(throws: CredentialError.self) {
                try StaticCredential(descriptor: descriptor, patience: .milliseconds(50))
            }
            #expect(error?.sentence.contains(reason) == true)
        }
    }

    // MARK: Commands

    @Test(
        "the first line that a program prints is the key, without a shell in between",
        arguments: [
            ["printf", "eyJ.key\nsecond line\n"], ["/bin/sh", "-c", "echo eyJ.key; echo noise >&2"],
            ["/bin/echo", "eyJ.key"],
        ]
    )
    func runsCommands(arguments: [String]) async {
        #expect(await outcome(of: CredentialCommand(arguments)) == .success(.apiKey("eyJ.key")))
    }

    @Test("no shell reads the words of a command")
    func usesNoShell() async {
        let key = Credential.apiKey("$(id);`id`|id")
        #expect(await outcome(of: CredentialCommand(["printf", "%s", "$(id);`id`|id"])) == .success(key))
    }

    @Test(
        "a program that fails says its name and code, and nothing of what it was given or printed",
        arguments: [
            (["/bin/sh", "-c", "echo s3cret; echo s3cret >&2; exit 7"], "sh ended with code 7"),
            (["/bin/sh", "-c", "kill -9 $$ # s3cret"], "sh was ended by signal 9"),
            (["/nonexistent/keyring", "s3cret"], "keyring cannot be started (No such file or directory)"),
            (["true", "s3cret"], "true printed no key"),
            (["/bin/sh", "-c", "yes s3cret"], "sh printed more than a key"), ([], "is empty"),
        ] as [([String], String)]
    )
    func explainsCommands(arguments: [String], reason: String) async {
        guard case .failure(let error) = await outcome(of: CredentialCommand(arguments)) else {
            Issue.record("a failed command gave a key")
            return
        }
        #expect(error == CredentialError(.unusable, "The key command \(reason)"))
    }

    @Test("a program that does not end is killed with its children at the deadline")
    func killsCommands() async throws {
        let folder = try ScratchFolder()
        let script = "sleep 600 & echo $! > \(folder.path)/child; wait"
        let command = CredentialCommand(["/bin/sh", "-c", script], deadline: .milliseconds(500))
        let error = CredentialError(.unusable, "The key command sh did not end in time")
        #expect(await outcome(of: command) == .failure(error))
        let written = try folder.text(of: "child").trimmingCharacters(in: .whitespacesAndNewlines)
        let child = try #require(pid_t(written))
        // Init collects it; until then it is a zombie, and no longer asleep.
        #expect(await eventually { !Self.isAlive(child) })
    }

    private static func isAlive(_ process: pid_t) -> Bool {
        // Without a status file there is no such process.
        let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        return status.map { !$0.contains("State:\tZ") && !$0.contains("State:\tX") } ?? false
    }

    @Test("a grandchild that keeps the output open does not hold up the key")
    func ignoresGrandchildren() async {
        let start = ContinuousClock.now
        let command = CredentialCommand(["/bin/sh", "-c", "sleep 20 & echo eyJ.key"], deadline: .seconds(60))
        #expect(await outcome(of: command) == .success(.apiKey("eyJ.key")))
        #expect(ContinuousClock.now - start < .seconds(15))
    }

    @Test("a program is run once for many callers, and again only after a rejection")
    func runsCommandsOnce() async throws {
        let folder = try ScratchFolder()
        let script = "echo run >> \(folder.path)/runs; printf 'key%s' $(wc -l < \(folder.path)/runs)"
        let command = CredentialCommand(["/bin/sh", "-c", script])
        let first = await withTaskGroup(of: Result<Credential, CredentialError>.self) { group in
            for _ in 0..<20 { group.addTask { await outcome(of: command) } }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(first == [.success(.apiKey("key1"))])
        #expect(try await command.replacement(for: .apiKey("key1")) == .apiKey("key2"))
        #expect(try await command.replacement(for: .apiKey("key1")) == .apiKey("key2"))
        #expect(try folder.text(of: "runs") == "run\nrun\n")
    }

    @Test("a caller that gives up stops waiting for a program, which goes on for the others")
    func leavesCommands() async throws {
        let folder = try ScratchFolder()
        let gate = "\(folder.path)/gate"
        let script = "echo run >> \(folder.path)/runs; until [ -e \(gate) ]; do sleep 0.01; done; echo eyJ.key"
        let command = CredentialCommand(["/bin/sh", "-c", script])
        let first = Task { await outcome(of: command) }
        #expect(await eventually { (try? folder.text(of: "runs")) == "run\n" })
        let second = Task { await outcome(of: command) }
        first.cancel()
        let error = CredentialError(.cancelled, "Waiting for the key command was cancelled")
        #expect(await first.value == .failure(error))
        try folder.write("", to: "gate")
        #expect(await second.value == .success(.apiKey("eyJ.key")))
        #expect(try folder.text(of: "runs") == "run\n")
    }

    @Test("nothing prints what a source holds")
    func hidesSecrets() async throws {
        let folder = try ScratchFolder()
        let file = CredentialFile(try folder.write("s3cret", to: "key"))
        let command = CredentialCommand(["printf", "s3cret"])
        let sources: [any CredentialSource] = [file, command, StaticCredential(.apiKey("s3cret"))]
        var printed = ""
        for source in sources {
            _ = try await source.credential()
            dump(source, to: &printed)
            dump(LoftyConfiguration(credentials: source), to: &printed)
            printed += "\(source) \(String(reflecting: source))"
        }
        #expect(!printed.contains("s3cret"))
    }
}

/// Has another key after every rejection.
private final class EndlessKeys: CredentialSource {
    let identity = Secret("endless")
    private let last = Mutex(0)

    func credential() async throws(CredentialError) -> Credential { .apiKey("key\(last.withLock(\.self))") }

    func replacement(for rejected: Credential) async throws(CredentialError) -> Credential? {
        last.withLock { $0 += 1 }
        return try await credential()
    }
}
