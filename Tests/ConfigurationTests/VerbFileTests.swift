import Commands
import FoundationEssentials
import Leads
import Terminal
import TestSupport
import Testing
import ViewModels

@testable import Configuration

@Suite("Verbs of a person's own")
struct VerbFileTests {
    private func read(_ verbs: String, keys: String? = nil) throws -> Configuration {
        let folder = FileManager.default.temporaryDirectory.appending(path: "foyer-verbs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(verbs.utf8).write(to: folder.appending(path: "verbs.toml"))
        if let keys { try Data(keys.utf8).write(to: folder.appending(path: "keys.toml")) }
        return Configuration(readingFrom: folder.path)
    }

    private func state(tags: [String]) -> AppState {
        var state = AppState(accountName: "test", queues: QueueDefinition.defaults, now: Date(timeIntervalSince1970: 0))
        for effect in AppReducer.reduce(&state, .happened(.leadsChanged)) {
            guard case .query(let question) = effect else { continue }
            let row = LeadRow(lead: Lead(id: Lead.ID(1), firstName: "Grace", tags: tags), syncState: .clean)
            let answer = IndexAnswer(request: question, rows: ArrayLeadRows([row]), counts: [1])
            _ = AppReducer.reduce(&state, .happened(.queryAnswered(answer)))
        }
        return state
    }

    private let ring = """
        [ring]
        command = ["ring", "--to"]
        key = ",d"
        when = "tag:hot"
        json = true
        seconds = 5
        summary = "ring them"
        """

    @Test("are verbs as any other: keys, palette, condition, keys.toml")
    func verb() throws {
        let read = try read(ring, keys: "[panes]\nring = [\"<F9>\"]\n")
        #expect(read.faults == [])
        let verb = try #require(read.table.command(named: "ring"))
        #expect(verb.summary == "ring them" && verb.keys == ["<F9>"])
        #expect(verb.obstacle(state(tags: ["hot"])) == nil)
        #expect(verb.obstacle(state(tags: [])) == "this lead is none that ring is for")
        guard case .program(.tool(let call)) = try verb.action("") else {
            Issue.record("nothing would be run")
            return
        }
        #expect(call == ToolCall("ring", ["ring", "--to"], takesJSON: true, seconds: 5))
        _ = try KeyDispatcher(table: read.table)
    }

    @Test("take a line for the shell only where that is said")
    func shell() throws {
        let read = try read("[a]\ncommand = \"ls | wc\"\nshell = true\n[b]\ncommand = [\"ls\"]\nshell = true\n")
        #expect(read.table.command(named: "a") != nil && read.table.command(named: "b") == nil)
        #expect(read.faults.map(\.line) == [5])
    }

    @Test(
        "name each fault by its line, and leave out what cannot be followed",
        arguments: [
            ("command = [\"x\"]\n", 1, "stands in no section"), ("[quit]\ncommand = [\"x\"]\n", 1, "verb of Foyer's"),
            ("[Bad Name]\n", nil, "no TOML"), ("[x]\ncomand = [\"x\"]\n", 2, "did you mean “command”"),
            ("[x]\nkey = \",x\"\n", 1, "takes a program"), ("[x]\ncommand = [\"x\"]\nwhen = \"stge:new\"\n", 3, "when"),
            ("[x]\ncommand = [\"x\"]\nseconds = 0\n", 3, "1 to 600"), ("[x]\ncommand = [\"x\"]\njson = 1\n", 3, "true"),
            ("[x]\ncommand = [\"x\"]\nkey = \"<Nope>\"\n", 3, "is no key"), ("[X]\ncommand = [\"x\"]\n", 1, "no name"),
        ] as [(String, Int?, String)]
    )
    func faults(text: String, line: Int?, words: String) throws {
        let read = try read(text)
        #expect(read.faults.contains { $0.file == "verbs.toml" && $0.sentence.contains(words) }, "\(read.faults)")
        if let line { #expect(read.faults.contains { $0.line == line }, "\(read.faults)") }
        _ = try KeyDispatcher(table: read.table)
    }

    @Test("the template says nothing until a line of it is uncommented")
    func template() throws {
        #expect(try read(Configuration.verbsTemplate).faults == [])
        let uncommented = Configuration.verbsTemplate.split(separator: "\n").drop { !$0.hasPrefix("# [ring]") }
            .map { $0.dropFirst(2) }.joined(separator: "\n")
        let own = try read(uncommented)
        #expect(own.faults == [])
        #expect(own.table.command(named: "ring")?.keys == [",r"])
    }
}
