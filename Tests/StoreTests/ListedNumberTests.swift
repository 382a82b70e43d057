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
