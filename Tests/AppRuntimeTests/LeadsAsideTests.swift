import FoundationEssentials
import LeadIndex
import Leads
import TestSupport
import Testing
import ViewModels

@testable import AppRuntime

@Suite("Leads that are put aside, on the screen")
struct LeadsAsideTests {
    private struct Book: LeadRowSource {
        var leads: [Lead]

        func rows(of ids: [Lead.ID]) -> [LeadRow?] {
            ids.map { id in leads.first { $0.id == id }.map { LeadRow(lead: $0, syncState: .clean) } }
        }
    }

    private let now = SampleLeads.now

    private func view(showsSnoozed: Bool) -> ViewQuestion {
        ViewQuestion(queue: .everything, sort: LeadSort(.created), showsSnoozed: showsSnoozed)
    }

    @Test("are in no queue and no count but those that show them, and come back when their time has come")
    func asideAndBack() {
        let leads = Team.leads(4)
        let rows = ArrayLeadRows(leads.map { LeadRow(lead: $0, syncState: .clean) })
        let snoozes = [Lead.ID(2): Snooze(since: now, until: now + 60), Lead.ID(3): Snooze(since: now, until: nil)]
        var question = IndexQuestion(
            view: view(showsSnoozed: false),
            serial: 1,
            counting: [.everything, .everything],
            keeping: []
        )
        question.countingAside = [1]
        let context = QueryContext(now: now)

        let aside = LeadsAside(snoozes, rows: Book(leads: leads), at: now)
        #expect(aside.left(out: rows, question.view).count == 2)
        #expect(aside.left(out: rows, view(showsSnoozed: true)).count == 4)
        #expect(aside.left(out: [4, 4], question, context) == [2, 4])
        #expect(aside.nextChange == now + 60)

        let later = LeadsAside(snoozes, rows: Book(leads: leads), at: now + 60)
        #expect(later.left(out: rows, question.view).count == 3)
        #expect(later.nextChange == nil)
    }

    @Test("a query that asks for them itself counts them, whatever the queue shows")
    func askedFor() throws {
        let leads = Team.leads(4)
        let aside = LeadsAside([Lead.ID(2): Snooze(since: now, until: nil)], rows: Book(leads: leads), at: now)
        #expect(aside.leads == [Lead.ID(2)])
        let question = IndexQuestion(
            view: view(showsSnoozed: false),
            serial: 1,
            counting: [.everything, try LeadQuery.parse("snoozed:yes")],
            keeping: []
        )
        let context = QueryContext(now: now, clock: .fixed(secondsFromGMT: 0), snoozed: aside.leads)
        #expect(aside.left(out: [4, 1], question, context) == [3, 1])
    }

    @Test("a lead that is gone does not count, and one that acted is back")
    func acted() {
        var leads = Team.leads(2)
        leads[0].lastVisitAt = now + 5
        let snoozes = [Lead.ID(1): Snooze(since: now, until: nil), Lead.ID(99): Snooze(since: now, until: nil)]
        let rows = ArrayLeadRows(leads.map { LeadRow(lead: $0, syncState: .clean) })
        let aside = LeadsAside(snoozes, rows: Book(leads: leads), at: now + 10)
        #expect(aside.left(out: rows, view(showsSnoozed: false)).count == 2)
    }
}
