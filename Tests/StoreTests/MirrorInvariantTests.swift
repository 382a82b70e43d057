import FoundationEssentials
import Leads
import Sync
import TestSupport
import Testing

/// shown = what the server last said + unsent entries in order, whatever happens in whatever order.
@Suite("The invariant of the mirror", .serialized)
struct MirrorInvariantTests {
    @Test("holds over random histories with crashes", arguments: StoreKind.allCases)
    func holds(_ kind: StoreKind) throws {
        let runs = kind == .memory ? 60 : 6
        for _ in 0..<runs {
            let seed = UInt64.random(in: 0...UInt64.max)
            var history = try History(seed: seed, medium: try kind.medium())
            for step in 0..<60 {
                try history.advance()
                let difference = try history.difference()
                #expect(difference == nil, "seed \(seed), step \(step)")
                if difference != nil { return }
            }
        }
    }
}

extension LeadChange {
    fileprivate var listsNumber: Bool {
        if case .logCall(let call) = self { call.outcome == .dncNumber } else { false }
    }

    fileprivate var refusesContact: Bool {
        if case .logCall(let call) = self { call.outcome == .dncContact } else { false }
    }

    /// What lists the one number that everybody has.
    fileprivate static let listing = LeadChange.logCall(
        .init(outcome: .dncNumber, phone: "5125550142", text: "listed")
    )
}

/// A random history and a model that knows what ought to be shown.
private struct History {
    private let medium: StoreMedium
    private var random: SeededGenerator
    private var store: any MirrorStore & OutboxStore
    private var bases: [Lead.ID: Lead] = [:]
    private var unsent: [JournalEntry] = []
    /// The settled calls that forbid contact.
    private var forbidding: [Lead.ID: [LeadChange]] = [:]
    private var nextReal: Int64 = 1_000

    init(seed: UInt64, medium: StoreMedium) throws {
        self.medium = medium
        random = SeededGenerator(seed: seed)
        store = try medium.open()
        for id in Int64(1)...4 { try read(sampleLead(id)) }
    }

    mutating func advance() throws {
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1, 2: try submit()
        case 3: try finish(with: .settled(at: someTime))
        case 4: try finish(with: .cancelled)
        case 5: try move()
        case 6: try serverChange()
        case 7: try create()
        default: store = try medium.open()
        }
    }

    /// What the store shows wrongly, if anything.
    func difference() throws -> String? {
        let shown = Dictionary(uniqueKeysWithValues: try store.rows().map { ($0.lead.id, $0) })
        let ids = Set(bases.keys).union(unsent.map(\.entry.leadID))
        for id in ids.union(shown.keys) {
            let entries = unsent.filter { $0.entry.leadID == id }.map(\.entry)
            var lead = bases[id]
            // Everybody here has one number, and a list names a number.
            let lists = forbidding.values.joined().filter(\.listsNumber)
            let unsentLists = unsent.map(\.entry.change).filter(\.listsNumber)
            let wishes = bases.keys.filter(refusesAtNumber).map { _ in LeadChange.listing }
            for call in (forbidding[id] ?? []) + lists + unsentLists + wishes { lead?.apply(call) }
            for entry in entries {
                if case .create(let new) = entry.change {
                    lead = Lead(provisional: id, from: new, at: entry.createdAt)
                } else {
                    lead?.apply(entry.change)
                }
            }
            let expected = lead.map { LeadRow(lead: $0, syncState: SyncState(of: entries)) }
            if shown[id] != expected {
                return "\(id): \(String(describing: shown[id])) ≠ \(String(describing: expected))"
            }
        }
        let journal = try store.unsent().entries
        return journal == unsent ? nil : "journal: \(journal) ≠ \(unsent)"
    }

    /// Whether somebody who has the number asked not to be contacted.
    private func refusesAtNumber(_ id: Lead.ID) -> Bool {
        guard bases[id]?.phones.isEmpty == false else { return false }
        let own = unsent.filter { $0.entry.leadID == id }.map(\.entry.change) + (forbidding[id] ?? [])
        return own.contains(where: \.refusesContact)
    }

    private mutating func submit() throws {
        guard let lead = Set(bases.keys).union(unsent.map(\.entry.leadID)).sorted().randomElement(using: &random)
        else { return }
        let tag = ["hot", "cold", "vip"][Int.random(in: 0..<3, using: &random)]
        let outcomes: [CallOutcome] = [.talked, .badNumber, .dncNumber, .dncContact]
        let changes: [LeadChange] = [
            .setStage(from: "New Lead", to: ["Contacted", "Closed"][Int.random(in: 0..<2, using: &random)]),
            .addTag(tag), .removeTag(tag), .addNote("note"),
            .assign(from: nil, to: Member(id: Member.ID(rawValue: 5), firstName: "Bob", email: "bob@example.com")),
            .logCall(.init(outcome: outcomes.randomElement(using: &random) ?? .talked, phone: "5125550142", text: "c")),
        ]
        let change = changes[Int.random(in: 0..<changes.count, using: &random)]
        unsent += try store.commit(StoreTransaction(drafts: [draft(change, on: lead.rawValue)])).added
    }

    private mutating func create() throws {
        let new = NewLead(firstName: "Neu", tags: ["fresh"])
        unsent += try store.commit(StoreTransaction(drafts: [draft(.create(new), on: nil)])).added
    }

    /// Settles or cancels the head of a random lane, as the outbox would.
    private mutating func finish(with status: OutboxEntry.Status) throws {
        guard let lead = unsent.map(\.entry.leadID).randomElement(using: &random),
            var entry = unsent.first(where: { $0.entry.leadID == lead })
        else { return }
        entry.entry.status = status
        var transaction = StoreTransaction(updates: [entry])
        if case .create(let new) = entry.entry.change {
            try finishCreate(entry, of: new, with: status)
            return
        }
        if case .settled = status, var base = bases[lead] {
            // The server does not mark the numbers of a call.
            if entry.entry.change.forbidsContact {
                forbidding[lead, default: []].append(entry.entry.change)
            } else {
                base.apply(entry.entry.change)
            }
            bases[lead] = base
            transaction.readings = [.lead(base, at: someTime)]
        }
        _ = try store.commit(transaction)
        unsent.removeAll { $0.id == entry.id }
    }

    private mutating func finishCreate(
        _ entry: JournalEntry,
        of new: NewLead,
        with status: OutboxEntry.Status
    ) throws {
        let provisional = entry.entry.leadID
        guard case .settled = status else {
            let followers = unsent.filter { $0.entry.leadID == provisional }.map { follower in
                var cancelled = follower
                cancelled.entry.status = .cancelled
                return cancelled
            }
            _ = try store.commit(StoreTransaction(updates: followers))
            unsent.removeAll { $0.entry.leadID == provisional }
            return
        }
        nextReal += 1
        let real = Lead(provisional: Lead.ID(nextReal), from: new, at: someTime)
        let commit = try store.commit(
            StoreTransaction(
                updates: [entry],
                identities: [.init(provisional: provisional, real: real.id)],
                readings: [.lead(real, at: someTime)]
            )
        )
        bases[real.id] = real
        unsent.removeAll { $0.id == entry.id }
        for updated in commit.updated {
            if let index = unsent.firstIndex(where: { $0.id == updated.id }) { unsent[index] = updated }
        }
    }

    private mutating func move() throws {
        guard let index = unsent.indices.randomElement(using: &random) else { return }
        let states: [OutboxEntry.Status] = [
            .sending(attempt: 1), .waiting(until: someTime, attempt: 1), .ambiguous(since: someTime),
            .conflicted(theirs: "Closed"), .wedged(.init(reason: "no")), .queued,
        ]
        var entry = unsent[index]
        entry.entry.status = states[Int.random(in: 0..<states.count, using: &random)]
        unsent[index] = try #require(try store.commit(StoreTransaction(updates: [entry])).updated.first)
    }

    private mutating func serverChange() throws {
        guard let id = bases.keys.sorted().randomElement(using: &random), var lead = bases[id] else { return }
        if Bool.random(using: &random), !unsent.contains(where: { $0.entry.leadID == id }) {
            _ = try store.commit(StoreTransaction(readings: [.gone(id)]))
            // A list names a number, and the others have it too.
            let wish = refusesAtNumber(id) ? [LeadChange.listing] : []
            bases[id] = nil
            forbidding[id] = (forbidding[id] ?? []).filter(\.listsNumber) + wish
            return
        }
        lead.stage = "Nurture"
        lead.score = Int.random(in: 0..<100, using: &random)
        lead.tags = ["theirs"]
        try read(lead)
    }

    private mutating func read(_ lead: Lead) throws {
        _ = try store.commit(StoreTransaction(readings: [.listed(lead, at: someTime)]))
        bases[lead.id] = lead
    }
}
