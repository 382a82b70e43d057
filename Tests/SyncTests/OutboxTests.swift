import FoundationEssentials
import Leads
import Sync
import Testing

/// Entries and outboxes of these tests: invented, at a fixed time.
private let now = Date(timeIntervalSinceReferenceDate: 800_000_000)

private func entry(
    _ id: Int64,
    _ change: LeadChange,
    on lead: Int64 = 1,
    _ status: OutboxEntry.Status = .queued
) -> JournalEntry {
    JournalEntry(
        entry: OutboxEntry(
            id: OutboxEntry.ID(rawValue: id),
            leadID: Lead.ID(lead),
            leadName: "Ana",
            change: change,
            status: status,
            createdAt: now
        )
    )
}

private func outbox(_ entries: [JournalEntry]) -> Outbox {
    var outbox = Outbox(policy: RetryPolicy(random: { 0.5 }))
    outbox.adopt(entries)
    return outbox
}

private func ids(_ decision: Outbox.Decision) -> [Int64] {
    switch decision {
    case .send(let batch), .readBack(let batch): batch.ids.map(\.rawValue)
    case .verify(let entry): [entry.id.rawValue]
    case .sleep, .idle: []
    }
}

private func status(_ id: Int64, in outbox: Outbox) -> OutboxEntry.Status? {
    outbox[OutboxEntry.ID(rawValue: id)]?.entry.status
}

private let ids1 = [OutboxEntry.ID(rawValue: 1)]

extension Outbox {
    fileprivate mutating func send(_ ids: [OutboxEntry.ID]) { adopt(sending(ids, baseline: nil, now: now)) }
}

@Suite("The outbox decides")
struct OutboxDecisionTests {
    @Test("that what was decided first goes first")
    func firstComesFirst() {
        let box = outbox([entry(2, .addNote("b"), on: 2), entry(1, .addNote("a"), on: 1)])
        #expect(ids(box.next(now: now, isOnline: true)) == [1])
    }

    @Test("that nothing goes while the link is down")
    func offline() {
        #expect(outbox([entry(1, .addNote("a"))]).next(now: now, isOnline: false) == .idle)
    }

    @Test("to sleep exactly until the hold has passed")
    func hold() {
        let box = outbox([
            entry(1, .addNote("a"), .held(until: now + 8)), entry(2, .addNote("b"), on: 2, .held(until: now + 5)),
        ])
        #expect(box.next(now: now, isOnline: true) == .sleep(until: now + 5))
        #expect(ids(box.next(now: now + 5, isOnline: true)) == [2])
    }

    static let stuck: [OutboxEntry.Status] = [
        .wedged(.init(reason: "no")), .conflicted(theirs: "Closed"), .waiting(until: now + 60, attempt: 3),
        .ambiguous(since: now + 60), .held(until: now + 60), .sending(attempt: 1),
    ]

    @Test("that a later change of a lead never overtakes one that is stuck, and no other lead waits", arguments: stuck)
    func lanes(_ status: OutboxEntry.Status) {
        let box = outbox([
            entry(1, .addNote("a"), on: 1, status), entry(2, .addNote("b"), on: 1), entry(3, .addNote("c"), on: 2),
        ])
        #expect(ids(box.next(now: now, isOnline: true)) == [3])
    }

    @Test("that due stage and tag changes of a lead share a request, up to the first that may not")
    func coalesces() {
        let box = outbox([
            entry(1, .setStage(from: "New Lead", to: "Contacted")), entry(2, .addTag("hot")),
            entry(3, .removeTag("cold"), .waiting(until: now, attempt: 1)), entry(4, .addNote("a")),
            entry(5, .addTag("late")),
        ])
        #expect(ids(box.next(now: now, isOnline: true)) == [1, 2, 3])
    }

    @Test("that a held change does not go early for company's sake")
    func heldStaysHeld() {
        let box = outbox([
            entry(1, .addTag("a")), entry(2, .addTag("b"), .held(until: now + 1)), entry(3, .addTag("c")),
        ])
        #expect(ids(box.next(now: now, isOnline: true)) == [1])
    }

    @Test("that a change from a provisional lead waits for its create")
    func provisional() {
        let box = outbox([
            entry(1, .create(NewLead(firstName: "Ravi")), on: -1, .ambiguous(since: now + 9)),
            entry(2, .addTag("a"), on: -1),
        ])
        #expect(box.next(now: now, isOnline: true) == .sleep(until: now + 9))
    }

    @Test("to take what the journal says only when it is not older than what it knows")
    func staleEntries() {
        var newer = entry(1, .addNote("a"), .wedged(.init(reason: "no")))
        newer.revision = 5
        var older = entry(1, .addNote("a"))
        older.revision = 4
        var box = outbox([newer])
        box.adopt([older])
        #expect(status(1, in: box) == .wedged(.init(reason: "no")))
    }
}

@Suite("The outbox records")
struct OutboxOutcomeTests {
    @Test("longer and longer pauses, up to a minute", arguments: zip(1...8, [1.0, 2, 4, 8, 16, 32, 60, 60]))
    func backOff(_ attempt: Int, _ seconds: Double) {
        #expect(RetryPolicy(random: { 0.5 }).pause(afterAttempt: attempt) == seconds)
        #expect(abs(RetryPolicy(random: { 0 }).pause(afterAttempt: attempt) - seconds * 0.8) < 1e-9)
        #expect(RetryPolicy(random: { 0.999 }).pause(afterAttempt: attempt) < seconds * 1.2)
    }

    static let repeatable: [LeadChange] = [
        .setStage(from: "New Lead", to: "Closed"), .addTag("a"), .removeTag("a"), .trash(reason: "Duplicate"),
        .assign(from: nil, to: Member(id: Member.ID(rawValue: 1), firstName: "Bob", email: "bob@example.com")),
    ]
    static let unrepeatable: [LeadChange] = [
        .create(NewLead(firstName: "Ravi")), .addNote("a"),
        .logCall(.init(outcome: .talked, phone: "5125550142", text: "a")),
    ]

    @Test("an interrupted change that may be repeated as waiting", arguments: repeatable)
    func interruptedRepeatable(_ change: LeadChange) {
        var box = outbox([entry(1, change)])
        box.send(ids1)
        #expect(box.record(.failed(.interrupted), for: ids1, now: now).isEmpty)
        #expect(status(1, in: box) == .waiting(until: now + 1, attempt: 1))
    }

    @Test("an interrupted change that may not be repeated as ambiguous", arguments: unrepeatable)
    func interruptedUnrepeatable(_ change: LeadChange) {
        var box = outbox([entry(1, change)])
        box.send(ids1)
        _ = box.record(.failed(.interrupted), for: ids1, now: now)
        #expect(status(1, in: box) == .ambiguous(since: now))
        #expect(box.next(now: now, isOnline: true) == .sleep(until: now + 1), "Lofty needs a moment to show it")
    }

    @Test("what a dead process left on the wire as sent again or looked for")
    func orphans() {
        let box = outbox(
            (Self.repeatable + Self.unrepeatable).enumerated().map {
                entry(Int64($0) + 1, $1, on: Int64($0) + 1, .sending(attempt: 1))
            }
        )
        let found = box.orphans(now: now)
        #expect(found.prefix(Self.repeatable.count).allSatisfy { $0.entry.status == .queued })
        #expect(found.suffix(Self.unrepeatable.count).allSatisfy { $0.entry.status == .ambiguous(since: now) })
        #expect(found.count == Self.repeatable.count + Self.unrepeatable.count)
    }

    @Test("an accepted change as not to be sent again, whatever dies")
    func acceptedIsNoOrphan() {
        var box = outbox([entry(1, .addTag("a"))])
        box.send(ids1)
        _ = box.record(.accepted(nil), for: ids1, now: now)
        #expect(box.orphans(now: now).isEmpty)
        #expect(ids(box.next(now: now, isOnline: true)) == [1])
        guard case .readBack = box.next(now: now, isOnline: true) else {
            Issue.record("it is to be read back")
            return
        }
    }

    @Test("a lost change as looked for six times within a minute, and then as a person's to decide")
    func absentThenUndecided() {
        var box = outbox([entry(1, .addNote("a"))])
        box.send(ids1)
        _ = box.record(.failed(.interrupted), for: ids1, now: now)
        var looks: [TimeInterval] = []
        var time = now
        while case .ambiguous = status(1, in: box) {
            guard case .sleep(let until) = box.next(now: time, isOnline: true) else {
                Issue.record("it has to wait")
                return
            }
            time = until
            looks.append(time.timeIntervalSince(now))
            _ = box.record(.sighted(.absent), for: ids1, now: time)
        }
        #expect(looks == [1, 3, 7, 15, 30, 60])
        guard case .wedged(let failure) = status(1, in: box), failure.cause == .undecided else {
            Issue.record("\(String(describing: status(1, in: box)))")
            return
        }
    }

    @Test("an undecidable change as wedged with the reason")
    func uncertain() {
        var box = outbox([entry(1, .addNote("a"), .ambiguous(since: now))])
        _ = box.record(.sighted(.uncertain("nobody can tell")), for: ids1, now: now)
        #expect(status(1, in: box) == .wedged(.init(reason: "nobody can tell.", cause: .undecided)))
    }

    @Test("a batch that is refused as several changes, so that the server names the culprit")
    func splits() {
        var box = outbox([entry(1, .setStage(from: "New Lead", to: "Nowhere")), entry(2, .addTag("a"))])
        let both = [1, 2].map { OutboxEntry.ID(rawValue: $0) }
        box.send(both)
        _ = box.record(.failed(.refused(.init(reason: "no such stage"))), for: both, now: now)
        #expect(ids(box.next(now: now, isOnline: true)) == [1])
        box.send(ids1)
        _ = box.record(.failed(.refused(.init(reason: "no such stage"))), for: ids1, now: now)
        #expect(status(1, in: box) == .wedged(.init(reason: "no such stage")))
        #expect(status(2, in: box) == .queued)
    }

    @Test("a lead that is gone as wedged, and a trash of it as done")
    func gone() {
        let failure = OutboxEntry.Failure(reason: "Lead not exist", code: 20_006, isLeadGone: true)
        var box = outbox([entry(1, .addTag("a")), entry(2, .trash(reason: "Duplicate"), on: 2)])
        #expect(box.record(.failed(.leadGone(failure)), for: ids1, now: now) == [.leadGone(Lead.ID(1))])
        #expect(status(1, in: box) == .wedged(failure))
        let second = [OutboxEntry.ID(rawValue: 2)]
        #expect(box.record(.failed(.leadGone(failure)), for: second, now: now) == [.leadGone(Lead.ID(2))])
        #expect(status(2, in: box) == nil, "it is settled and left the outbox")
    }

    /// Lets a batch be read back until it is no more accepted; the times of the readings.
    private func readBack(_ box: inout Outbox, _ verdict: Sync.Confirmation, _ reading: Lead?) -> [TimeInterval] {
        var time = now
        var readings: [TimeInterval] = []
        while box[ids1[0]]?.isAccepted == true {
            if case .sleep(let until) = box.next(now: time, isOnline: true) { time = until }
            readings.append(time.timeIntervalSince(now))
            _ = box.record(.confirmed([ids1[0]: verdict], reading: reading), for: ids1, now: time)
        }
        return readings
    }

    @Test("tags that a server ignored as sent once more as a whole set, then as a conflict")
    func tagsIgnored() {
        var box = outbox([entry(1, .removeTag("a"))])
        let reading = Lead(id: Lead.ID(1), firstName: "Ana", tags: ["a", "b"], updatedAt: now + 1)
        for expected in [OutboxEntry.Status.queued, .conflicted(theirs: "a, b")] {
            box.adopt(box.sending(ids1, baseline: nil, seenUpdatedAt: now, now: now))
            _ = box.record(.accepted(nil), for: ids1, now: now)
            #expect(readBack(&box, .tagsIgnored(theirs: "a, b"), reading) == [0, 1, 3, 7, 15])
            #expect(status(1, in: box) == expected)
        }
    }

    @Test("tags on a copy that does not know of the write as a conflict, never as a whole set to be written")
    func tagsOnALaggingCopy() {
        var box = outbox([entry(1, .removeTag("a"))])
        let reading = Lead(id: Lead.ID(1), firstName: "Ana", tags: ["a", "b"], updatedAt: now)
        box.adopt(box.sending(ids1, baseline: nil, seenUpdatedAt: now, now: now))
        _ = box.record(.accepted(nil), for: ids1, now: now)
        _ = readBack(&box, .tagsIgnored(theirs: "a, b"), reading)
        #expect(status(1, in: box) == .conflicted(theirs: "a, b"))
        #expect(box[ids1[0]]?.delivery.replacesTags == false)
    }

    @Test("a change with which the server fails time after time as stopped, unless it fails with others too")
    func exhausted() {
        for isServerTroubled in [false, true] {
            var box = outbox([entry(1, .addTag("a"))])
            for _ in 0..<RetryPolicy.patience {
                box.send(ids1)
                _ = box.record(.failed(.interrupted), for: ids1, now: now, isServerTroubled: isServerTroubled)
            }
            guard case .wedged(let failure) = status(1, in: box) else {
                #expect(isServerTroubled, "it never stops")
                continue
            }
            #expect(!isServerTroubled && failure.cause == .exhausted(tries: RetryPolicy.patience))
        }
    }
}

@Suite("A person and the outbox")
struct OutboxPersonTests {
    @Test("cancelling the first of two stage changes puts the second on what was before")
    func rebasesStage() {
        let box = outbox([
            entry(1, .setStage(from: "New Lead", to: "Contacted"), .held(until: now)),
            entry(2, .setStage(from: "Contacted", to: "Closed")),
        ])
        let changed = box.cancelling(ids1[0])
        #expect(changed.map(\.entry.status) == [.cancelled, .queued])
        #expect(changed.last?.entry.change == .setStage(from: "New Lead", to: "Closed"))
    }

    @Test("cancelling a create takes along what was decided on the new lead")
    func cancelsCreate() {
        let box = outbox([
            entry(1, .create(NewLead(firstName: "Ravi")), on: -1), entry(2, .addNote("a"), on: -1),
            entry(3, .addNote("b")),
        ])
        #expect(box.cancelling(ids1[0]).map(\.id.rawValue) == [1, 2])
    }

    @Test("keeping one's own in a conflict starts from theirs")
    func retriesConflict() throws {
        let box = outbox([entry(1, .setStage(from: "New Lead", to: "Contacted"), .conflicted(theirs: "Nurture"))])
        let lead = Lead(id: Lead.ID(1), firstName: "Ana", stage: "Nurture")
        let again = try #require(box.retrying(ids1[0], onto: lead, now: now))
        #expect(again.entry.change == .setStage(from: "Nurture", to: "Contacted"))
        #expect(again.entry.status == .queued)
    }

    @Test(
        "only what needs a person can be retried",
        arguments: [
            OutboxEntry.Status.held(until: now), .queued, .sending(attempt: 1), .ambiguous(since: now),
            .waiting(until: now, attempt: 1),
        ]
    )
    func retriesNothingElse(_ status: OutboxEntry.Status) {
        #expect(outbox([entry(1, .addNote("a"), status)]).retrying(ids1[0], onto: nil, now: now) == nil)
    }
}
