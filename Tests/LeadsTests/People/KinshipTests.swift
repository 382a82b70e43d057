import Leads
import TestSupport
import Testing

@Suite("Duplicates and households")
struct KinshipTests {
    private static func lead(
        _ id: Int64,
        _ first: String,
        _ last: String = "",
        _ email: String? = nil,
        _ phone: String? = nil,
        _ street: String? = nil
    ) -> Lead {
        Lead(
            id: Lead.ID(id),
            firstName: first,
            lastName: last,
            emails: [email].compactMap(\.self),
            phones: [phone].compactMap(\.self).map { Phone($0) },
            address: street.map { PostalAddress(street: $0, postalCode: "78704") }
        )
    }

    private static let jane = lead(1, "Jane", "Smith", "jane@example.com", "+1 (512) 555-0142", "12 Oak St.")

    @Test(
        "a number with its country and the same without are one",
        arguments: [
            ("+44 20 7946 0018", "020 7946 0018"), ("(020) 7946 0018", "+44 (0)20 7946 0018"),
            ("+353 1 555 0142", "35315550142"),
        ]
    )
    func countries(one: String, other: String) {
        let known = KinIndex([Self.lead(1, "Ana", "Cruz", nil, one), Self.lead(2, "Bo", "Li", nil, one)])
        let matches = known.matches(of: Self.lead(3, "Ana", "Cruz", nil, other))
        #expect(matches.map(\.id) == [Lead.ID(1), Lead.ID(2)])
        #expect(matches.map(\.kinship.isDuplicate) == [true, false])
    }

    @Test(
        "one person twice, two people in one home, or strangers",
        arguments: [
            (lead(2, "J.", "Smith", "JANE@example.com "), "duplicate: same email jane@example.com, same name"),
            (lead(2, "Somebody", "Else", "mailto:jane@example.com"), "duplicate: same email jane@example.com"),
            (lead(2, "Jane", "Smith", nil, "512.555.0142 x7"), "duplicate: same phone +1 (512) 555-0142, same name"),
            (lead(2, "jané", "SMITH", nil, "tel:+15125550142"), "duplicate: same phone +1 (512) 555-0142, same name"),
            (lead(2, "Smith,", "Jane", nil, "5125550142"), "duplicate: same phone +1 (512) 555-0142, same name"),
            (lead(2, "J", "Smith", nil, "5125550142"), "duplicate: same phone +1 (512) 555-0142, same name"),
            (lead(2, "", "", nil, "5125550142"), "duplicate: same phone +1 (512) 555-0142"),
            (lead(2, "John", "Smith", nil, "15125550142"), "household: same phone +1 (512) 555-0142"),
            (lead(2, "Jane", "Jones", nil, "5125550142"), "household: same phone +1 (512) 555-0142"),
            (lead(2, "Jane", "Smith", nil, nil, "12 oak st"), "duplicate: same address, same name"),
            (lead(2, "John", "Smith", nil, nil, "12 Oak St"), "household: same address"),
            (lead(2, "", "", nil, nil, "12 Oak St"), "household: same address"),
            (lead(2, "Jane", "Smith"), "nothing"),
            (lead(2, "Jane", "Smith", "jane.smith@example.com", "5125550143"), "nothing"),
            (lead(2, "Jane", "Smith", "none", "12"), "nothing"),
            (lead(2, "John", "Doe", nil, "+44 512 555 0142"), "nothing"),
        ]
    )
    func kinship(other: Lead, words: String) {
        let matches = KinIndex([other]).matches(of: Self.jane)
        let said = matches.map { ($0.kinship.isDuplicate ? "duplicate: " : "household: ") + $0.kinship.words }
        #expect(said == (words == "nothing" ? [] : [words]))
        // It goes both ways.
        #expect(
            KinIndex([Self.jane]).matches(of: other).map(\.kinship.isDuplicate) == matches.map(\.kinship.isDuplicate)
        )
    }

    @Test("a row of a form or an import finds what it would double, duplicates first")
    func newLead() {
        let index = KinIndex([
            Self.lead(7, "John", "Smith", nil, "5125550142"), Self.lead(9, "Jane", "Smith", "jane@example.com"),
            Self.jane,
        ])
        let new = NewLead(
            firstName: "Jane",
            lastName: "Smith",
            emails: ["jane@example.com"],
            phones: ["(512) 555-0142"]
        )
        #expect(index.matches(of: new).map(\.id.rawValue) == [1, 9, 7])
        #expect(index.matches(of: new).map(\.kinship.isDuplicate) == [true, true, false])
    }

    @Test("an index that has seen changes answers as one made anew", arguments: [1, 2, UInt64.random(in: 3 ... .max)])
    func updates(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func invent(_ id: Int64) -> Lead {
            func pick(_ texts: [String]) -> String { texts.randomElement(using: &generator) ?? "" }
            return Self.lead(
                id,
                pick(["Jane", "John", "J", ""]),
                pick(["Smith", "Jones"]),
                pick(["a@example.com", "B@example.com", "b@example.com", "none"]),
                pick(["5125550101", "+15125550101", "5125550102", "n/a"]),
                pick(["1 Oak St", "2 Elm St", "x"])
            )
        }
        var leads: [Lead.ID: Lead] = [:]
        var index = KinIndex()
        for _ in 0..<300 {
            let lead = invent(Int64.random(in: 1...20, using: &generator))
            if Int.random(in: 0..<4, using: &generator) == 0 {
                index.remove(lead.id)
                leads[lead.id] = nil
            } else {
                index.put(lead)
                leads[lead.id] = lead
            }
        }
        let fresh = KinIndex(leads.values)
        var found = 0
        for lead in leads.values {
            let matches = index.matches(of: lead)
            found += matches.count
            #expect(matches == fresh.matches(of: lead), "seed \(seed)")
            #expect(!matches.contains { $0.id == lead.id })
        }
        #expect(found > 0, "seed \(seed)")
    }
}
