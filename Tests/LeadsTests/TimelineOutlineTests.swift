import FoundationEssentials
import Leads
import Testing

@Suite("What is read of a timeline")
struct TimelineOutlineTests {
    private let noon = Date(timeIntervalSince1970: 1_790_000_000)

    private func view(_ minutesAgo: Double, zip: String? = "78704", price: Int64? = 500_000) -> TimelineEntry {
        TimelineEntry(
            id: "view-\(minutesAgo)",
            at: noon - minutesAgo * 60,
            kind: .site("Browse"),
            text: "a home",
            home: TimelineEntry.Home(zipCode: zip, price: price)
        )
    }

    private func entry(_ id: String, _ minutesAgo: Double, _ kind: TimelineEntry.Kind, _ text: String) -> TimelineEntry
    {
        TimelineEntry(id: id, at: noon - minutesAgo * 60, kind: kind, text: text)
    }

    private func outline(
        _ entries: [TimelineEntry],
        _ choice: TimelineOutline.Choice = TimelineOutline.Choice(),
        lastLook: Date? = nil
    ) -> TimelineOutline {
        TimelineOutline(Timeline(merging: entries).entries, showing: choice, lastLook: lastLook)
    }

    @Test("homes of one visit are one row that says how many, where and at which prices")
    func visit() throws {
        let saved = TimelineEntry(
            id: "save",
            at: noon - 90,
            kind: .site("Favorite"),
            text: "a home",
            home: TimelineEntry.Home(zipCode: "78745", price: 610_000)
        )
        let rows = outline([view(1, price: 420_000), saved, view(2), view(3)]).rows
        guard case .visit(let visit, isOpen: false) = try #require(rows.first), rows.count == 1 else {
            Issue.record("\(rows.map(\.id))")
            return
        }
        #expect(visit.viewedCount == 3)
        #expect(visit.savedCount == 1)
        #expect(visit.zipCode == "78704")
        #expect(visit.prices == 420_000...610_000)
    }

    @Test("two homes stand for themselves, and so do homes around another entry or a long pause")
    func noVisit() {
        #expect(outline([view(1), view(2)]).rows.count == 2)
        let note = entry("note", 2.5, .note(isPinned: false), "called")
        #expect(outline([view(1), view(2), note, view(3), view(4)]).rows.count == 5)
        #expect(outline([view(1), view(2), view(500), view(501)]).rows.count == 4)
    }

    @Test("an open visit shows its homes under itself, and closes again")
    func opens() throws {
        let entries = [view(1), view(2), view(3)]
        let visit = try #require(outline(entries).rows.first)
        let open = outline(entries, TimelineOutline.Choice(toggled: [visit.id])).rows
        #expect(open.count == 4)
        #expect(open.dropFirst().allSatisfy { if case .home = $0 { true } else { false } })
    }

    @Test("a visit keeps its name when a home comes to it at the front, so that an open one stays open")
    func keepsName() throws {
        let before = try #require(outline([view(2), view(3), view(4)]).rows.first)
        let after = try #require(outline([view(1), view(2), view(3), view(4)]).rows.first)
        #expect(before.id == after.id)
    }

    @Test("the mark of what is new stands between what came after the last look and what came before")
    func seen() {
        let entries = [
            entry("new", 5, .call(.inbound, outcome: nil), "rang"), entry("old", 50, .note(isPinned: false), "met"),
        ]
        #expect(outline(entries, lastLook: noon - 600).rows.map(\.id) == ["new", "seen", "old"])
        #expect(outline(entries, lastLook: noon).rows.map(\.id) == ["new", "old"])
        #expect(outline(entries).rows.map(\.id) == ["new", "old"])
    }

    @Test("what was planned when the person looked is no news, before its time and after; a plan made since is")
    func planned() {
        let entries = [
            entry("viewing", -2_000, .appointment(isFinished: false), "viewing at noon"),
            entry("call back", -60, .task(isFinished: false), "call back"),
            entry("rang", 5, .call(.inbound, outcome: nil), "rang"), entry("old", 50, .note(isPinned: false), "met"),
        ]
        let rows = { (entries: [TimelineEntry], planned: Set<String>) in
            TimelineOutline(entries, lastLook: self.noon - 600, known: planned).rows.map(\.id)
        }
        #expect(rows(entries, ["viewing", "call back"]) == ["viewing", "call back", "rang", "seen", "old"])
        let quiet = entries.filter { $0.id != "rang" }
        #expect(rows(quiet, ["viewing", "call back"]) == ["viewing", "call back", "old"], "nothing is new")
        #expect(rows(quiet, ["viewing"]) == ["viewing", "call back", "seen", "old"], "planned since")
        #expect(rows(quiet, ["call back"]) == ["viewing", "seen", "call back", "old"])
        let held = entry("met there", 5, .appointment(isFinished: true), "met there")
        #expect(rows([held, entries[3]], ["met there"]) == ["met there", "old"], "its time came meanwhile")
        let unsent = entry("pending-1", 1, .pending(OutboxEntry.ID(rawValue: 1)), "own note")
        #expect(rows([unsent, entries[3]], []) == ["pending-1", "old"], "an own change is no news")
    }

    @Test("a visit that goes on after the last look is told as two: what was seen and what is new")
    func seenWithinVisit() {
        let entries = [view(1), view(2), view(3), view(4), view(5), view(6)]
        let rows = outline(entries, lastLook: noon - 3.5 * 60).rows
        #expect(rows.count == 3)
        guard rows.count == 3, case .seen = rows[1] else {
            Issue.record("\(rows.map(\.id))")
            return
        }
    }

    @Test("only the chosen kinds are shown, and what is unsent whatever is chosen", arguments: TimelineFamily.allCases)
    func families(family: TimelineFamily) {
        let kinds: [TimelineEntry.Kind] = [
            .site("Search"), .call(.inbound, outcome: nil), .text(.inbound), .email(.inbound, event: nil),
            .note(isPinned: false), .system, .task(isFinished: false), .appointment(isFinished: true), .transaction,
            .pending(OutboxEntry.ID(rawValue: 1)),
        ]
        let entries = kinds.enumerated().map { entry("\($0.offset)", Double($0.offset), $0.element, "text") }
        let shown = outline(entries, TimelineOutline.Choice(families: [family])).rows
        let expected = entries.filter { $0.kind.family == nil || $0.kind.family == family }.map(\.id)
        #expect(shown.map(\.id) == expected)
        #expect(shown.count == (family == .tasks ? 3 : 2))
    }

    @Test("words find an entry whatever their case and accents, in its text and in who did it")
    func words() {
        var call = entry("call", 1, .call(.outbound, outcome: nil), "Wants a yard")
        call.actor = "Zoë D’Aubigné"
        let note = entry("note", 2, .note(isPinned: false), "likes Zilker")
        #expect(outline([call, note], TimelineOutline.Choice(words: "YARD")).rows.map(\.id) == ["call"])
        #expect(outline([call, note], TimelineOutline.Choice(words: "zoe yard")).rows.map(\.id) == ["call"])
        #expect(outline([call, note], TimelineOutline.Choice(words: "zilker park")).rows.isEmpty)
    }

    @Test("an entry without a time stands at the end and belongs to no visit")
    func withoutTime() {
        let timeless = (1...3).map { number in
            TimelineEntry(id: "t\(number)", at: .distantPast, kind: .site("Browse"), text: "a home")
        }
        let rows = outline(timeless + [entry("note", 1, .note(isPinned: false), "met")]).rows
        #expect(rows.map(\.id) == ["note", "t1", "t2", "t3"])
    }

    @Test("10,000 homes of one long visit are one row")
    func large() {
        let entries = (0..<10_000).map { view(Double($0) * 30) }
        #expect(outline(entries).rows.count == 1)
    }
}

@Suite("What changed since a person looked")
struct LeadLookTests {
    private let date = Date(timeIntervalSince1970: 1_790_000_000)

    @Test("nothing that stays, and everything else in the order in which it decides")
    func changes() {
        let before = Lead(
            id: Lead.ID(1),
            firstName: "Ada",
            stage: "New Lead",
            score: 40,
            tags: ["hot", "vip"],
            lastVisitAt: date - 100
        )
        let look = LeadLook(at: before, on: date)
        #expect(look.changes(to: before).isEmpty)

        var after = before
        after.firstName = "Adele"
        #expect(look.changes(to: after).isEmpty)
        after.stage = "Contacted"
        after.assignee = Assignee(id: 7, name: "Bob Li")
        after.score = 71
        after.tags = ["vip", "cash"]
        after.inquiry.priceMax = 500_000
        after.lastVisitAt = date + 60
        #expect(
            look.changes(to: after) == [
                .stage(from: "New Lead", to: "Contacted"), .owner(from: nil, to: "Bob Li"), .score(from: 40, to: 71),
                .tags(added: ["cash"], removed: ["hot"]), .price, .visited(date + 60),
            ]
        )
    }
}
