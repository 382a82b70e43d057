import FoundationEssentials
import Leads
import Store
import Sync
import TestSupport
import Testing

@Suite("A call that forbids contact, in every store", .serialized)
final class KeptEvidenceTests {
    /// Kept until the test ends, and with them their directories.
    private var media: [StoreMedium] = []

    private func medium(_ kind: StoreKind) throws -> StoreMedium {
        let medium = try kind.medium()
        media.append(medium)
        return medium
    }

    private static let id = Lead.ID(7)

    private static func lead(_ statuses: [Phone.Status?] = [.valid, nil], score: Int? = nil) -> Lead {
        var lead = sampleLead(7)
        lead.phones = zip(["5125550142", "5125550143"], statuses).map { Phone($0, status: $1) }
        lead.score = score
        return lead
    }

    private static func call(_ outcome: CallOutcome) -> LeadChange {
        .logCall(.init(outcome: outcome, phone: "+1 (512) 555-0142", text: outcome.label))
    }

    private func logged(_ outcome: CallOutcome, in store: any MirrorStore & OutboxStore) throws -> JournalEntry {
        _ = try store.commit(StoreTransaction(readings: [.lead(Self.lead(), at: someTime)]))
        let drafts = [draft(Self.call(outcome), on: Self.id.rawValue)]
        return try #require(try store.commit(StoreTransaction(drafts: drafts)).added.first)
    }

    @discardableResult
    private func finish(
        _ entry: JournalEntry,
        _ status: OutboxEntry.Status,
        in store: any MirrorStore & OutboxStore
    ) throws -> StoreCommit {
        var finished = entry
        finished.entry.status = status
        return try store.commit(StoreTransaction(updates: [finished]))
    }

    private func statuses(_ store: any MirrorStore & OutboxStore) throws -> [Phone.Status?] {
        try store.rows(of: [Self.id]).flatMap { $0.lead.phones.map(\.status) }
    }

    @Test("what others' calls came to is kept like that of own ones", arguments: StoreKind.allCases)
    func others(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let store = try medium.open()
        _ = try store.commit(StoreTransaction(readings: [.lead(Self.lead(), at: someTime)]))
        var evidence = ContactEvidence()
        evidence.listedNumbers = ["+15125550142"]

        let commit = try store.commit(StoreTransaction(evidence: [Self.id: evidence]))

        #expect(commit.rows.map { $0.lead.phones.map(\.status) } == [[.dncNumber, nil]])
        #expect(commit.rows.map(\.syncState) == [.clean])
        let again = try medium.open()
        let page = LeadReading.listed(Self.lead(score: 7), at: someTime)
        #expect(try again.commit(StoreTransaction(readings: [page])).rows.count == 1)
        #expect(try statuses(again) == [.dncNumber, nil], "read again")
        // Of a lead that nobody knows nothing is kept.
        let stranger = try store.commit(StoreTransaction(evidence: [Lead.ID(99): evidence]))
        #expect(stranger.rows.isEmpty)
    }

    @Test("a number that is listed is listed for whoever has it, now and when they come", arguments: StoreKind.allCases)
    func everybody(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let store = try medium.open()
        var other = sampleLead(8)
        other.phones = [Phone("+1 (512) 555-0142", status: .valid), Phone("5125550999")]
        var later = sampleLead(9)
        later.phones = [Phone("512.555.0142")]
        _ = try store.commit(StoreTransaction(readings: [.lead(other, at: someTime)]))
        let entry = try logged(.dncNumber, in: store)

        // From the decision on, and for good once it is sent.
        #expect(try store.rows(of: [Lead.ID(8)]).first?.lead.phones.map(\.status) == [.dncNumber, nil])
        try finish(entry, .settled(at: someTime), in: store)
        #expect(try store.rows(of: [Lead.ID(8)]).first?.lead.phones.map(\.status) == [.dncNumber, nil])
        #expect(try store.forbiddingCalls()[Self.id]?.listedNumbers == ["+15125550142"])
        for reading in [LeadReading.lead(other, at: someTime), .lead(later, at: someTime)] {
            let page = try store.commit(StoreTransaction(readings: [reading]))
            #expect(page.rows.first?.lead.phones.first?.status == .dncNumber)
        }
        let ids = [Lead.ID(8), Lead.ID(9)]
        #expect(try medium.open().rows(of: ids).map { $0.lead.phones.first?.status } == [.dncNumber, .dncNumber])
    }

    @Test(
        "shows when it has been sent, however often the server's lead is read, and after a restart",
        arguments: StoreKind.allCases,
        [
            (.dncContact, [.dncContact, .dncContact]), (.dncNumber, [.dncNumber, nil]),
            (.badNumber, [.invalid, nil]), (.talked, [.valid, nil]),
        ] as [(CallOutcome, [Phone.Status?])]
    )
    func staysAfterSending(_ kind: StoreKind, _ example: (outcome: CallOutcome, statuses: [Phone.Status?])) throws {
        let medium = try self.medium(kind)
        let store = try medium.open()
        let entry = try logged(example.outcome, in: store)
        #expect(try statuses(store) == example.statuses, "unsent")
        let commit = try finish(entry, .settled(at: someTime), in: store)
        #expect(commit.rows.map { $0.lead.phones.map(\.status) } == [example.statuses])
        #expect(commit.rows.map(\.syncState) == [.clean])
        for (number, store) in [store, try medium.open()].enumerated() {
            #expect(try statuses(store) == example.statuses)
            let page = LeadReading.listed(Self.lead(score: number), at: someTime)
            let rows = try store.commit(StoreTransaction(readings: [page])).rows
            #expect(rows.map { $0.lead.phones.map(\.status) } == [example.statuses], "read again")
            try store.prune(decidedBefore: .distantFuture)
            #expect(try statuses(store) == example.statuses, "pruned")
            let base = try store.bases(of: [Self.id])[Self.id]?.lead
            #expect(base == Self.lead(score: number), "what the server said stays as it said it")
        }
    }

    @Test("shows on a number that the lead gets later", arguments: StoreKind.allCases)
    func newNumber(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        try finish(try logged(.dncContact, in: store), .settled(at: someTime), in: store)
        var lead = Self.lead()
        lead.phones.append(Phone("5125550144"))
        _ = try store.commit(StoreTransaction(readings: [.lead(lead, at: someTime)]))
        #expect(try statuses(store) == [.dncContact, .dncContact, .dncContact])
    }

    @Test("tells another process with the row", arguments: StoreKind.allCases)
    func otherProcess(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let store = try medium.open()
        let reader = try medium.open()
        let entry = try logged(.dncContact, in: store)
        let revision = try reader.currentRevision()
        try finish(entry, .settled(at: someTime), in: store)
        let news = try reader.changes(since: revision)
        #expect(news.rows.map { $0.lead.phones.map(\.status) } == [[.dncContact, .dncContact]])
    }

    @Test(
        "is forgotten when it is taken back before it left, and kept when it may have arrived",
        arguments: StoreKind.allCases
    )
    func takenBack(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        try finish(try logged(.dncContact, in: store), .cancelled, in: store)
        #expect(try statuses(store) == [.valid, nil])
        var lost = try logged(.dncContact, in: store)
        lost.delivery.mayHaveArrived = true
        try finish(lost, .cancelled, in: store)
        #expect(try statuses(store) == [.dncContact, .dncContact])
    }

    @Test("gives way to what the lead itself says of the number", arguments: StoreKind.allCases)
    func leadSaysIt(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        try finish(try logged(.dncNumber, in: store), .settled(at: someTime), in: store)
        _ = try store.commit(StoreTransaction(readings: [.lead(Self.lead([.dncNumber, nil]), at: someTime)]))
        #expect(try statuses(store) == [.dncNumber, nil])
        _ = try store.commit(StoreTransaction(readings: [.lead(Self.lead([.valid, nil]), at: someTime)]))
        #expect(try statuses(store) == [.valid, nil], "a colleague took it off the list in Lofty")
    }

    @Test("leaves with the lead, but for numbers, which stay on the list", arguments: StoreKind.allCases)
    func leavesWithLead(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        // A list names a number, and whoever has it then; a wrong number is nobody's.
        let outcomes: [(CallOutcome, [Phone.Status?])] = [
            (.badNumber, [.valid, nil]), (.dncNumber, [.dncNumber, nil]), (.dncContact, [.dncNumber, .dncNumber]),
        ]
        for (outcome, after) in outcomes {
            try finish(try logged(outcome, in: store), .settled(at: someTime), in: store)
            #expect(try store.commit(StoreTransaction(readings: [.gone(Self.id)])).removed == [Self.id])
            _ = try store.commit(StoreTransaction(readings: [.lead(Self.lead(), at: someTime)]))
            #expect(try statuses(store) == after, "\(outcome)")
        }
    }

    @Test("follows a new lead to the id that the server gives it", arguments: StoreKind.allCases)
    func newLead(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        let new = NewLead(firstName: "Ravi", phones: ["5125550142"])
        let create = try #require(
            try store.commit(StoreTransaction(drafts: [draft(.create(new), on: nil)])).added.first
        )
        let drafts = [draft(Self.call(.dncNumber), on: create.entry.leadID.rawValue)]
        var call = try #require(try store.commit(StoreTransaction(drafts: drafts)).added.first)
        call.entry.status = .settled(at: someTime)
        var made = create
        made.entry.status = .settled(at: someTime)
        let real = Lead(provisional: Self.id, from: new, at: someTime)
        _ = try store.commit(
            StoreTransaction(
                updates: [made, call],
                identities: [.init(provisional: create.entry.leadID, real: real.id)],
                readings: [.lead(real, at: someTime)]
            )
        )
        #expect(try statuses(store) == [.dncNumber])
    }
}
