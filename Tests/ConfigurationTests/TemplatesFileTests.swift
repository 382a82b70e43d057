import Leads
import Testing

@testable import Configuration

@Suite("The texts of a person")
struct TemplatesFileTests {
    private func read(_ text: String) throws -> (templates: [NoteTemplate], faults: [ConfigurationFault]) {
        Configuration.templates(try TOMLFile(Configuration.templatesFile, text: text))
    }

    @Test("they keep their order and their lines")
    func reads() throws {
        let (templates, faults) = try read(
            "[zoo]\nlabel = \"the zoo\"\ntext = \"\"\"\nOne {name}\nTwo\"\"\"\n[first-call]\ntext = \"x\""
        )
        #expect(faults.isEmpty)
        #expect(
            templates == [
                NoteTemplate("zoo", label: "the zoo", text: "One {name}\nTwo"),
                NoteTemplate("first-call", label: "first call", text: "x"),
            ]
        )
    }

    @Test(
        "a fault is told with its line, and the other texts count",
        arguments: [
            ("[a]\ntext = 3", 2, "in quotes"), ("[a]\nlabel = \"x\"", 1, "has no text"),
            ("[a]\ntext = \"x\"\ntxt = \"y\"", 3, "did you mean “text”?"), ("text = \"x\"", 1, "in no section"),
            ("[a]\ntext = \"Hi {frist-name}\"", 2, "did you mean “first-name”?"),
        ]
    )
    func faults(text: String, line: Int, part: String) throws {
        let (templates, faults) = try read(text + "\n[later]\ntext = \"later\"")
        let fault = try #require(faults.first)
        #expect(fault.line == line, "\(faults.map(\.text))")
        #expect(fault.sentence.contains(part), "\(fault.text)")
        #expect(templates.last?.id == "later")
    }

    @Test("the new file has no fault and no text, and its example is one")
    func template() throws {
        let fresh = try read(Configuration.templatesTemplate)
        #expect(fresh.templates.isEmpty && fresh.faults.isEmpty)
        let lines = Configuration.templatesTemplate.split(separator: "\n").drop { !$0.hasPrefix("# [") }
        let example = try read(lines.map { $0.dropFirst(2) }.joined(separator: "\n"))
        #expect(example.faults.isEmpty)
        #expect(example.templates.first?.text.contains("{first-name}") == true)
    }
}
