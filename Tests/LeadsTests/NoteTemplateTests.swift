import Testing

@testable import Leads

@Suite("Texts with the fields of a lead")
struct NoteTemplateTests {
    private static let lead = Lead(
        id: Lead.ID(1),
        firstName: "Zoë",
        lastName: "Byron {name}",
        emails: ["zoe@example.com"],
        phones: [Phone("5125550142")],
        stage: "New Lead",
        source: "Zillow",
        tags: ["hot", "relocation"]
    )
    private static let me = Member(
        id: Member.ID(rawValue: 1),
        firstName: "Alice",
        lastName: "Johnson",
        email: "alice@example.com"
    )

    @Test(
        "every field is filled, once; what is not known is “…”, and other braces stay",
        arguments: [
            ("Hi {first-name}, {me} here", "Hi Zoë, Alice Johnson here"),
            ("{name}/{last-name}", "Zoë Byron {name}/Byron {name}"),
            ("{phone} {email} {stage} {source} {tags}", "5125550142 zoe@example.com New Lead Zillow hot, relocation"),
            ("{owner} in {city}", "… in …"),
            ("{nickname} {} {{name} { name} {Name}", "{nickname} {} {Zoë Byron {name} { name} {Name}"),
            ("two\nlines {", "two\nlines {"), ("", ""), ("{first-name", "{first-name"),
        ]
    )
    func filled(text: String, expected: String) {
        #expect(NoteTemplate("t", label: "t", text: text).filled(for: Self.lead, me: Self.me) == expected)
    }

    @Test("a number that must not be called is in no text", arguments: [Phone.Status.dncNumber, .dncContact, .invalid])
    func listed(status: Phone.Status) {
        var lead = Self.lead
        lead.phones = [Phone("5125550142", status: status)]
        #expect(NoteTemplate("t", label: "t", text: "ring {phone}").filled(for: lead, me: nil) == "ring …")
    }

    @Test("words in braces that are no fields are known")
    func unknown() {
        let template = NoteTemplate("t", label: "t", text: "{name} {nickname} {} {first-name} {frist-name}")
        #expect(template.unknownFields == ["nickname", "frist-name"])
    }
}
