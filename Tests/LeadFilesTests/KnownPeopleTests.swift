import Foundation
import LeadFiles
import Leads
import Testing

@Suite("People that an import runs into")
struct KnownPeopleTests {
    private func new(_ first: String, _ last: String = "", email: String? = nil, phone: String? = nil) -> NewLead {
        NewLead(
            firstName: first,
            lastName: last,
            emails: [email].compactMap(\.self),
            phones: [phone].compactMap(\.self)
        )
    }

    @Test("one address is one person, whatever the name and the case")
    func address() {
        var people = KnownPeople()
        #expect(people.meet(new("Jane", "Smith", email: "jane@example.com"), line: 2) == .stranger)
        #expect(people.meet(new("J."), line: 3) == .stranger, "nothing is known of whom to find")
        #expect(people.meet(new("Mary", email: "JANE@Example.com"), line: 4) == .same(.line(2)))
    }

    @Test("one number is one person where the names agree, and a household else")
    func number() {
        var people = KnownPeople()
        #expect(people.meet(new("Jane", "Smith", phone: "(512) 555-0142"), line: 2) == .stranger)
        #expect(people.meet(new("Joe", "Smith", phone: "+15125550142"), line: 3) == .household(.line(2)))
        #expect(people.meet(new("J", "Smith", phone: "512 555 0142"), line: 4) == .same(.line(2)))
        #expect(people.meet(new("Joe", phone: "5125550142"), line: 5) == .same(.line(3)), "each of them is known")
    }

    @Test("two cities have numbers of one ending, which are two people's whatever they are called")
    func otherCity() {
        var people = KnownPeople()
        #expect(people.meet(new("Jane", "Smith", phone: "(512) 555-0142"), line: 2) == .stranger)
        #expect(people.meet(new("Jane", "Smith", phone: "(713) 555-0142"), line: 3) == .stranger)
        #expect(people.meet(new("Joe", "Moss", phone: "(214) 555-0142"), line: 4) == .stranger)
        #expect(people.meet(new("J", "Smith", phone: "1-713-555-0142"), line: 5) == .same(.line(3)))
    }

    @Test(
        "a number abroad is one line with its country and without",
        arguments: [("+44 20 7946 0018", "020 7946 0018"), ("+49 30 1234567", "49 30 1234567")]
    )
    func abroad(whole: String, short: String) {
        var people = KnownPeople()
        #expect(people.meet(new("Jane", "Smith", phone: whole), line: 2) == .stranger)
        #expect(people.meet(new("Jane", "Smith", phone: short), line: 3) == .same(.line(2)))
    }

    @Test(
        "whom nothing but the id of the book tells is the same where the name agrees, and else another program’s count"
    )
    func identity() {
        var people = KnownPeople()
        people.add(Lead(provisional: Lead.ID(7), from: new("Solo", "Diaz"), at: .distantPast))
        let solo = ImportLine.Relation.same(.lead(Lead.ID(7), name: "Solo Diaz"))
        #expect(people.meet(new("Solo", "Diaz"), id: Lead.ID(7), line: 2) == solo)
        #expect(people.meet(new("S.", "Diaz", email: "solo@example.com"), id: Lead.ID(7), line: 3) == solo)
        #expect(people.meet(new("Ana", "Lima"), id: Lead.ID(7), line: 4) == .stranger)
        #expect(people.meet(new("Solo", "Diaz"), id: Lead.ID(8), line: 5) == .stranger)
        #expect(people.meet(new("Solo", "Diaz"), line: 6) == .stranger, "a name alone tells nobody")
    }

    @Test("the book is known before the first row")
    func book() {
        var people = KnownPeople()
        people.add(
            Lead(provisional: Lead.ID(7), from: new("Ana", "Diaz", email: "ana@example.com"), at: .distantPast)
        )
        #expect(
            people.meet(new("Ana", email: "ana@example.com"), line: 2) == .same(.lead(Lead.ID(7), name: "Ana Diaz"))
        )
    }

    @Test(
        "a number that a whole sheet shares costs no row more than another, and names still count",
        .timeLimit(.minutes(1))
    )
    func officeNumber() {
        var people = KnownPeople()
        let phone = "5125550142"
        let name = { (line: Int) in (first: "Ada\(line)", last: "Row\(line)") }
        for line in 0..<20_000 {
            let relation = people.meet(new(name(line).first, name(line).last, phone: phone), line: line)
            guard relation == (line == 0 ? .stranger : .household(.line(0))) else {
                Issue.record("line \(line): \(relation)")
                return
            }
        }
        for line in [0, 20, 19_999] {
            let again = new(name(line).first.uppercased(), name(line).last, phone: phone)
            #expect(people.meet(again, line: 30_000) == .same(.line(line)))
        }
    }

    @Test("a hundred thousand rows are told apart", .timeLimit(.minutes(1)))
    func many() {
        var people = KnownPeople()
        for line in 0..<100_000 {
            let lead = new("P\(line)", email: "p\(line)@example.com", phone: String(2_000_000_000 + line))
            guard people.meet(lead, line: line) == .stranger else {
                Issue.record("line \(line) is taken for another")
                return
            }
        }
    }
}
