import FoundationEssentials
import Leads
import Store
import Sync
import TestSupport
import Testing

/// The ids G1 to G5 are those of the table of the contact guard: an edit, a new number, an unsent call, Lofty's own word,
/// another spelling.
@Suite("A listed number stays listed, in every store", .serialized)
final class ListedNumberTests {
    /// Kept until the test ends, and with them their directories.
    private var media: [StoreMedium] = []

    private func open(_ kind: StoreKind) throws -> any MirrorStore & OutboxStore {
        let medium = try kind.medium()
        media.append(medium)
        return try medium.open()
    }

    private static func lead(_ id: Int64, _ phones: Phone...) -> Lead {
        var lead = sampleLead(id)
        lead.phones = phones
        return lead
    }

    private func read(_ lead: Lead, isPage: Bool = false, in store: any MirrorStore & OutboxStore) throws {
        let reading = isPage ? LeadReading.listed(lead, at: someTime) : .lead(lead, at: someTime)
        _ = try store.commit(StoreTransaction(readings: [reading]))
    }

    @discardableResult
    private func decide(
        _ change: LeadChange,
        on id: Int64?,
        in store: any MirrorStore & OutboxStore
    ) throws -> JournalEntry {
        try #require(try store.commit(StoreTransaction(drafts: [draft(change, on: id)])).added.first)
    }

    /// Ends an entry as the outbox would, with what the server has then.
    private func end(
        _ entry: JournalEntry,
        _ status: OutboxEntry.Status = .settled(at: someTime),
        reading lead: Lead? = nil,
        in store: any MirrorStore & OutboxStore
    ) throws {
        var ended = entry
        ended.entry.status = status
        let readings = [lead].compactMap(\.self).map { LeadReading.lead($0, at: someTime) }
        _ = try store.commit(StoreTransaction(updates: [ended], readings: readings))
    }

    private func statuses(_ id: Int64, _ store: any MirrorStore & OutboxStore) throws -> [Phone.Status?] {
        try store.rows(of: [Lead.ID(id)]).flatMap { $0.lead.phones.map(\.status) }
    }

    private static func call(_ outcome: CallOutcome, _ number: String = "5125550142") -> LeadChange {
        .logCall(.init(outcome: outcome, phone: number, text: outcome.label))
    }

    private static func phones(_ old: [String], _ new: String...) -> LeadChange {
        .setField(.phones, from: old, to: new)
    }

    @Test(
        "G1: who asked not to be contacted is not called at a number that an edit brings",
        arguments: StoreKind.allCases
    )
    func edited(_ kind: StoreKind) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone("5125550142")), in: store)
        try end(try decide(Self.call(.dncContact), on: 1, in: store), in: store)
        let edit = try decide(Self.phones(["5125550142"], "5125550199"), on: 1, in: store)
        #expect(try statuses(1, store) == [.dncContact], "unsent")
        try end(edit, reading: Self.lead(1, Phone("5125550199")), in: store)
        #expect(try statuses(1, store) == [.dncContact], "sent")

        try read(Self.lead(2), in: store)
        try end(try decide(Self.call(.dncContact), on: 2, in: store), in: store)
        try decide(Self.phones([], "5125550188"), on: 2, in: store)
        #expect(try statuses(2, store) == [.dncContact], "a lead that had no number")
    }

    @Test("G1: what only Lofty knew of a number outlives an edit that takes it away", arguments: StoreKind.allCases)
    func takenAway(_ kind: StoreKind) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone("5125550142", status: .dncContact)), in: store)
        let edit = try decide(Self.phones(["5125550142"], "5125550199"), on: 1, in: store)
        #expect(try statuses(1, store) == [.dncContact], "unsent")
        try end(edit, reading: Self.lead(1, Phone("5125550199")), in: store)
        try read(Self.lead(1, Phone("5125550199")), isPage: true, in: store)
        #expect(try statuses(1, store) == [.dncContact], "sent, and read again")

        try read(Self.lead(2, Phone("5125550166", status: .dncNumber), Phone("5125550177")), in: store)
        let other = try decide(Self.phones(["5125550166", "5125550177"], "5125550177"), on: 2, in: store)
        try end(other, reading: Self.lead(2, Phone("5125550177")), in: store)
        #expect(try statuses(2, store) == [nil], "the other number is not listed")
        let undo = try decide(Self.phones(["5125550177"], "5125550166", "5125550177"), on: 2, in: store)
        #expect(try statuses(2, store) == [.dncNumber, nil], "an undo brings it back as it was")
        try end(undo, reading: Self.lead(2, Phone("5125550166"), Phone("5125550177")), in: store)
        #expect(try statuses(2, store) == [.dncNumber, nil], "and Lofty forgot")
    }

    @Test("G2: a new lead and an added number are not called at a listed number", arguments: StoreKind.allCases)
    func added(_ kind: StoreKind) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone("5125550142")), in: store)
        try read(Self.lead(2, Phone("5125550150")), in: store)
        let new = NewLead(firstName: "Ravi", phones: ["512-555-0142"])
        let before = try decide(.create(new), on: nil, in: store)
        try end(try decide(Self.call(.dncNumber), on: 1, in: store), in: store)
        let after = try decide(.create(new), on: nil, in: store)
        try decide(Self.phones(["5125550150"], "5125550150", "+1 512 555 0142"), on: 2, in: store)
        for created in [before, after] {
            #expect(try statuses(created.entry.leadID.rawValue, store) == [.dncNumber])
        }
        #expect(try statuses(2, store) == [nil, .dncNumber])
    }

    @Test("G3: an unsent call lists the number for everybody, until it is taken back", arguments: StoreKind.allCases)
    func unsent(_ kind: StoreKind) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone("5125550142")), in: store)
        try read(Self.lead(2, Phone("512.555.0142")), in: store)
        let call = try decide(Self.call(.dncNumber), on: 1, in: store)
        #expect(try statuses(2, store) == [.dncNumber])
        #expect(try store.listedNumbers() == ["+15125550142"])
        try read(Self.lead(3, Phone("(512) 555-0142")), isPage: true, in: store)
        #expect(try statuses(3, store) == [.dncNumber], "somebody who comes later")
        let second = try decide(Self.call(.dncNumber), on: 1, in: store)
        try end(call, .cancelled, in: store)
        #expect(try statuses(2, store) == [.dncNumber], "the other call still says it")
        try end(second, .cancelled, in: store)
        #expect(try statuses(2, store) == [nil] && statuses(3, store) == [nil] && statuses(1, store) == [nil])
        #expect(try store.forbiddingCalls().isEmpty && store.listedNumbers().isEmpty)
    }

    @Test("G4: what Lofty lists on one lead is listed for whoever has the number", arguments: StoreKind.allCases)
    func saidByLofty(_ kind: StoreKind) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone("5125550142")), in: store)
        try read(Self.lead(2, Phone("5125550142", status: .dncNumber)), in: store)
        try read(Self.lead(3, Phone("5125550142")), isPage: true, in: store)
        #expect(try statuses(1, store) == [.dncNumber] && statuses(3, store) == [.dncNumber])
        let page = [
            Self.lead(4, Phone("5125550160")), Self.lead(5, Phone("5125550160", status: .dncNumber)),
        ].map { LeadReading.listed($0, at: someTime) }
        #expect(
            try store.commit(StoreTransaction(readings: page)).rows.map { $0.lead.phones[0].status == .dncNumber } == [
                true, true,
            ]
        )

        // A colleague takes it off the list in Lofty.
        try read(Self.lead(2, Phone("5125550142", status: .valid)), in: store)
        #expect(try statuses(2, store) == [.valid] && store.listedNumbers() == ["+15125550160"])
        try read(Self.lead(1, Phone("5125550142")), in: store)
        #expect(try statuses(1, store) == [nil])
    }

    /// What the index is told: the rows as they are written, after the book has been looked through.
    private func written(_ id: Int64, _ store: any MirrorStore & OutboxStore) throws -> [Phone.Status?] {
        while let news = try store.newsOfListings() {
            var last: Lead.ID?
            repeat { last = try store.showListed(after: last, limit: 2).last } while last != nil
            try store.noteListed(news)
        }
        return try store.rows(after: Lead.ID(id - 1), limit: 1).flatMap { $0.lead.phones.map(\.status) }
    }

    @Test(
        "G4: what a page lists is listed for leads of earlier pages, and no more when a page takes it off",
        arguments: StoreKind.allCases,
        [Phone.Status.dncNumber, .dncContact]
    )
    func listedByPage(_ kind: StoreKind, _ status: Phone.Status) throws {
        let store = try open(kind)
        for id in 1...5 as ClosedRange<Int64> { try read(Self.lead(id, Phone("5125550142")), isPage: true, in: store) }
        #expect(try statuses(1, store) == [nil])
        let revision = try store.currentRevision()

        try read(Self.lead(9, Phone("+1 512 555 0142", status: status)), isPage: true, in: store)

        #expect(try statuses(1, store) == [.dncNumber] && statuses(5, store) == [.dncNumber], "at once")
        #expect(try written(1, store) == [.dncNumber] && written(5, store) == [.dncNumber])
        #expect(try store.changes(since: revision).rows.map(\.lead.id.rawValue) == [1, 2, 3, 4, 5, 9])
        #expect(try store.newsOfListings() == nil)

        try read(Self.lead(9, Phone("5125550142", status: .valid)), isPage: true, in: store)
        #expect(try written(1, store) == [nil] && written(5, store) == [nil] && written(9, store) == [.valid])
        #expect(try store.listedNumbers().isEmpty)
    }

    @Test(
        "G4: who asked not to be contacted is called at none of their numbers, on no other lead either",
        arguments: StoreKind.allCases,
        [true, false]
    )
    func numbersOfPerson(_ kind: StoreKind, _ isPage: Bool) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone("5125550142")), in: store)
        try read(Self.lead(2, Phone("5125550150")), in: store)
        let person = Self.lead(3, Phone("5125550142", status: .dncContact), Phone("512.555.0150", status: .valid))
        try read(person, isPage: isPage, in: store)
        for id in 1...2 as ClosedRange<Int64> {
            #expect(try statuses(id, store) == [.dncNumber] && written(id, store) == [.dncNumber])
            let lead = try #require(try store.rows(of: [Lead.ID(id)]).first)
            #expect(ContactGuard.standing(of: lead.lead, at: someTime).bestNumber(for: .call) == nil)
            #expect(try !LeadQuery.parse("may:call").matches(lead, context: QueryContext(now: someTime)))
        }
        #expect(try statuses(3, store) == [.dncContact, .valid], "the guard forbids both by the first")
    }

    @Test("G4: a call after which nobody may contact a person lists their numbers", arguments: StoreKind.allCases)
    func listedByCall(_ kind: StoreKind) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone("5125550142"), Phone("5125550143")), in: store)
        try read(Self.lead(2, Phone("512.555.0143")), in: store)
        try end(try decide(Self.call(.dncContact), on: 1, in: store), .cancelled, in: store)
        #expect(try statuses(2, store) == [nil], "taken back")
        let call = try decide(Self.call(.dncContact), on: 1, in: store)
        #expect(try statuses(2, store) == [.dncNumber] && written(2, store) == [.dncNumber], "unsent")
        try end(call, in: store)
        #expect(try statuses(2, store) == [.dncNumber], "sent")
        _ = try store.commit(StoreTransaction(readings: [.gone(Lead.ID(1))]))
        #expect(try statuses(2, store) == [.dncNumber], "out of sight")
        try read(Self.lead(1, Phone("5125550142"), Phone("5125550143")), in: store)
        #expect(try statuses(1, store) == [.dncNumber, .dncNumber], "and back")
    }

    @Test("G4: a colleague's call that forbids contact lists the numbers too", arguments: StoreKind.allCases)
    func listedByColleague(_ kind: StoreKind) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone("5125550142")), in: store)
        try read(Self.lead(2, Phone("5125550142")), in: store)
        var evidence = ContactEvidence()
        evidence.refusesContact = true
        _ = try store.commit(StoreTransaction(evidence: [Lead.ID(1): evidence]))
        #expect(try statuses(1, store) == [.dncContact] && statuses(2, store) == [.dncNumber])
    }

    @Test(
        "what a call before the last one listed is forgotten with a lead that was never made",
        arguments: StoreKind.allCases
    )
    func neverMade(_ kind: StoreKind) throws {
        let store = try open(kind)
        try read(Self.lead(2, Phone("5125550142")), in: store)
        let new = try decide(.create(NewLead(firstName: "Ravi", phones: ["5125550142"])), on: nil, in: store)
        let call = try decide(Self.call(.dncContact), on: new.entry.leadID.rawValue, in: store)
        #expect(try statuses(2, store) == [.dncNumber])
        var ended = [call, new]
        for index in ended.indices { ended[index].entry.status = .cancelled }
        _ = try store.commit(StoreTransaction(updates: ended))
        #expect(try statuses(2, store) == [nil] && store.listedNumbers().isEmpty)
    }

    @Test("G4: a call's list goes on for others when the lead says it itself", arguments: StoreKind.allCases)
    func saidByLead(_ kind: StoreKind) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone("5125550142")), in: store)
        try end(try decide(Self.call(.dncNumber), on: 1, in: store), in: store)
        try read(Self.lead(1, Phone("5125550142", status: .dncNumber)), in: store)
        try read(Self.lead(2, Phone("5125550142")), in: store)
        #expect(try statuses(2, store) == [.dncNumber])
        // Out of sight, it is on the list all the same.
        _ = try store.commit(StoreTransaction(readings: [.gone(Lead.ID(1))]))
        try read(Self.lead(2, Phone("5125550142"), Phone("5125550143")), in: store)
        #expect(try statuses(2, store) == [.dncNumber, nil])
    }

    @Test(
        "G5: a list names a line in whatever spelling",
        arguments: StoreKind.allCases,
        [
            ("+44 20 7946 0018", "020 7946 0018"), ("020 7946 0018", "+44 (0)20 7946 0018"),
            ("5125550142", "555-0142"), ("555 0142", "+1 512 555 0142"), ("+44 20 7946 0018", "+44 20 79 46 00 18"),
        ]
    )
    func spellings(_ kind: StoreKind, _ example: (listed: String, other: String)) throws {
        let store = try open(kind)
        try read(Self.lead(1, Phone(example.listed)), in: store)
        try read(Self.lead(2, Phone(example.other)), in: store)
        try read(Self.lead(4, Phone("2125550100")), in: store)
        try end(try decide(Self.call(.dncNumber, example.listed), on: 1, in: store), in: store)
        try read(Self.lead(3, Phone(example.other)), isPage: true, in: store)
        #expect(try statuses(2, store) == [.dncNumber] && statuses(3, store) == [.dncNumber])
        #expect(try statuses(4, store) == [nil], "somebody else's")
        #expect(ListedNumbers(try store.listedNumbers()).contains(Phone(example.other)))
    }
}
