import FoundationEssentials
import LeadIndex
import Leads
import TestSupport

/// A book as a dictionary, asked slowly and plainly: what every answer of the index has to equal.
struct ReferenceBook {
    private(set) var facts: [Lead.ID: LeadFacts] = [:]

    var count: Int { facts.count }
    var rows: [LeadRow] { facts.values.map(\.row) }

    mutating func apply(rows: [LeadRow], removing ids: [Lead.ID]) {
        for id in ids { facts[id] = nil }
        for row in rows { facts[row.lead.id] = LeadFacts(row) }
    }

    /// The leads that match, in order.
    func answer(_ query: LeadQuery, _ sort: LeadSort, _ context: QueryContext) -> [Lead.ID] {
        let predicate = LeadPredicate(query, context: context)
        return NaiveOrder(sort).sorted(facts.values.filter(predicate.matches).map(\.row)).map(\.lead.id)
    }

    func count(_ query: LeadQuery, _ context: QueryContext) -> Int {
        let predicate = LeadPredicate(query, context: context)
        return facts.values.count(where: predicate.matches)
    }
}

/// Changes to a book, invented at random.
struct RandomChanges {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Some leads new, changed or as they were, and some to be taken out, which may be among the others or unknown.
    mutating func batch(of size: Int, from book: ReferenceBook) -> (rows: [LeadRow], ids: [Lead.ID]) {
        let known = Array(book.facts.keys.sorted().shuffled(using: &generator).prefix(size))
        var rows = known.prefix(size / 2).compactMap { book.facts[$0]?.row }.map { changed($0) }
        rows += SampleLeads.rows(count: size, seed: generator.next()).shuffled(using: &generator).prefix(size / 2)
        rows += odd.shuffled(using: &generator).prefix(1)
        return (rows.shuffled(using: &generator), known.suffix(size / 4) + [Lead.ID(404)])
    }

    private mutating func changed(_ row: LeadRow) -> LeadRow {
        var row = row
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: row.syncState = [.clean, .queued, .sending, .failed, .conflict].shuffled(using: &generator)[0]
        case 1: row.lead.stage = ["New Lead", "Closed", nil, "Under Contract"].shuffled(using: &generator)[0]
        case 2: row.lead.tags = ["hot", "hotel", "Préqualifié"].shuffled(using: &generator)
        case 3:
            let names = ["Ann", "Østen", "O’Brien", "小龍", "", "Wolfeschlegelsteinhausenberger"]
            row.lead.firstName = names.shuffled(using: &generator)[0]
        case 4:
            // Whole seconds, as the server tells them, a part of one, and what no four bytes hold.
            let moments = [SampleLeads.now, SampleLeads.now - 0.5, SampleLeads.now - 86_400.25, .distantFuture]
            row.lead.lastTouchAt = moments.shuffled(using: &generator)[0]
        case 5: row.lead.score = [nil, 0, 80, .max, .min].shuffled(using: &generator)[0]
        case 6: row.lead.phones = Array(Self.phones.shuffled(using: &generator).prefix(2))
        case 7: row.lead.updatedAt = nil
        case 8: row.lead.address = Self.addresses.shuffled(using: &generator)[0]
        case 9: row.lead.inquiry.locations = ["Austin, TX 78701", "Boise, ID", "Nowhere"].shuffled(using: &generator)
        case 10: row.lead.permissions.cannotCall.toggle()
        default: break
        }
        return row
    }

    /// Numbers of many places and spellings.
    private static let phones = [
        Phone("+1 (512) 555-0101", status: .valid), Phone("212.555.0101 x12"), Phone("tel:+44-20-7946-0958"),
        Phone("020 7946 0958"), Phone("8505550101", status: .talked), Phone("808-555-0101", status: .dncNumber),
        Phone("1-800-FLOWERS"), Phone("555-0101"), Phone("709 555 0101", status: .invalid), Phone("12"),
    ]
    private static let addresses = [
        PostalAddress(state: "HI"), PostalAddress(postalCode: "37301"), PostalAddress(state: "Atlantis"), nil,
    ]

    /// Leads that are hard to lay out.
    private var odd: [LeadRow] {
        let long = String(repeating: "x", count: 300) + "needle"
        let leads = [
            Lead(id: Lead.ID(-7), firstName: ""),
            Lead(id: Lead.ID(.max), firstName: "\n\u{0B}\u{0C}\u{10}", lastName: "0\u{0}5"),
            Lead(id: Lead.ID(1), firstName: long, emails: ["", long], phones: [Phone("no digits"), Phone("")]),
            Lead(id: Lead.ID(2), firstName: String(repeating: "李", count: 30), tags: ["", "hot", "hot"]),
            Lead(id: Lead.ID(3), firstName: "", emails: ["only@example.com"], createdAt: .distantPast),
            Lead(id: Lead.ID(4), firstName: "", phones: [Phone("5125550199")], assignee: Assignee(id: 5, name: "")),
            // To Unicode these two tags are one, to the folding they are not.
            Lead(id: Lead.ID(6), firstName: "A", tags: ["hot\u{37E}"]),
            Lead(id: Lead.ID(7), firstName: "A", tags: ["hot;"]),
            Lead(id: Lead.ID(5), firstName: "A", inquiry: Inquiry(priceMin: .max, priceMax: .min, bedroomsMin: 3)),
        ]
        return leads.map { LeadRow(lead: $0, syncState: .clean) }
    }
}
