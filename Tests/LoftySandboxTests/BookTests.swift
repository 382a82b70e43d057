import Foundation
import Testing

@testable import LoftySandbox

@Suite("The invented book", .timeLimit(.minutes(1)))
struct BookTests {
    private static let now: Int64 = 1_795_000_000_000

    private func book(_ count: Int, seed: UInt64 = 1) -> [BookLead] {
        let team = BookTeam(seed: seed, nowMillis: Self.now)
        let maker = BookLeadMaker(team: team, seed: seed, count: count, nowMillis: Self.now)
        return (0..<count).map(maker.lead)
    }

    @Test("the same seed makes the same book over HTTP, another seed another one")
    func repeatable() async throws {
        let clock = ManualClock()
        func page(seed: UInt64) async throws -> [JSON] {
            let configuration = SandboxConfiguration(leads: 40, seed: seed)
            return try await withSandbox(configuration, environment: clock.environment) { _, client in
                try await client.list("limit=100").leads
            }
        }
        let first = try await page(seed: 9)
        #expect(try await page(seed: 9) == first)
        #expect(try await page(seed: 10) != first)
    }

    @Test("ids are distinct, and some do not fit a Double", arguments: [50, 1_000])
    func ids(count: Int) {
        let ids = book(count).map(\.id)
        #expect(Set(ids).count == count)
        #expect(ids.contains(BookLeadMaker.guideLeadID))
        #expect(ids.allSatisfy { $0 > 1 << 31 })
        #expect(ids.contains { $0 > 1 << 53 && $0 < 1 << 62 && Int64(Double($0)) != $0 })
        #expect(ids.contains { $0 > Int64.max - 1_000 })
    }

    @Test("the guide's lead is there whatever the size", arguments: [1, 2, 3, 4, 10, 97])
    func guideLead(count: Int) {
        let leads = book(count).filter { $0.id == BookLeadMaker.guideLeadID }
        #expect(leads.count == 1)
        #expect(leads.first?.stage == 0)
    }

    @Test("nobody real is in it: example domains and 555-01xx numbers")
    func inventedPeople() {
        for lead in book(800) {
            for email in lead.emails { #expect(email.contains(/@example\.(com|net|org)$/), "\(email)") }
            for phone in lead.phones {
                #expect(phone.number.wholeMatch(of: /[2-9]\d{2}55501\d{2}/) != nil, "\(phone.number)")
            }
            #expect(!lead.emails.isEmpty || !lead.phones.isEmpty)
        }
    }

    @Test("names are in many scripts and within what Lofty keeps")
    func names() {
        let leads = book(600)
        for lead in leads {
            #expect(lead.name.first.count <= LeadWrite.longestName)
            #expect(lead.name.last.count <= LeadWrite.longestName)
            #expect(!lead.name.first.isBlank)
        }
        let text = leads.map { $0.name.first + $0.name.last }.joined()
        let scripts: [(String, Regex<Substring>)] = [
            ("Han", /\p{Han}/), ("Hangul", /\p{Hangul}/), ("Arabic", /\p{Arabic}/), ("Hebrew", /\p{Hebrew}/),
            ("Cyrillic", /\p{Cyrillic}/), ("kana", /\p{Hiragana}/), ("Thai", /\p{Thai}/),
            ("Devanagari", /\p{Devanagari}/),
            ("emoji", /🌻/),
        ]
        for (name, script) in scripts { #expect(text.contains(script), "\(name)") }
        let scalars = text.unicodeScalars
        #expect(scalars.contains("\u{1B}"))
        #expect(scalars.contains("\u{202E}"))
        #expect(scalars.contains("\u{301}"))
        #expect(leads.contains { $0.name.first.count == LeadWrite.longestName })
    }

    @Test("nothing happens before the lead came or after now")
    func history() {
        for lead in book(800) {
            let moments = lead.communications.map(\.millis) + lead.activities.map(\.millis) + lead.notes.map(\.millis)
            #expect(moments.allSatisfy { ($0 > lead.createMillis) && ($0 < Self.now) })
            #expect(lead.visitMillis == lead.activities.map(\.millis).max() ?? 0)
            #expect(lead.updateMillis >= max(lead.touchMillis, lead.visitMillis))
        }
    }

    @Test("ages spread over two years, with some of minutes and many of days")
    func ages() {
        let ages = book(1_000).map { Double(Self.now - $0.createMillis) / 86_400_000 }
        #expect(ages == ages.sorted())
        #expect(ages[0] < 0.01)
        #expect(ages.count { $0 < 1 } >= 40)
        #expect(ages.count { $0 < 14 } >= 150)
        #expect((600...731).contains(ages[999]))
    }

    @Test("there is something of everything that a workbench must show")
    func variety() {
        let leads = book(800)
        #expect(Set(leads.map(\.stage)) == Set(BookTeam.stages.indices))
        #expect(Set(leads.map(\.source)).count == 9)
        #expect(leads.contains { $0.assigneeID == 0 && $0.pondID != 0 })
        #expect(leads.contains { $0.assigneeID == 0 && $0.pondID == 0 })
        #expect(leads.contains { $0.isHidden })
        #expect(
            leads.contains { $0.cannotCall } && leads.contains { $0.cannotText } && leads.contains { $0.cannotEmail }
        )
        #expect(leads.contains { $0.isUnsubscribed })
        #expect(Set(leads.flatMap { $0.phones.map(\.status) }) == [1, 2, 3, 4, 5])
        #expect(leads.allSatisfy { lead in !lead.phones.contains { $0.status == 5 } || lead.cannotCall })
        #expect(leads.contains { $0.activities.count > 100 })
        #expect(leads.contains { $0.communications.isEmpty && $0.activities.isEmpty })
        #expect(leads.contains { $0.tags.count > 2 } && leads.contains { $0.tags.isEmpty })
        #expect(Set(leads.flatMap(\.leadTypes)).isSuperset(of: [-1, 1, 2, 5, 6, 8]))
    }
}
