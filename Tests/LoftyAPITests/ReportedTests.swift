import Testing

@testable import LoftyAPI

@Suite("Words of the server")
struct ReportedTests {
    @Test("a word is known in any case", arguments: ["\"Auto\"", "\"AUTO\"", "\"auto\""])
    func knowsWords(text: String) throws {
        #expect(Reported<MessageOrigin>(try json(text)) == .known(.automatic))
    }

    @Test("a new word is kept as it came, and nothing is no word")
    func keepsNewWords() throws {
        let new = Reported<MessageOrigin>(try json("\"Bulk\""))
        #expect(new == .other("Bulk"))
        #expect(new?.value == nil)
        #expect(Reported<MessageOrigin>(try json("\"\"")) == nil)
        #expect(Reported<MessageOrigin>(nil) == nil)
    }

    @Test("a code is known as a number and as digits, and a new one is kept")
    func knowsCodes() throws {
        #expect(Reported<WebhookEvent>(try json("2")) == .known(.lead))
        #expect(Reported<WebhookEvent>(try json("\"12\"")) == .known(.stage))
        #expect(Reported<WebhookEvent>(try json("13")) == .other(13))
        #expect(Reported<WebhookEvent>(try json("\"x\"")) == nil)
    }
}
