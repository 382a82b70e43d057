import Foundation
import Leads
import Testing

@testable import Configuration

/// The dispositions of a `bundles.toml` with this text.
private func bundles(_ text: String) throws -> Configuration.Bundles {
    Configuration.Bundles(try TOMLFile(Configuration.bundlesFile, text: text))
}

@Suite("The dispositions of a person")
struct BundlesFileTests {
    @Test("no file leaves Foyer's own")
    func nothing() {
        #expect(Configuration(readingFrom: "/nowhere/at/all").dispositions == Disposition.defaults)
    }

    @Test("a section of a new name adds a disposition with every part")
    func adds() throws {
        let read = try bundles(
            """
            [show-booked]
            label = "showing booked"
            letter = "s"
            outcome = "talked"
            stage = "Showing"
            only-forward = true
            stage-if-there = true
            add-tags = ["showing"]
            remove-tags = ["cold", "stale"]
            counter = "show"
            follow-up = "tomorrow 10:00"
            follow-up-kind = "text"
            follow-up-text = "Remind of the showing"
            calling-hours = true
            snooze = "acts"
            advance = false
            ask = true
            """
        )
        #expect(read.faults.isEmpty)
        #expect(
            read.dispositions.last
                == Disposition(
                    "show-booked",
                    "showing booked",
                    letter: "s",
                    outcome: .talked,
                    stage: Disposition.StageStep("Showing", isOnlyForward: true, isOptional: true),
                    addingTags: ["showing"],
                    removingTags: ["cold", "stale"],
                    counter: "show",
                    followUp: FollowUpWish(
                        "tomorrow 10:00",
                        kind: .text,
                        text: "Remind of the showing",
                        keepsCallingHours: true
                    ),
                    snooze: .untilLeadActs,
                    advances: false,
                    asks: true
                )
        )
        #expect(read.dispositions.dropLast() == Disposition.defaults[...])
    }

    @Test("a section of a known name changes what it says and keeps the rest; an empty text takes a part away")
    func changes() throws {
        let read = try bundles(
            "[talked]\nlabel = \"spoke\"\nfollow-up = \"\"\n[voicemail]\nfollow-up = \"2 days 11:00\""
        )
        #expect(read.faults.isEmpty)
        let talked = try #require(read.dispositions.first)
        #expect(talked.label == "spoke")
        #expect(talked.followUp == nil)
        #expect(talked.stage == Disposition.defaults[0].stage)
        #expect(read.dispositions[1].followUp?.when == "2 days 11:00")
        #expect(read.dispositions[1].followUp?.text == Disposition.defaults[1].followUp?.text)
    }

    @Test("the order of the keys 1 to 9 can be said; what is not named follows")
    func order() throws {
        let read = try bundles("order = [\"later\", \"mine\"]\n[mine]\nadd-tags = \"x\"")
        #expect(read.faults.isEmpty)
        #expect(read.dispositions.map(\.id).prefix(3) == ["later", "mine", "talked"])
        #expect(read.dispositions.count == Disposition.defaults.count + 1)
    }

    @Test("a letter goes to the disposition it is given to, and the one that had it loses it")
    func letter() throws {
        let read = try bundles("[later]\nletter = \"t\"")
        #expect(read.faults.isEmpty)
        #expect(read.dispositions.first { $0.id == "later" }?.letter == "t")
        #expect(read.dispositions.first { $0.id == "talked" }?.letter == nil)
    }

    static let mistakes: [(String, line: Int, part: String)] = [
        ("[mine]\nlabl = \"x\"", 2, "did you mean “label”?"), ("[mine]\noutcome = \"voicemal\"", 2, "voice-message"),
        ("[mine]\nletter = \"ab\"", 2, "one letter"), ("[mine]\nask = \"yes\"", 2, "true or false"),
        ("[mine]\nadd-tags = 3", 2, "texts in quotes"), ("[mine]\nfollow-up = \"someday\"", 2, "a time such as"),
        ("[mine]\nsnooze = \"25:00\"", 2, "a time such as"), ("[mine]\nfollow-up-text = \"hi\"", 2, "beside it"),
        ("[mine]\nfollow-up = \"3 days\"\nfollow-up-kind = \"fax\"", 3, "call, email, text"),
        ("[mine]\nonly-forward = true", 2, "a “stage” beside it"), ("[\"a b\"]\nask = true", 1, "is no name"),
        ("[a]\nletter = \"q\"\n[b]\nletter = \"q\"", 4, "wanted for a and for b"),
        ("order = [\"talkd\"]", 1, "did you mean “talked”?"), ("order = 3", 1, "takes names in quotes"),
        ("label = \"x\"", 1, "in no section"),
    ]

    @Test("a fault is told with its line, and the rest counts", arguments: mistakes)
    func faults(text: String, line: Int, part: String) throws {
        let read = try bundles(text + "\n[later]\nlabel = \"not now\"")
        let fault = try #require(read.faults.first)
        #expect(read.faults.count == 1, "\(read.faults.map(\.text))")
        #expect(fault.line == line, "\(fault.text)")
        #expect(fault.text.contains(part), "\(fault.text)")
        #expect(read.dispositions.first { $0.id == "later" }?.label == "not now")
    }

    @Test("what is written as effective reads back to the same, and so does the template without its marks")
    func roundTrip() throws {
        let odd = try bundles(
            "order = [\"a\"]\n[a]\nlabel = \"say \\\"hi\\\" \\\\ bye\"\nsnooze = \"acts\"\nask = true"
        )
        for (text, expected) in [
            (Configuration.effective(of: odd.dispositions), odd.dispositions),
            (Self.uncommented(Configuration.bundlesTemplate), Disposition.defaults),
        ] {
            let read = try bundles(text)
            #expect(read.faults.isEmpty, "\(read.faults.map(\.text))")
            // A stage that is written down is meant, unless the file says otherwise.
            #expect(read.dispositions == expected)
        }
    }

    /// Section and value lines without `# `.
    private static func uncommented(_ text: String) -> String {
        text.split(separator: "\n").filter { $0.hasPrefix("# [") || $0.contains(" = ") && $0.hasPrefix("# ") }
            .map { $0.dropFirst(2) }.joined(separator: "\n")
    }

    @Test("the place of a section is known, for what only a team can tell")
    func places() throws {
        let read = try bundles("# mine\n[mine]\nask = true\nstage = \"Nowhere\"")
        #expect(read.places == ["mine": "bundles.toml:4"])
    }
}
