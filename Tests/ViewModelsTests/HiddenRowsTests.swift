import Leads
import Testing

@testable import ViewModels

@Suite("Rows without leads that are put aside")
struct HiddenRowsTests {
    @Test("are the matches without them, in order, and find only what is there")
    func hidden() {
        let all = rows((1...6).map { lead($0) })
        let shown = PinnedLeadRows(all, hiding: [Lead.ID(1), Lead.ID(4), Lead.ID(99)])
        #expect(shown.count == 4)
        #expect((0..<shown.count).map { shown.row(at: $0).lead.id.rawValue } == [2, 3, 5, 6])
        #expect(shown.position(of: Lead.ID(5)) == 2)
        #expect(shown.position(of: Lead.ID(4)) == nil && shown.position(of: Lead.ID(99)) == nil)
    }
}
