import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("Facts of a lead in words")
struct ValueTests {
    @Test(
        "a moment is a time today, a day this year, a date before",
        arguments: [
            (0.0, 0, "14:13"), (51_180, 0, "00:00"), (51_240, 0, "Sep 20 23:59"), (20_000_000, 0, "Feb 02 02:40"),
            (40_000_000, 0, "2025-06-15"), (0, 36_000, "00:13"), (780, 36_000, "00:00"), (840, 36_000, "Sep 21 23:59"),
        ]
    )
    func moment(ago: Double, offset: Int, text: String) {
        #expect(Formatters.moment(Scenes.now - ago, now: Scenes.now) { _ in offset } == text)
    }

    @Test("the state of a number and the kinds of a lead are short words")
    func words() {
        let states: [Phone.Status?] = [.valid, .invalid, .talked, .dncNumber, .dncContact, nil]
        #expect(
            states.map { Formatters.status($0) } == ["valid", "invalid", "talked", "DNC number", "DNC contact", ""]
        )
        #expect(Formatters.initials([.buyer, .seller, .renter]) == "BSR")
        #expect(Formatters.initials([]).isEmpty)
        #expect(Formatters.age(of: nil, now: Scenes.now) == "–")
    }

    @Test(
        "the number is taken apart when it has ten digits, with or without the 1 of the country",
        arguments: [
            ("15125550142", "(512) 555-0142"), ("25125550142", "25125550142"), ("512555014", "512555014"),
            ("+44 20 7946 0958", "+44 20 7946 0958"),
        ]
    )
    func phone(number: String, text: String) { #expect(Formatters.phone(Phone(number)) == text) }

    @Test(
        "prices change their unit at a thousand and at a million",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1k"), (1_999, "1k"), (999_999, "999k"), (1_099_999, "1M"),
            (1_100_000, "1.1M"), (10_000_000, "10M"),
        ]
    )
    func price(dollars: Int64, text: String) { #expect(Formatters.price(dollars) == text) }

    @Test(
        "when a lead means to buy and sell is told in Lofty's words, with the months only where there are some",
        arguments: [
            ("3-6", "buying in 3-6 months"), ("12+", "buying in 12+ months"), ("0-3", "buying in 0-3 months"),
            ("Just Looking", "buying: just looking"), ("Refinancing", "buying: refinancing"),
        ]
    )
    func timeFrames(frame: String, words: String) {
        #expect(DetailText.wants(Inquiry(buyingTimeFrame: frame)) == words)
        let selling = words.replacing("buying", with: "selling")
        #expect(DetailText.wants(Inquiry(sellingTimeFrame: frame)) == selling)
    }

    @Test("what a lead looks for is told as far as it is known")
    func wants() {
        let tell = { (inquiry: Inquiry) in DetailText.wants(inquiry) }

        #expect(tell(Inquiry()) == "not said")
        #expect(tell(Inquiry(bedroomsMin: 2, bedroomsMax: 4)) == "2–4 bd")
        #expect(tell(Inquiry(bedroomsMin: 3, bedroomsMax: 3)) == "3+ bd")
        #expect(tell(Inquiry(bedroomsMax: 4)) == "up to 4 bd")
        #expect(tell(Inquiry(priceMin: 400_000)) == "from $400k")
        #expect(tell(Inquiry(priceMax: 1_250_000)) == "up to $1.2M")
        #expect(tell(Inquiry(propertyTypes: ["Condo"], locations: ["78704"])) == "Condo, 78704")
        #expect(tell(Inquiry(buyingTimeFrame: "3-6")) == "buying in 3-6 months")
        #expect(
            tell(Inquiry(sellingTimeFrame: "12", isPrequalified: "No")) == "selling in 12 months, pre-qualified: no"
        )
    }

    /// The detail of the book's first lead after a change.
    private func detail(_ change: (inout LeadRow) -> Void) -> String {
        var row = Scenes.leads[0]
        change(&row)
        var state = Scenes.book
        Scenes.show([row], in: &state)
        let rendering = Scenes.rendering(state, width: 220, height: 60)
        let content = rendering.layout.content(of: .detail)
        return (content.y..<content.maxY).map { y in
            String(rendering.frame.lines[y].dropFirst(content.x).prefix(content.width)).trimmed
        }.joined(separator: "\n")
    }

    @Test("the owner is the person, somebody else, nobody, or nobody with the pond the lead is in")
    func owner() {
        #expect(detail { _ in }.contains("owner me"))
        #expect(detail { $0.lead.assignee = Assignee(id: 12, name: "Bob Li") }.contains("owner Bob Li"))
        #expect(detail { $0.lead.assignee = nil }.contains("owner nobody"))
        let pond = detail {
            $0.lead.assignee = nil
            $0.lead.pond = Pond(id: 1, name: "Lake")
        }
        #expect(pond.contains("owner nobody (pond Lake)"))
    }

    @Test(
        "a new lead waits against the target, one that was reached tells when, an old one that nobody reached says so"
    )
    func contactMoment() {
        #expect(detail { _ in }.contains("waiting 42s of 5 min"))
        #expect(detail { $0.lead.lastTouchAt = Scenes.now - 190 }.contains("last contact 3m ago"))
        #expect(detail { $0.lead.createdAt = Scenes.now - 200_000 }.contains("never contacted"))
    }

    @Test("creation and source stand beside it, today as a time")
    func creation() {
        #expect(detail { _ in }.contains("created 14:12 from Zillow"))
        #expect(detail { $0.lead.source = nil }.contains("created 14:12 from an unknown source"))
        #expect(!detail { $0.lead.createdAt = nil }.contains("created"))
    }

    @Test("the address is told as far as it is known")
    func address() {
        let told = { (address: PostalAddress?) in detail { $0.lead.address = address } }
        let whole = PostalAddress(street: "1 Elm St", city: "Austin", state: "TX", postalCode: "78704")

        #expect(told(whole).contains("1 Elm St, Austin, TX 78704"))
        #expect(told(PostalAddress(city: "Austin", postalCode: "78704")).contains("Austin, 78704"))
        #expect(!told(nil).contains("address"))
    }

    @Test("dates tell what never happened too, and the creation where it has no line of its own")
    func dates() {
        let text = detail {
            $0.lead.lastVisitAt = Scenes.now - 30
            $0.lead.address = nil
        }
        #expect(text.contains("never touched · on site 30s ago"))
        #expect(detail { _ in }.contains("never touched · never on site"))
    }

    @Test("a hidden lead, tags and their lack, and the number of the record are told")
    func others() {
        #expect(detail { $0.lead.isHidden = true }.contains("hidden from others"))
        #expect(!detail { _ in }.contains("hidden"))
        #expect(detail { $0.lead.tags = [] }.contains("tags     none"))
        #expect(detail { _ in }.contains("1147000000000001"))
        #expect(detail { $0.lead.phones = [] }.contains("phone    none"))
        #expect(detail { $0.lead.emails = [] }.contains("email    none"))
    }

    @Test("of several unsent changes the one that needs a person is told, else the newest")
    func unsent() {
        let told = { (entries: [OutboxEntry]) in
            var state = Scenes.book
            _ = AppReducer.reduce(&state, .happened(.outboxChanged(entries)))
            return Scenes.frame(state, width: 200, height: 50).lines.joined(separator: "\n")
        }
        let changes: [(LeadChange, OutboxEntry.Status)] = [
            (.addTag("first"), .queued), (.addTag("stopped"), .conflicted(theirs: "x")), (.addTag("last"), .queued),
        ]
        let entries = changes.enumerated().map { number, change in
            OutboxEntry(
                id: OutboxEntry.ID(rawValue: Int64(number)),
                leadID: Scenes.leads[0].lead.id,
                leadName: "Jane Smith",
                change: change.0,
                status: change.1,
                createdAt: Scenes.now
            )
        }

        #expect(told(entries).contains("≠ tag +stopped: somebody changed it to x"))
        #expect(told([entries[0], entries[2]]).contains("tag +last waits for its turn"))
    }

    @Test(
        "what is pasted away is counted in words",
        arguments: [(1, 0, "1 line break became"), (2, 1, "2 line breaks and 1 tab became"), (0, 3, "3 tabs became")]
    )
    func blanks(breaks: Int, tabs: Int, text: String) {
        #expect(Wording.problem(.becameBlanks(breaks: breaks, tabs: tabs), KeyNames()).contains(text))
    }

    @Test("a field that was changed meanwhile is told with both values, and an empty one as empty")
    func changedMeanwhile() {
        let said = Wording.problem(.changedMeanwhile(field: "Source", theirs: "", yours: "Zillow"), KeyNames())
        #expect(said.contains("theirs empty, yours “Zillow”"))
    }

    @Test("long notes and reasons are cut in what is told of them, short ones are not")
    func cuts() {
        let long = String(repeating: "a", count: 41)

        #expect(Wording.change(.addNote(long)) == "note “\(long.prefix(40))…”")
        #expect(Wording.change(.addNote(String(long.prefix(40)))) == "note “\(long.prefix(40))”")
        #expect(Wording.change(.trash(reason: long)) == "to the trash (\(long.prefix(40)))")
    }

    @Test("a countdown is rounded up and never below nothing")
    func countdown() {
        let told = { (until: Double) in
            let entry = OutboxEntry(
                id: OutboxEntry.ID(rawValue: 1),
                leadID: Lead.ID(1),
                leadName: "Ada",
                change: .addTag("a"),
                status: .held(until: Scenes.now + until),
                createdAt: Scenes.now
            )
            return Wording.state(of: entry, now: Scenes.now)
        }
        #expect(told(5.2) == "tag +a goes out in 6 s.")
        #expect(told(5) == "tag +a goes out in 5 s.")
        #expect(told(-3) == "tag +a waits for its turn.")
    }

    @Test("a change that may go and has others before it is said to wait for its turn, not to go in no time")
    func heldNoMore() {
        let told = [1.0, 0, -3].map { until in
            OutboxExplanation(
                OutboxEntry(
                    id: OutboxEntry.ID(rawValue: 1),
                    leadID: Lead.ID(1),
                    leadName: "Ada",
                    change: .addTag("a"),
                    status: .held(until: Scenes.now + until),
                    createdAt: Scenes.now
                ),
                among: [],
                link: .online,
                now: Scenes.now
            ).state
        }
        #expect(told[0] == "Goes out in 1 s; until then it can be taken back for nothing.")
        #expect(
            told[1...] == ["Waits for its turn and goes out by itself.", "Waits for its turn and goes out by itself."]
        )
    }

    @Test("who wants a lead to have no owner is told that Lofty's API offers no way, whoever is called alike")
    func nobody() {
        for (words, nearest) in [("nobody", nil), ("Unassigned", nil), ("none", "Noah Sawyer")] {
            let told = Wording.obstacle(.unknownMember(words, nearest: nearest), lead: "Ada")
            #expect(told.hasPrefix("Lofty's API leaves no lead without an owner."), "\(told)")
        }
        let unknown = Wording.obstacle(.unknownMember("nobody else", nearest: nil), lead: "Ada")
        #expect(unknown.hasPrefix("No member is called"))
    }

    @Test("keys that were dropped, and those that came too early, are counted")
    func counted() {
        #expect(Wording.notice(.keysDropped(1), now: Scenes.now, KeyNames()) == "1 key that waited was dropped.")
        #expect(Wording.notice(.keysDropped(2), now: Scenes.now, KeyNames()) == "2 keys that waited were dropped.")
        #expect(Wording.earlyKeys(0).isEmpty)
        #expect(Wording.earlyKeys(2)[0].hasPrefix("2 keys"))
    }
}
