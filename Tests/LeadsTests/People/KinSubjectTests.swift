import Foundation
import Leads
import Testing

@Suite("Whose kin is looked for")
struct KinSubjectTests {
    private static func lead(_ id: Int64, _ first: String, _ last: String, _ phone: String?, _ email: String? = nil)
        -> Lead
    {
        Lead(
            id: Lead.ID(id),
            firstName: first,
            lastName: last,
            emails: [email].compactMap(\.self),
            phones: [phone].compactMap(\.self).map { Phone($0) },
            assignee: Assignee(id: nil, name: "Alice Johnson")
        )
    }

    private static let book = [
        lead(1, "Jane", "Smith", "(512) 555-0142", "jane@example.com"), lead(2, "Ravi", "Smith", "+1 512 555 0142"),
        lead(3, "J.", "Smith", nil, "JANE@example.com"), lead(4, "Ana", "Cruz", "5125550199"),
    ]

    private func found(_ subject: KinSubject) throws -> [Lead] {
        let query = try #require(subject.query)
        let context = QueryContext(now: .now, clock: ZoneDatabase.local)
        return Self.book.filter { query.matches(LeadRow(lead: $0, syncState: .clean), context: context) }
    }

    @Test("a lead finds its doubles and its household, not itself and not strangers")
    func lead() throws {
        let subject = KinSubject.lead(Self.book[0])
        let kin = subject.kin(among: try found(subject))
        #expect(kin.map(\.id.rawValue) == [3, 2])
        #expect(kin[0].kinship.isDuplicate && !kin[1].kinship.isDuplicate)
        #expect(kin[0].owner == "Alice Johnson" && kin[0].name == "J. Smith")
    }

    @Test("a form finds them by what is typed, in every spelling")
    func form() throws {
        let subject = KinSubject.new(NewLead(firstName: "Jane", phones: ["1-512-555-0142"]))
        #expect(subject.kin(among: try found(subject)).map(\.id.rawValue) == [1, 2])
        #expect(subject.kin(among: try found(subject)).map(\.kinship.isDuplicate) == [true, false])
    }

    @Test("who has nothing to be found by is not looked for")
    func nothing() {
        #expect(KinSubject.new(NewLead(firstName: "Jane")).query == nil)
        #expect(KinSubject.lead(Self.lead(9, "Jane", "Smith", nil)).query == nil)
    }
}
