import Foundation
import Leads
import Testing

@testable import Configuration

@Suite("The queues of a person")
struct QueuesFileTests {
    private func read(_ text: String) throws -> Configuration {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("foyer-\(UUID().uuidString)")
        // A folder left behind is the system's to clean.
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appendingPathComponent("queues.toml"))
        return Configuration(readingFrom: folder.path)
    }

    @Test("Foyer's own are those without a file, and their text reads as the same ones")
    func defaults() throws {
        #expect(Configuration(readingFrom: "/nowhere/at/all").queues == QueueDefinition.defaults)
        let read = try read(Configuration.queuesText(QueueDefinition.defaults))
        #expect(read.faults.isEmpty, "\(read.faults.map(\.text))")
        #expect(read.queues == QueueDefinition.defaults)
    }

    @Test("the template is no fault as it stands, and Foyer's own queues when every # is taken off")
    func template() throws {
        let text = Configuration.queuesTemplate
        #expect(try read(text).faults.isEmpty)
        let lines = text.split(separator: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("# [[queue]]") })
        let bare = lines[start...].map { $0.dropFirst(2) }.joined(separator: "\n")
        #expect(try read(bare).queues == QueueDefinition.defaults)
    }

    @Test("names, queries, orders and keys are taken; what has no key fills the places between")
    func order() throws {
        let read = try read(
            """
            # mine
            [[queue]]
            name = " Night shift "
            query = "stage:new age<2d"
            [[queue]]
            name = "Second"
            query = 'tag:"a = b"'
            sort = "name"
            key = 2
            snoozed = true

            [[ queue ]]
            name = "Old"
            query = 'touch>30d'
            sort = "touched ascending"
            [[queue]]
            name = "First"
            query = ""
            key = 1
            """
        )
        #expect(read.faults.isEmpty, "\(read.faults.map(\.text))")
        #expect(read.queues.map(\.name) == ["First", "Second", "Night shift", "Old"])
        #expect(read.queues[0].query == .everything)
        #expect(read.queues[1].query == (try LeadQuery.parse("tag:\"a = b\"")))
        #expect(read.queues.map(\.showsSnoozed) == [false, true, false, false])
        #expect(
            read.queues.map(\.sort) == [
                LeadSort(.created), LeadSort(.name, descending: false), LeadSort(.created),
                LeadSort(.touched, descending: false),
            ]
        )
        #expect(try self.read(Configuration.queuesText(read.queues)).queues == read.queues)
    }

    @Test(
        "a stage has a time of its own after which a lead is forgotten",
        arguments: [
            "stale = { Contacted = \"7d\", \"Under Contract\" = \"30d\" }",
            "[queue.stale]\nContacted = \"7d\"\n\"Under Contract\" = \"30d\"",
        ]
    )
    func stale(_ limits: String) throws {
        let read = try read("[[queue]]\nname = \"Stale\"\nquery = \"owner:me\"\n\(limits)")
        #expect(read.faults.isEmpty, "\(read.faults.map(\.text))")
        let expected = try LeadQuery.parse(
            "owner:me ((stage:Contacted touch>7d) or (stage:\"Under Contract\" touch>30d))"
        )
        #expect(read.queues.map(\.query) == [expected])
    }

    static let mistakes: [(String, line: Int, part: String)] = [
        ("query = 'x'", 1, "stands in no queue"), ("[queue]\nname = \"A\"", 1, "two brackets"),
        ("[[queues]]\nname = \"A\"", 1, "no queue"), ("queue = 3", 1, "[[queue]]"),
        ("[[queue]]\nname = \"A\"\nquery = 'stge:new'", 3, "did you mean stage"),
        ("[[queue]]\nname = \"A\"\nquery = 'stage:new (x'", 3, "at character"),
        ("[[queue]]\nname = \"A\"\nqurey = 'x'", 3, "did you mean “query”"),
        ("[[queue]]\nname = \"A\"\nquery = 'x'\nsort = \"creatd\"", 4, "Did you mean “created”"),
        ("[[queue]]\nname = \"A\"\nquery = 'x'\nsort = \"name up\"", 4, "ascending"),
        ("[[queue]]\nname = \"A\"\nquery = 'x'\nkey = 12", 4, "1 to 9"),
        ("[[queue]]\nname = \"A\"\nquery = 'x'\nsnoozed = 1", 4, "true or false"),
        ("[[queue]]\nname = \"A\"\n\n[[queue]]\nname = \"B\"\nquery = 'y'", 1, "name and a query"),
        ("[[queue]]\nquery = 'y'", 1, "name and a query"), ("[[queue]]\nname = \"\"\nquery = 'y'", 2, "a text"),
        ("[[queue]]\nname = \"A\"\nquery = 'x'\n[[queue]]\nname = \"a\"\nquery = 'y'", 5, "already"),
        (
            "[[queue]]\nname = \"A\"\nquery = 'x'\nkey = 1\n[[queue]]\nname = \"B\"\nquery = 'y'\nkey = 1", 8,
            "“B” gets none"
        ),
        ("[[queue]]\nname = \"A\"\nstale = \"Contacted\"", 3, "a time each"),
        ("[[queue]]\nname = \"A\"\nstale = { Contacted = \"soon\" }", 3, "no time for “Contacted”"),
        ("[[queue]]\nname = \"A\"\nquery = 7", 3, "a query in quotes"), ("[[queue]\nname = 1", 1, "no TOML"),
    ]

    @Test("what is wrong is told with file, line and what is allowed", arguments: mistakes)
    func faults(text: String, line: Int, part: String) throws {
        let read = try read(text)
        let fault = try #require(read.faults.first)
        #expect(read.faults.count == 1, "\(read.faults.map(\.text))")
        #expect(fault.file == "queues.toml" && fault.line == line, "\(fault.text)")
        #expect(fault.sentence.contains(part), "\(fault.text)")
        #expect(!read.queues.isEmpty)
    }

    @Test("a queue that cannot be read is left out, and the others count")
    func others() throws {
        let read = try read("[[queue]]\nname = \"A\"\nquery = 'x'\n[[queue]]\nname = \"B\"\nquery = 'a:b'")
        #expect(read.queues.map(\.name) == ["A"])
        #expect(read.faults.map(\.line) == [6])
    }

    @Test("more than forty are too many")
    func many() throws {
        let text = (0...QueueReader.mostQueues).map { "[[queue]]\nname = \"q\($0)\"\nquery = 'x'\n" }.joined()
        let read = try read(text)
        #expect(read.queues.count == QueueReader.mostQueues)
        #expect(read.faults.map(\.line) == [121])
    }

    @Test("tell which of the stages that they look for are gone, and not those that they leave out")
    func goneStages() throws {
        let read = try read(
            "[[queue]]\nname = \"A\"\nquery = 'stage:Contacted,Contcted (tag:x or stage:Gone) -stage:Archived'"
        )
        let known = QueryVocabulary(stages: [QueryVocabulary.Label("Contacted"), QueryVocabulary.Label("Closed")])
        let faults = read.queueFaults(known)
        #expect(faults.map(\.line) == [3, 3])
        #expect(faults[0].sentence.contains("“Contcted”; did you mean “Contacted”?"), "\(faults[0].text)")
        #expect(faults[1].sentence.contains("“Gone”") && !faults[1].sentence.contains("mean"), "\(faults[1].text)")
        #expect(read.queueFaults(QueryVocabulary()).isEmpty)
    }
}
