import FoundationEssentials
import Leads
import Testing

/// Noon of 15 November 2026 in Greenwich, a Sunday.
private let now = Date(timeIntervalSince1970: 1_794_744_000)
private let zone = ZoneRules.fixed(secondsFromGMT: 0)

private func lead(
    _ number: Int64,
    stage: String? = "New Lead",
    source: String? = "Zillow",
    owner: String? = "Alice Johnson",
    made: TimeInterval?,
    touched: TimeInterval? = nil
) -> Lead {
    Lead(
        id: Lead.ID(number),
        firstName: "Ada",
        stage: stage,
        source: source,
        assignee: owner.map { Assignee(id: 1, name: $0) },
        createdAt: made.map { now.addingTimeInterval(-$0) },
        lastTouchAt: touched.map { now.addingTimeInterval(-$0) }
    )
}

private func period(_ name: ReportName, days: Double? = nil) -> ReportPeriod {
    ReportPeriod(for: name, since: days.map { now.addingTimeInterval($0 * -86_400) }, now: now, zone: zone)
}

/// The report of these leads, each contacted so many seconds after it was made.
private func table(_ report: some LeadReport, _ leads: [Lead], after seconds: [Double?]) -> Report {
    var report = report
    for (lead, seconds) in zip(leads, seconds) where report.needsContact(of: lead) || seconds == nil {
        let at = seconds.flatMap { seconds in lead.createdAt?.addingTimeInterval(seconds) }
        report.take(lead, contact: at.flatMap { FirstContact(of: lead, timeline: nil, logged: [$0]) })
    }
    return report.table()
}

@Suite("Reports over known books")
struct ReportTests {
    @Test("speed: every lead of the period is in one step, and a step ends with its last second")
    func speed() {
        let day = 86_400.0
        let seconds: [Double?] = [0, 60, 61, 300, 301, 3_600, 86_400, 86_401, nil, nil]
        let leads = seconds.indices.map { lead(Int64($0 + 1), made: 3 * day) }
        let report = table(SpeedReport(period(.speed)), leads, after: seconds)
        let steps = report.rows.map { ($0[0], $0[1]) }
        #expect(
            steps.map(\.1) == [.count(2), .count(2), .count(1), .count(1), .count(1), .count(1), .count(2)]
        )
        #expect(steps.map(\.0).last == .text("not yet"))
        #expect(report.rows[0][2] == .share(0.2) && report.rows[1][3] == .share(0.4))
        #expect(report.remarks[0] == "8 of 10 answered: median 5m, 90 % within 1d.")
        // All were made on one day, of which four in ten were answered within five minutes.
        #expect(report.trend?.values == [0.4, nil, nil, nil])
    }

    @Test("speed: what was made before the period, or at no known time, is not in it")
    func speedPeriod() {
        let leads = [lead(1, made: 31 * 86_400), lead(2, made: nil), lead(3, made: -60), lead(4, made: 60)]
        let report = table(SpeedReport(period(.speed)), leads, after: [nil, nil, nil, nil])
        #expect(report.rows.last?[1] == .count(1))
        let long = table(SpeedReport(period(.speed, days: 40)), leads, after: [nil, nil, nil, nil])
        #expect(long.rows.last?[1] == .count(2))
    }

    @Test("speed: without a lead it says nothing and divides by nothing")
    func speedEmpty() {
        let report = SpeedReport(period(.speed)).table()
        #expect(report.remarks.isEmpty && report.trend == nil)
        #expect(report.rows.allSatisfy { $0[1] == .count(0) && $0[2] == .none })
    }

    @Test("response: agents and sources by their leads, nobody and unknown among them")
    func response() {
        let leads = [
            lead(1, made: 9_000), lead(2, made: 9_000), lead(3, source: nil, owner: nil, made: 9_000),
            lead(4, source: "Google", owner: "Bob Li", made: 9_000),
        ]
        let report = table(ResponseReport(period(.response)), leads, after: [100, nil, 500, 300])
        #expect(
            report.rows == [
                row("agent", "Alice Johnson", 2, 1, 0.5, 100), row("agent", "Bob Li", 1, 1, 1, 300),
                row("agent", "nobody", 1, 1, 0, 500), row("source", "Zillow", 2, 1, 0.5, 100),
                row("source", "Google", 1, 1, 1, 300), row("source", "unknown", 1, 1, 0, 500),
            ]
        )
    }

    private func row(
        _ by: String,
        _ name: String,
        _ count: Int,
        _ answered: Int,
        _ share: Double,
        _ time: Double
    ) -> [Report.Cell] {
        [.text(by), .text(name), .count(count), .count(answered), .share(share), .time(time), .time(time)]
    }

    @Test("funnel: a lead has reached its stage and those before it; what lies behind Closed is beside the path")
    func funnel() {
        let stages = ["New Lead", "Contacted", "Qualified", "Closed", "Archived"]
        let standing = ["New Lead", "New Lead", "Contacted", "Contacted", "Contacted", "Qualified", "Closed", "Closed"]
        let leads =
            (standing + ["Archived", "Odd"]).enumerated().map { lead(Int64($0 + 1), stage: $1, made: nil) }
            + [lead(11, stage: nil, made: nil)]
        var funnel = FunnelReport(period(.funnel), stages: stages)
        for lead in leads { funnel.take(lead, contact: nil) }
        #expect(
            funnel.table().rows == [
                [.text("New Lead"), .count(2), .count(8), .none, .share(1)],
                [.text("Contacted"), .count(3), .count(6), .share(0.75), .share(0.75)],
                [.text("Qualified"), .count(1), .count(3), .share(0.5), .share(0.375)],
                [.text("Closed"), .count(2), .count(2), .share(2.0 / 3), .share(0.25)],
                [.text("Archived"), .count(1), .none, .none, .none],
                [.text("no stage"), .count(1), .none, .none, .none],
                [.text("Odd"), .count(1), .none, .none, .none],
            ]
        )
        #expect(FunnelReport(period(.funnel), stages: []).table().rows.isEmpty)
    }

    @Test("funnel: a period leaves out what was made before it, and what was made at no known time")
    func funnelPeriod() {
        var funnel = FunnelReport(period(.funnel, days: 1), stages: ["New Lead"])
        for lead in [lead(1, made: 3_600), lead(2, made: 90_000), lead(3, made: nil)] {
            funnel.take(lead, contact: nil)
        }
        #expect(funnel.table().rows[0][1] == .count(1))
    }

    @Test("ageing: by the last contact, else by the creation; a step does not hold its end")
    func ageing() {
        let day = 86_400.0
        var ageing = AgeingReport(period(.ageing), stages: ["New Lead", "Contacted"])
        let leads = [
            lead(1, made: day - 1), lead(2, made: 100 * day, touched: day), lead(3, made: 90 * day),
            lead(4, stage: "Contacted", made: 5 * day), lead(5, made: nil),
        ]
        for lead in leads { ageing.take(lead, contact: nil) }
        let rows = ageing.table().rows
        let counts: [Report.Cell] = [3, 1, 1, 0, 0, 0, 0, 1].map { .count($0) }
        #expect(rows[0] == [.text("New Lead")] + counts + [.time(day)])
        #expect(rows[1][4] == .count(1))
    }

    @Test("overdue: what is open and late, the longest first")
    func overdue() {
        func followUp(_ number: Int64, _ seconds: Double?, isFinished: Bool = false) -> FollowUp {
            FollowUp(
                id: FollowUp.ID(rawValue: number),
                leadID: Lead.ID(number),
                leadName: "Ada",
                kind: .call,
                text: "Call",
                dueAt: seconds.map { now.addingTimeInterval(-$0) },
                isFinished: isFinished
            )
        }
        let all = [
            followUp(1, 60), followUp(2, 7_200), followUp(3, -60), followUp(4, nil), followUp(5, 60, isFinished: true),
        ]
        let report = OverdueReport.table(all, period(.overdue), readAt: now, isWhole: true)
        #expect(report.rows.map { $0[3] } == [.id(2), .id(1)] && report.remarks.isEmpty)
        #expect(report.rows[0][1] == .time(7_200))
        let recent = OverdueReport.table(all, period(.overdue, days: 0.01), readAt: nil, isWhole: false)
        #expect(recent.rows.count == 1 && recent.remarks.count == 2)
    }

    @Test("today: since midnight on the person's clock, by kind, with the leads counted once")
    func today() {
        // Noon in Greenwich is 6:00 in Austin, whose day began six hours ago.
        let austin = ZoneRules.fixed(secondsFromGMT: -6 * 3_600)
        let period = ReportPeriod(for: .today, now: now, zone: austin)
        #expect(period.since == now.addingTimeInterval(-6 * 3_600))
        let work = [(-6.5, 1, "note"), (-5.5, 1, "call: Talked"), (-1.0, 1, "call: Talked"), (-0.5, 2, "note")].map {
            WorkDone(at: now.addingTimeInterval($0 * 3_600), on: Lead.ID(Int64($1)), $2)
        }
        let report = WorkReport.table(work, period)
        #expect(
            report.rows == [[.text("call: Talked"), .count(2), .count(1)], [.text("note"), .count(1), .count(1)]]
        )
        #expect(report.remarks == ["3 changes on 2 leads."])
        #expect(report.trend?.values[0] == 1 && report.trend?.values[5] == 2)
    }
}

@Suite("The first contact with a lead")
struct FirstContactTests {
    private let made = lead(1, made: 10_000, touched: 100)

    private func entry(_ kind: TimelineEntry.Kind, ago: TimeInterval) -> TimelineEntry {
        TimelineEntry(id: "\(ago)", at: now.addingTimeInterval(-ago), kind: kind, text: "")
    }

    @Test("is the earliest one that goes out; what comes in, notes and visits are none")
    func earliest() {
        let timeline = Timeline(merging: [
            entry(.call(.outbound, outcome: nil), ago: 8_000), entry(.text(.outbound), ago: 9_000),
            entry(.text(.inbound), ago: 9_500), entry(.note(isPinned: false), ago: 9_400),
            entry(.site("viewed"), ago: 9_300),
        ])
        let first = FirstContact(of: made, timeline: timeline)
        #expect(first?.at == now.addingTimeInterval(-9_000) && first?.isLatest == false)
    }

    @Test("is the last one at the latest where the timeline was never read")
    func latest() {
        let first = FirstContact(of: made, timeline: nil)
        #expect(first?.at == made.lastTouchAt && first?.isLatest == true)
        let logged = FirstContact(of: made, timeline: nil, logged: [now.addingTimeInterval(-5_000)])
        #expect(logged?.at == now.addingTimeInterval(-5_000))
    }

    @Test("is none before the lead was there")
    func before() {
        let early = lead(1, made: 10_000, touched: 20_000)
        let timeline = Timeline(merging: [entry(.text(.outbound), ago: 20_000)])
        #expect(FirstContact(of: early, timeline: timeline) == nil)
        #expect(FirstContact(of: lead(1, made: nil, touched: 5), timeline: nil) == nil)
    }
}

@Suite("The period of a report")
struct ReportPeriodTests {
    @Test("is a length back from now or a day, and never the future")
    func reading() {
        let austin = ZoneRules.fixed(secondsFromGMT: -6 * 3_600)
        #expect(ReportPeriod.since("7d", now: now, zone: austin) == now.addingTimeInterval(-7 * 86_400))
        // Midnight of 1 November in Austin is six in the morning in Greenwich.
        #expect(ReportPeriod.since("2026-11-01", now: now, zone: austin)?.timeIntervalSince1970 == 1_793_512_800)
        let midnight = ReportPeriod.since("today", now: now, zone: austin)
        #expect(ReportPeriod.since("yesterday", now: now, zone: austin) == midnight?.addingTimeInterval(-86_400))
        #expect(ReportPeriod.since("1 nov", now: now, zone: austin)?.timeIntervalSince1970 == 1_793_512_800)
        #expect(ReportPeriod.since("2 weeks ago", now: now, zone: austin) == midnight?.addingTimeInterval(-14 * 86_400))
        for text in ["", "soon", "2026-13-01", "2027-01-01", "7", "tomorrow"] {
            #expect(ReportPeriod.since(text, now: now, zone: austin) == nil, "\(text)")
        }
    }

    @Test("a span is told in its two largest units")
    func spans() {
        let spans: [(Double, String)] = [
            (0, "0s"), (42, "42s"), (250, "4m 10s"), (7_500, "2h 5m"), (86_400, "1d"), (86_461, "1d"),
            (300_000, "3d 11h"),
        ]
        for (seconds, words) in spans { #expect(SpanWords.text(seconds) == words) }
    }
}
