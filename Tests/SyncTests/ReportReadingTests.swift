import FoundationEssentials
import Leads
import Sync
import TestSupport
import Testing

@Suite("Reports out of a state directory", .timeLimit(.minutes(1)))
struct ReportReadingTests {
    private let now = SampleLeads.now
    private let me = SampleLeads.members[0]

    private func lead(_ number: Int64, madeAgo: TimeInterval, touchedAgo: TimeInterval? = nil) -> Lead {
        Lead(
            id: Lead.ID(number),
            firstName: "Ana",
            stage: "Contacted",
            source: "Zillow",
            createdAt: now.addingTimeInterval(-madeAgo),
            lastTouchAt: touchedAgo.map { now.addingTimeInterval(-$0) }
        )
    }

    private func sent(_ change: LeadChange, on lead: Int64, by person: Member, ago: TimeInterval) -> AuditEvent {
        AuditEvent(
            at: now.addingTimeInterval(-ago),
            by: AuditEvent.Person(person),
            leadID: Lead.ID(lead),
            leadName: "Ana",
            kind: .sent(AuditStep(change), beside: [])
        )
    }

    private func reading(_ leads: [Lead], _ events: [AuditEvent]) throws -> (InMemoryStore, ReportReading) {
        let store = InMemoryStore()
        let readings = leads.map { LeadReading.lead($0, at: now) }
        _ = try store.commit(StoreTransaction(readings: readings, audit: events))
        var reference = ReferenceData()
        reference.me = me
        reference.stages = [Stage(id: Stage.ID(rawValue: 1), name: "Contacted")]
        try store.save(reference)
        return (store, ReportReading(store))
    }

    private func period(_ name: ReportName) -> ReportPeriod {
        ReportPeriod(for: name, now: now, zone: .fixed(secondsFromGMT: 0))
    }

    @Test("the first contact is looked for in the timeline and in the log, before the last one that Lofty tells")
    func speed() throws {
        let call = LeadChange.logCall(LeadChange.CallLog(outcome: .noAnswer, phone: "5125550142", text: ""))
        let leads = [
            lead(1, madeAgo: 10_000, touchedAgo: 100), lead(2, madeAgo: 10_000, touchedAgo: 100),
            lead(3, madeAgo: 10_000, touchedAgo: 100), lead(4, madeAgo: 10_000),
        ]
        let (store, reading) = try reading(leads, [sent(call, on: 2, by: me, ago: 9_800)])
        let text = TimelineEntry(id: "a", at: now.addingTimeInterval(-9_990), kind: .text(.outbound), text: "Hello")
        try store.save(Timeline(merging: [text]), of: Lead.ID(1), at: now)

        let report = try reading.report(.speed, period(.speed))
        #expect(report.rows.map { $0[1] } == [1, 1, 0, 0, 1, 0, 1].map { .count($0) }, "\(report.rows)")
        #expect(report.remarks.last?.hasPrefix("2 of them") == true, "\(report.remarks)")
        #expect(try reading.report(.response, period(.response)).rows[0][3] == .count(3))
    }

    @Test("what I did counts my own changes that the server has, and nothing else")
    func today() throws {
        let note = LeadChange.addNote("Likes mornings.")
        let refused = AuditEvent(
            at: now,
            by: AuditEvent.Person(me),
            leadID: Lead.ID(1),
            leadName: "Ana",
            kind: .refused(AuditStep(note), reason: "no")
        )
        let events = [
            sent(note, on: 1, by: me, ago: 60), sent(.addTag("hot"), on: 1, by: me, ago: 50),
            sent(.removeTag("hot"), on: 2, by: me, ago: 40),
            sent(.setStage(from: "New Lead", to: "Contacted"), on: 2, by: me, ago: 30),
            sent(note, on: 3, by: SampleLeads.members[1], ago: 20), sent(note, on: 1, by: me, ago: 90_000), refused,
        ]
        let (_, reading) = try reading([], events)
        let report = try reading.report(.today, period(.today))
        let words = report.rows.map { $0[0] }
        #expect(words == ["note", "stage: Contacted", "tag added", "tag removed"].map { .text($0) })
        #expect(report.remarks == ["4 changes on 2 leads."])
    }

    @Test("every kind of change has words of its own")
    func words() {
        let followUp = FollowUp(id: FollowUp.ID(rawValue: 1), leadID: Lead.ID(1), kind: .call, text: "Call", dueAt: now)
        let plan = FollowUpPlan(kind: .call, text: "Call", dueAt: now, words: "")
        let changes: [(LeadChange, String)] = [
            (.followUp(.add(plan)), "follow-up planned"), (.followUp(.finish(followUp)), "follow-up done"),
            (.followUp(.reopen(followUp)), "follow-up opened again"),
            (.followUp(.move(followUp, to: now)), "follow-up moved"),
            (.followUp(.remove(followUp)), "follow-up removed"), (.trash(reason: "Spam"), "trashed"),
            (.assign(from: nil, to: me), "assigned"),
            (.logCall(LeadChange.CallLog(outcome: .talked, phone: "5125550142", text: "")), "call: Talked"),
            (.snooze(from: nil, to: Snooze(since: now, until: nil)), "put aside"),
        ]
        for (change, words) in changes {
            #expect(WorkDone(sent(change, on: 1, by: me, ago: 1), of: me)?.what == words)
        }
    }

    @Test("funnel and ageing go by the team's stages, and the follow-ups by what was read")
    func others() throws {
        let (store, reading) = try reading([lead(1, madeAgo: 100), lead(2, madeAgo: 100)], [])
        #expect(try reading.report(.funnel, period(.funnel)).rows[0][2] == .count(2))
        #expect(try reading.report(.ageing, period(.ageing)).rows[0][2] == .count(2))
        #expect(try reading.report(.overdue, period(.overdue)).rows.isEmpty)
        let due = now.addingTimeInterval(-60)
        let followUp = FollowUp(id: FollowUp.ID(rawValue: 1), leadID: Lead.ID(1), kind: .call, text: "Call", dueAt: due)
        try store.save(FollowUpBook(followUps: [followUp], readAt: now))
        #expect(try reading.report(.overdue, period(.overdue)).rows.count == 1)
        #expect(try reading.bookReadAt() == nil)
    }
}
