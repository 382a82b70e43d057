package import FoundationEssentials
package import Leads

/// Invented leads, the same on every run: no person, number or address of them exists.
package enum SampleLeads {
    /// The moment that the times of all samples are counted back from: 2026-11-02 15:00 UTC.
    package static let now = Date(timeIntervalSince1970: 1_793_631_600)

    /// The agents who own samples.
    package static let members: [Member] = [
        member(1, "Alice", "Johnson", isAdmin: true),
        member(2, "Bruno", "García"),
        member(3, "Chidi", "Okafor"),
    ]

    /// A lead of its own for each number; its id is above 2^53 for every seventh.
    package static func lead(_ number: Int) -> Lead {
        var generator = SeededGenerator(seed: UInt64(bitPattern: Int64(number)) &* 0x9E37)
        return lead(number, using: &generator)
    }

    /// A book of leads with ids in no order; another seed gives other leads under the same ids.
    package static func book(count: Int, seed: UInt64 = 1) -> [Lead] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { lead($0, using: &generator) }.shuffled(using: &generator)
    }

    /// The same leads as rows, most of them in step with the server.
    package static func rows(count: Int, seed: UInt64 = 1) -> [LeadRow] {
        var generator = SeededGenerator(seed: ~seed)
        return book(count: count, seed: seed).map { LeadRow(lead: $0, syncState: syncState(using: &generator)) }
    }

}

// MARK: Invention

extension SampleLeads {
    /// Follow-ups of every third lead, due within two days of ``now`` before and after it, or at no time.
    package static func followUps(of rows: [LeadRow]) -> [FollowUp] {
        rows.enumerated().filter { $0.offset % 3 == 0 }.map { place, row in
            FollowUp(
                id: FollowUp.ID(rawValue: Int64(place + 1)),
                leadID: row.lead.id,
                kind: .call,
                text: "Call back",
                dueAt: place % 5 == 0 ? nil : now + Double(place * 7_919 % 345_600) - 172_800
            )
        }
    }

    private static let firstNames = [
        "Jane", "Ravi", "Ana", "小龍", "José", "Zoë", "Bjørn", "Fatima", "Łukasz", "Nguyễn", "Олег", "Mary-Ann",
        "محمد", "Ελένη", "Jürgen", "O'Brien", "さくら", "Sam", "Émile", "Jo",
    ]
    private static let lastNames = [
        "Smith", "Patel", "de la Cruz", "李", "Muñoz", "Åkesson", "Dvořák", "Haddad", "Nowak", "Trần", "Иванов", "Lee",
        "الحسن", "Παππά", "Weiß", "Smithson", "田中", "van der Westhuizen-Montgomery", "🌵 Ranch", "",
    ]
    private static let stages = [
        "New Lead", "Contacted", "Qualified", "Under Contract", "Closed", "Nurture", "Archived", "New Leads",
    ]
    private static let sources = ["Zillow", "Google", "Website", "Import", "Zillow Flex", "Référence"]
    private static let tags = [
        "hot", "Hot lead", "relocation", "dnc", "hotel", "VIP", "first-time buyer", "préqualifié",
    ]
    private static let ponds = [Pond(id: 11, name: "Shark Tank"), Pond(id: 12, name: "Old Internet Leads")]

    private static func member(_ number: Int64, _ first: String, _ last: String, isAdmin: Bool = false) -> Member {
        Member(
            id: Member.ID(rawValue: 700 + number),
            firstName: first,
            lastName: last,
            email: "agent\(number)@example.com",
            isAdmin: isAdmin
        )
    }

    private static func lead(_ number: Int, using generator: inout SeededGenerator) -> Lead {
        let isLarge = number % 7 == 6
        let id = Lead.ID((isLarge ? 9_100_000_000_000_000 : 650_000_000_000_000) + Int64(number) * 13)
        var lead = Lead(
            id: id,
            firstName: pick(firstNames, &generator),
            lastName: pick(lastNames, &generator),
            emails: (0..<Int.random(in: 0...2, using: &generator)).map { "lead\(number).\($0)@example.com" },
            phones: (0..<Int.random(in: 0...2, using: &generator)).map { _ in phone(&generator) }
        )
        label(&lead, &generator)
        qualify(&lead, &generator)
        date(&lead, &generator)
        return lead
    }

    private static func label(_ lead: inout Lead, _ generator: inout SeededGenerator) {
        lead.stage = chance(95, &generator) ? pick(stages, &generator) : nil
        lead.source = chance(90, &generator) ? pick(sources, &generator) : nil
        lead.score = chance(80, &generator) ? Int.random(in: 0...100, using: &generator) : nil
        lead.tags = Array(tags.shuffled(using: &generator).prefix(Int.random(in: 0...3, using: &generator)))
        lead.types = Array(LeadType.named.shuffled(using: &generator).prefix(Int.random(in: 0...2, using: &generator)))
        lead.isHidden = chance(3, &generator)
        if chance(75, &generator) {
            let owner = pick(members, &generator)
            lead.assignee = Assignee(id: 844_000_000_000_000 + owner.id.rawValue, name: owner.fullName)
        } else if chance(50, &generator) {
            lead.pond = pick(ponds, &generator)
        }
    }

    private static func qualify(_ lead: inout Lead, _ generator: inout SeededGenerator) {
        lead.permissions = ContactPermissions(
            cannotCall: chance(5, &generator),
            cannotText: chance(5, &generator),
            cannotEmail: chance(5, &generator),
            isUnsubscribed: chance(5, &generator)
        )
        if chance(60, &generator) {
            let low = Int64.random(in: 20...90, using: &generator) * 10_000
            lead.inquiry.priceMin = chance(80, &generator) ? low : nil
            lead.inquiry.priceMax = chance(80, &generator) ? low + 150_000 : nil
        }
        if chance(50, &generator) { lead.inquiry.bedroomsMin = Int.random(in: 1...5, using: &generator) }
    }

    private static func date(_ lead: inout Lead, _ generator: inout SeededGenerator) {
        // Squaring favours the recent past, as a working book does.
        let age = Double.random(in: 0...1, using: &generator)
        let seconds = Int(age * age * 400 * 86_400)
        lead.createdAt = now.addingTimeInterval(-Double(seconds))
        lead.updatedAt = past(within: seconds, &generator)
        lead.lastTouchAt = chance(70, &generator) ? past(within: seconds, &generator) : nil
        lead.lastVisitAt = chance(60, &generator) ? past(within: seconds, &generator) : nil
    }

    private static func syncState(using generator: inout SeededGenerator) -> SyncState {
        chance(85, &generator) ? .clean : pick([.queued, .sending, .failed, .conflict], &generator)
    }

    private static func phone(_ generator: inout SeededGenerator) -> Phone {
        let area = pick(["512", "737", "415", "+1206"], &generator)
        let line = 5_550_100 + Int.random(in: 0...99, using: &generator)
        let status = pick([.valid, .valid, .talked, .invalid, .dncNumber, .dncContact], &generator) as Phone.Status
        return Phone("\(area)\(line)", status: status)
    }

    private static func past(within seconds: Int, _ generator: inout SeededGenerator) -> Date {
        now.addingTimeInterval(-Double(Int.random(in: 0...max(1, seconds), using: &generator)))
    }

    private static func pick<Element>(_ elements: [Element], _ generator: inout SeededGenerator) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }

    private static func chance(_ percent: Int, _ generator: inout SeededGenerator) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }
}
