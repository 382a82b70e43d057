import Leads
import TestSupport
import Testing

@Suite("Sample leads")
struct SampleLeadsTests {
    @Test("a book is the same on every run and another for another seed")
    func repeatable() {
        #expect(SampleLeads.book(count: 50, seed: 3) == SampleLeads.book(count: 50, seed: 3))
        #expect(SampleLeads.book(count: 50, seed: 3) != SampleLeads.book(count: 50, seed: 4))
        #expect(SampleLeads.lead(7) == SampleLeads.lead(7))
        #expect(SampleLeads.lead(7) != SampleLeads.lead(8))
    }

    @Test("every lead of a book has an id of its own, some of them above 2^53")
    func ids() {
        let ids = SampleLeads.book(count: 1_000).map(\.id.rawValue)
        #expect(Set(ids).count == 1_000)
        #expect(ids.contains { $0 > 1 << 53 })
    }

    @Test("samples keep to invented numbers and addresses and to Lofty's lengths")
    func invented() {
        for lead in SampleLeads.book(count: 1_000) {
            #expect(lead.emails.allSatisfy { $0.hasSuffix("@example.com") })
            #expect(lead.phones.allSatisfy { $0.digits.dropLast(2).hasSuffix("55501") })
            #expect(lead.firstName.count <= LeadLimits.name && lead.lastName.count <= LeadLimits.name)
        }
    }
}
