import Foundation
import Testing

/// Sessions of commands and screens on one state directory, killed at random moments, while the server misbehaves.
///
/// What was decided stands in the journal, what was done in the sandbox's record of requests and in its database.
struct KillRun {
    private(set) var kills = 0
    private var random: Chance
    private let files: TemporaryDirectory
    private let database: String
    private let sandbox: SandboxProcess
    private let environment: [String: String]
    private let leads: [Int64]
    /// Leads that no other change is about.
    private var forTheTrash: [Int64]
    private let members: [String]
    private var number = 0
    /// What commands said was done before they ended by themselves.
    private var acknowledged: [String] = []
    private var record = RequestRecord()
    /// How long a command takes that nobody kills, in microseconds.
    private var usual: UInt32 = 500_000

    init(seed: UInt64) throws {
        random = Chance(state: seed)
        files = try TemporaryDirectory()
        database = files.path + "/book.sqlite"
        sandbox = try SandboxProcess(leads: 40, database: database, extra: ["--rate-limit", "60000"])
        environment = [
            "FOYER_HOME": files.path + "/home", "FOYER_BASE_URL": sandbox.url, "FOYER_UNDO_SECONDS": "0",
            "FOYER_API_KEY_FILE": try files.write(sandbox.apiKey, to: "key"), "TERM": "xterm-256color",
        ]
        let all = try sandbox.leads(matching: "limit=40")
        leads = all.prefix(8).filter { ($0["phones"] as? [Any])?.isEmpty == false }.prefix(5).map(\.leadID)
        forTheTrash = all.dropFirst(8).map(\.leadID)
        let team = try #require(try sandbox.object("/v1.0/members")["members"] as? [[String: Any]])
        members = team.prefix(3).compactMap { $0["account"] as? String ?? $0["email"] as? String }
        let start = Date()
        #expect(try Binary.run(["leads", "show", "\(leads[0])"], environment: environment).status == 0)
        usual = UInt32(max(0.1, Date().timeIntervalSince(start)) * 1_000_000)
    }

    // MARK: Sessions

    mutating func session() throws {
        if random.pick(10) < 7 { try misbehave() }
        if random.pick(4) == 0 { try screen() } else { try commands() }
        if kills % 25 == 0 {
            try sandbox.curl("/sandbox/faults", method: "DELETE")
            try record.read(from: sandbox)
            // What waits goes out now and then, or every session would begin with a longer queue.
            _ = try Binary.run(["outbox", "send", "--timeout", "10"], environment: environment)
        }
    }

    private mutating func misbehave() throws {
        var faults = (0...random.pick(2)).map { _ in KillFaults.all[random.pick(KillFaults.all.count)] }
        if random.pick(4) == 0 { faults.append(try laggingRead()) }
        let body = "[\(faults.joined(separator: ","))]"
        try sandbox.curl("/sandbox/faults", method: "POST", body: body)
    }

    /// A copy that is behind answers for a lead, as of now, for some readings to come.
    private mutating func laggingRead() throws -> String {
        // What is read for the fault must not be struck by one.
        try sandbox.curl("/sandbox/faults", method: "DELETE")
        let path = "/v1.0/leads/\(leads[random.pick(leads.count)])"
        let fault: [String: Any] = [
            "do": "answer", "status": 200, "method": "GET", "path": path, "times": 1 + random.pick(4),
            "nth": 1 + random.pick(3), "body": try sandbox.curl(path),
        ]
        return String(decoding: try JSONSerialization.data(withJSONObject: fault), as: UTF8.self)
    }

    private mutating func commands() throws {
        var running: [(ChildProcess, word: String)] = []
        for _ in 0...random.pick(2) {
            let (arguments, word) = command()
            running.append((try ChildProcess(Binary.path, arguments, environment: environment), word))
            usleep(UInt32(random.pick(30_000)))
        }
        // From before the first byte of the journal to after the last answer.
        usleep(usual / 3 + UInt32(random.pick(Int(usual) * 4)))
        for (process, word) in running.shuffled(using: &random) { end(process, word) }
    }

    private mutating func end(_ process: ChildProcess, _ word: String) {
        process.send(SIGKILL)
        switch process.wait() {
        case 128 + SIGKILL: kills += 1
        case 0: acknowledged.append(word)
        default: break
        }
    }

    private mutating func command() -> (arguments: [String], word: String) {
        number += 1
        let lead = "\(leads[random.pick(leads.count)])"
        let limit = ["--timeout", "20"]
        switch random.pick(11) {
        case 0, 1, 2: return (["leads", "note", lead, "n\(number)n"] + limit, "n\(number)n")
        case 3:
            return (["leads", "call", lead, "--outcome", "NoAnswer", "--text", "c\(number)c"] + limit, "c\(number)c")
        case 4, 5: return (["leads", "update", lead, "--add-tag", "t\(number)t"] + limit, "t\(number)t")
        case 6: return (["leads", "update", lead, "--stage", KillRun.stages[random.pick(4)]] + limit, "")
        case 7: return (["leads", "assign", lead, "--to", members[random.pick(members.count)]] + limit, "")
        case 8: return (["leads", "update", lead, "--last-name", "e\(number)e"] + limit, "e\(number)e")
        case 9:
            let unwanted = forTheTrash.popLast().map(String.init) ?? lead
            if unwanted == lead { return (["leads", "note", lead, "n\(number)n"] + limit, "n\(number)n") }
            return (["leads", "trash", unwanted, "--reason", "x\(number)x"] + limit, "x\(number)x")
        default:
            let name = "K\(number)k"
            return (["leads", "create", "--first-name", name, "--email", "\(name)@example.com"] + limit, name)
        }
    }

    private static let stages = ["Contacted", "Qualified", "Nurture", "Closed"]

    /// Somebody types in the workbench until it is killed.
    private mutating func screen() throws {
        let terminal = try BareTerminal()
        let streams = ChildProcess.Streams(input: terminal.path, output: terminal.path, errors: terminal.path)
        let process = try ChildProcess(Binary.path, [], environment: environment, streams: streams, isLeader: true)
        terminal.drain(microseconds: Int32(usual) + 300_000)
        for _ in 0...random.pick(6) {
            number += 1
            let keys = [
                ["m", "s\(number)s", "\r"], ["t", "u\(number)u", "\r"], ["s", "c"], ["s", "q"], ["j"], ["k"], ["u"],
            ]
            for key in keys[random.pick(keys.count)] {
                terminal.type(key)
                terminal.drain(microseconds: 130_000)
            }
        }
        terminal.drain(microseconds: Int32(random.pick(400_000)))
        end(process, "")
    }

    // MARK: The end

    /// Everything goes right from here on, and a person answers what is asked.
    mutating func comeToAnEnd() throws {
        try sandbox.curl("/sandbox/faults", method: "DELETE")
        for round in 0..<40 {
            _ = try Binary.run(["outbox", "send", "--timeout", "90"], environment: environment)
            let left = try Journal(environment).entries.filter(\.isUnsent)
            if left.isEmpty { break }
            for entry in left where entry.needsPerson {
                // Keeping one's own comes to an end; what cannot be done is given up.
                let verb = round < 20 ? "retry" : "drop"
                _ = try Binary.run(["outbox", verb, "\(entry.id)"], environment: environment)
            }
        }
        try record.read(from: sandbox)
        sandbox.stop()
    }

    func result() throws -> KillResult {
        try KillResult(
            kills: kills,
            entries: Journal(environment).entries,
            book: KillBook(path: database),
            record: record,
            acknowledged: acknowledged.filter { !$0.isEmpty }
        )
    }
}

/// What goes wrong at the server.
enum KillFaults {
    static let all: [String] = {
        let paths = [
            #""method":"POST","path":"/v1.0/notes""#, #""method":"POST","path":"/v1.0/logType""#,
            #""method":"POST","path":"/v1.0/leads""#, #""method":"PUT","path":"/v1.0/leads/{leadId}""#,
            #""method":"GET""#, #""method":"POST""#,
        ]
        let effects = [
            #""do":"drop-before""#, #""do":"drop-after""#, #""do":"drop-after""#, #""do":"internal-error""#,
            #""do":"service-unavailable","times":2"#, #""do":"too-many-requests","times":4,"retryAfterSeconds":1"#,
            #""do":"too-many-requests","times":3,"rateHeaders":false"#, #""do":"truncate","afterBytes":9"#,
            #""do":"stall""#, #""do":"delay","milliseconds":400,"times":3"#, #""do":"expire-token""#,
            #""do":"skew-clock","hours":-3,"times":5"#, #""do":"skew-clock","hours":5,"times":5"#, #""do":"html""#,
        ]
        let hidden = [#"{"do":"hide-new-leads","milliseconds":3000,"times":20}"#]
        return effects.flatMap { effect in paths.map { "{\(effect),\($0)}" } } + hidden
    }()
}

/// The same choices for the same seed.
struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &self) }
}
