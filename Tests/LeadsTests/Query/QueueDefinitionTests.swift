import Foundation
import Leads
import TestSupport
import Testing

@Suite("Queues")
struct QueueDefinitionTests {
    private let context = QueryContext(now: SampleLeads.now, me: SampleLeads.members[0])

    private func ago(_ seconds: Double) -> Date { SampleLeads.now.addingTimeInterval(-seconds) }

    @Test("the default queues stand in the order of their keys and spell their queries")
    func defaults() {
        let spelled = QueueDefinition.defaults.map { "\($0.name): \($0.queryText)" }
        #expect(
            spelled == [
                "New: stage:New touch:none",
                "Back on site: site<3d site>touch age>1d -stage:Closed,Archived",
                "Unassigned: owner:none -stage:Closed,Archived",
                "Never touched: touch:none -owner:none age>1d -stage:Closed,Archived",
                "Stale: touch>2w stage:Contacted,Qualified,\"Under Contract\"",
                "Hot: score>=80 -stage:Closed,Archived",
                "Mine: owner:me -stage:Closed,Archived",
                "Failed: sync:failed,conflict",
                "All: ",
                "Due now: next:overdue,today -stage:Closed,Archived",
                "No next step: owner:me next:none -stage:Closed,Archived",
                "Call order: may:call -stage:Closed,Archived",
                "Snoozed: snoozed:yes",
                "Pond: -pond:none -stage:Closed,Archived",
                "Hygiene: phone:none email:none",
            ]
        )
    }

    @Test(
        "a default queue can be read back from its text",
        arguments: QueueDefinition.defaults
    )
    func readable(queue: QueueDefinition) throws {
        let read = try QueueDefinition(
            name: queue.name,
            queryText: queue.queryText,
            sort: queue.sort,
            showsSnoozed: queue.showsSnoozed
        )
        #expect(read == queue)
    }

    @Test(
        "every default queue with a key finds some leads of a book and no two find the same",
        arguments: [1, 2] as [UInt64]
    )
    func useful(seed: UInt64) {
        let rows = SampleLeads.rows(count: 2_000, seed: seed)
        let found = QueueDefinition.defaults.prefix(9).map { queue in
            Set(rows.filter { queue.query.matches($0, context: context) }.map(\.lead.id))
        }
        #expect(found.allSatisfy { !$0.isEmpty })
        #expect(Set(found).count == found.count)
        #expect(found.last?.count == rows.count)
    }

    @Test("a call takes a lead off the queue of those that came back")
    func backOnSite() throws {
        let queue = try #require(QueueDefinition.defaults.first { $0.name == "Back on site" })
        var row = LeadRow(
            lead: Lead(id: Lead.ID(1), firstName: "Ana", stage: "Contacted", createdAt: ago(9 * 86_400)),
            syncState: .clean
        )
        row.lead.lastTouchAt = ago(5 * 86_400)
        row.lead.lastVisitAt = ago(3_600)
        #expect(queue.query.matches(row, context: context))
        row.lead.lastTouchAt = ago(60)
        #expect(!queue.query.matches(row, context: context))
    }

    @Test("leads that are put aside are those of their queue, and of no other that asks")
    func snoozed() throws {
        let queue = try #require(QueueDefinition.defaults.first { $0.name == "Snoozed" })
        #expect(queue.showsSnoozed && queue.query.asksForSnoozed)
        var context = context
        context.snoozed = [Lead.ID(1)]
        let rows = [1, 2].map { id in
            LeadRow(lead: Lead(id: Lead.ID(id), firstName: "Ana"), syncState: .clean)
        }
        #expect(rows.map { queue.query.matches($0, context: context) } == [true, false])
        #expect(try rows.map { try LeadQuery.parse("snoozed:no").matches($0, context: context) } == [false, true])
        #expect(throws: QueryError.self) { try LeadQuery.parse("snoozed:maybe") }
    }

    @Test("who is to be called first says by which moment: never reached, back on the site, longest forgotten")
    func callOrder() {
        let sort = LeadSort(.call)
        var lead = Lead(id: Lead.ID(1), firstName: "Ana", createdAt: ago(9 * 86_400))
        let words = { (lead: Lead) in
            sort.reason(for: LeadRow(lead: lead, syncState: .clean), context: self.context).words
        }
        #expect(words(lead) == "created 9 d ago")
        lead.lastTouchAt = ago(5 * 86_400)
        #expect(words(lead) == "last contact 5 d ago")
        lead.lastVisitAt = ago(3_600)
        #expect(words(lead) == "last on site 1 h ago")
        lead.lastTouchAt = ago(60)
        #expect(words(lead) == "last contact 1 min ago")
    }

    @Test("a queue explains in words why a lead is there, its place first")
    func why() throws {
        let new = try #require(QueueDefinition.defaults.first)
        let row = LeadRow(
            lead: Lead(id: Lead.ID(1), firstName: "Jane", stage: "New Lead", createdAt: ago(42)),
            syncState: .clean
        )
        #expect(
            new.why(row, context: context).map(\.words) == ["created 42 s ago", "stage New Lead", "no contact logged"]
        )
    }

    @Test(
        "every kind of fact has words",
        arguments: [
            ("site>touch", ["last on site 2 h ago", "last contact 3 d ago"]),
            ("score>=80", ["score 91"]),
            ("price:500k", ["price 400000 to 650000"]),
            ("bedrooms>2", ["bedrooms from 3"]),
            ("owner:me", ["owner Alice Johnson"]),
            ("-owner:none", ["owner Alice Johnson"]),
            ("tag:hot", ["tag hot, vip"]),
            ("pond:none", ["no pond"]),
            ("source:none", ["no source"]),
            ("type:buyer", ["Buyer"]),
            ("hidden:no", ["not hidden"]),
            ("snoozed:no", ["not put aside"]),
            ("may:call", ["call blocked: no number"]),
            ("may:email", ["email allowed"]),
            ("sync:failed", ["a change failed"]),
            ("jane,nobody", ["contains “jane”"]),
            ("updated:none", ["no update time"]),
            ("stage:new stage:new", ["stage New Lead"]),
        ]
    )
    func words(text: String, expected: [String]) throws {
        let lead = Lead(
            id: Lead.ID(1),
            firstName: "Jane",
            emails: ["jane@example.com"],
            stage: "New Lead",
            score: 91,
            tags: ["hot", "vip"],
            types: [.buyer],
            assignee: Assignee(id: 5, name: "Alice Johnson"),
            inquiry: Inquiry(priceMin: 400_000, priceMax: 650_000, bedroomsMin: 3),
            lastTouchAt: ago(3 * 86_400),
            lastVisitAt: ago(2 * 3_600)
        )
        let reasons = try LeadQuery.parse(text).reasons(for: LeadRow(lead: lead, syncState: .failed), context: context)
        #expect(reasons.map(\.words) == expected)
    }

    @Test(
        "an order explains a lead's place by the value it sorts by",
        arguments: [
            (LeadSort.Key.created, "created 1 min ago"), (.updated, "no update time"), (.touched, "no contact logged"),
            (.visited, "never seen on site"), (.score, "no score"), (.name, "name Jane Smith"), (.stage, "no stage"),
        ]
    )
    func sortReason(key: LeadSort.Key, words: String) {
        let lead = Lead(id: Lead.ID(1), firstName: "Jane", lastName: "Smith", createdAt: ago(119))
        let reason = LeadSort(key).reason(for: LeadRow(lead: lead, syncState: .clean), context: context)
        #expect(reason.words == words)
    }

    @Test(
        "a time is told in one unit",
        arguments: [
            (0, "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 h"), (172_799, "47 h"),
            (172_800, "2 d"), (-5, "0 s"),
        ] as [(Int64, String)]
    )
    func oneUnit(seconds: Int64, words: String) {
        #expect(Duration.seconds(seconds).inOneUnit == words)
    }

    @Test("a date beyond all reason does not trap an explanation")
    func farDate() {
        let lead = Lead(id: Lead.ID(1), firstName: "Jane", createdAt: Date(timeIntervalSinceReferenceDate: -1e300))
        let reason = LeadSort(.created).reason(for: LeadRow(lead: lead, syncState: .clean), context: context)
        #expect(reason.words.hasPrefix("created "))
    }
}
