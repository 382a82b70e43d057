import Testing

@testable import Configuration

@Suite("A section without a name")
struct NamelessSectionTests {
    @Test(
        "is told with its line, and ends no process",
        arguments: [
            "[=]", "[ = ]", "[[=]]", "[[ ,x]]", "[[[panes]]]", "[größe]", "[\n", "[[\nx = 1", "[.a]", "[#]",
            "[\u{FEFF}x]",
            "\t[!]", "[\r\nx = 1",
        ]
    )
    func missing(header: String) throws {
        let fault = try #require(throws: ConfigurationFault.self) {
            try TOMLFile("keys.toml", text: "a = \"\"\"\n[=]\n\"\"\"\nb = '[='\n\(header)\nc = 1")
        }
        #expect(fault.line == 5, "\(fault.text)")
    }

    @Test(
        "is no other section, no text and no comment",
        arguments: [
            "[panes]", "[[queue]]", "[ panes ]", "[\"größe\"]", "['=']", "x = \"\"\"\n[=]\n\"\"\"", "x = '''\n[=]\n'''",
            "# [=]\n# \"\"\"", "x = [\"a\",\n[\"b\"]]", "x = \"\"\"a\"\"\"\"\"\n[panes]", "x = \"\\\"\"\n[panes]", "",
            "x = \"\"\"\\\n[=]\"\"\"",
        ]
    )
    func sound(text: String) throws { _ = try TOMLFile("keys.toml", text: text) }

    @Test("is told behind what is wrong before it, and one that the parser has words for keeps them")
    func others() throws {
        for (text, line) in [("x =\n[=]", 1), ("[]", 1), ("[ [a]]", 1), ("\n[", 2), ("x = \"\n[=]", 1)] {
            let fault = try #require(throws: ConfigurationFault.self) { try TOMLFile("keys.toml", text: text) }
            #expect(fault.line == line && fault.sentence.contains("no TOML"), "\(text): \(fault.text)")
        }
    }
}
