import FoundationEssentials
import Leads
import Panes
import Sync

/// What an import says of its rows.
extension ImportRun {
    /// A row that is in the journal.
    struct Begun {
        var record: ImportRecord
        /// The change that makes the lead.
        var entry: OutboxEntry.ID
        /// What only notes can hold; they follow the lead.
        var notes: [String]
        var gift: Gift
        /// False for one that an earlier import made, and that still lacks something.
        var isNew = true

        /// True for what the import asks of the lead once it is made.
        func owns(_ entry: OutboxEntry) -> Bool {
            if case .addNote(let text) = entry.change { return notes.contains(text) }
            return gift.entries.contains(entry.id)
        }
    }

    /// Whether the lead is given to its owner.
    enum Gift {
        /// The file names nobody, or the lead is theirs.
        case none
        case wanted(Member)
        /// The server did not answer in time; why.
        case late(Member, FoyerFailure)
        case journaled(Member, [OutboxEntry.ID])
        case refused(Member, FoyerFailure)

        /// To whom the lead is still to be given.
        var wanted: Member? {
            switch self {
            case .wanted(let member), .late(let member, _): member
            case .none, .journaled, .refused: nil
            }
        }

        var entries: [OutboxEntry.ID] {
            switch self {
            case .journaled(_, let entries): entries
            case .none, .wanted, .late, .refused: []
            }
        }
    }

    struct Result {
        var record: ImportRecord
        var state = State.done

        enum State {
            case done, needsPerson
            /// Something of it may have arrived, or is tried again.
            case inDoubt
            case unsent
        }

        mutating func add(_ reason: String) {
            // Clauses of one sentence.
            let clause = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
            record.reason = [record.reason, clause].compactMap(\.self).joined(separator: "; ")
        }
    }

    /// What became of rows, as the journal has it now.
    func results(of rows: [Begun]) throws(FoyerFailure) -> [Result] {
        if rows.isEmpty { return [] }
        let creates = try entries(rows.map(\.entry))
        let unsent: [OutboxEntry]
        do throws(StoreError) {
            unsent = try session.store.unsent().entries.map(\.entry).sorted { $0.id < $1.id }
        } catch {
            throw FoyerFailure(error)
        }
        let lanes = Dictionary(grouping: unsent, by: \.leadID)
        return rows.map { row in
            let create = creates[row.entry]
            return Self.result(of: row, create, lane: create.flatMap { lanes[$0.leadID] } ?? [])
        }
    }

    func entries(_ ids: [OutboxEntry.ID]) throws(FoyerFailure) -> [OutboxEntry.ID: OutboxEntry] {
        do throws(StoreError) {
            let found = try session.store.entries(ids).map { ($0.id, $0.entry) }
            return Dictionary(found) { first, _ in first }
        } catch {
            throw FoyerFailure(error)
        }
    }

    private static func result(of row: Begun, _ create: OutboxEntry?, lane: [OutboxEntry]) -> Result {
        var result = Result(record: row.record)
        switch create?.status {
        case .settled:
            if row.isNew { result.record.verdict = "created" }
            result.record.leadID = create?.leadID
            if !row.isNew, let create { result.record.with = "lead \(create.leadID) \(create.leadName)" }
            follow(row, lane, &result)
        case .wedged(let failure):
            result.state = .needsPerson
            if row.isNew { result.record.verdict = "refused" }
            result.record.reason = failure.reason
        case .conflicted, .cancelled, nil:
            result.state = .needsPerson
            result.record.verdict = "cancelled"
        case .held, .queued, .sending, .waiting, .ambiguous:
            if row.isNew { result.record.verdict = "unsent" }
            guard let create, create.needsPerson || create.isInDoubt else {
                result.state = .unsent
                break
            }
            result.state = create.needsPerson ? .needsPerson : .inDoubt
            result.add(Wording.state(of: create, now: Date()))
        }
        return result
    }

    /// What became of the notes and the owner of a lead that was made.
    private static func follow(_ row: Begun, _ lane: [OutboxEntry], _ result: inout Result) {
        let left = lane.filter(row.owns)
        let ahead = left.last.map { last in lane.filter { $0.id <= last.id } } ?? []
        if let obstacle = ahead.first(where: \.needsPerson) {
            result.state = .needsPerson
            let why = Wording.state(of: obstacle, now: Date())
            let next = "“foyer outbox show \(obstacle.id.rawValue)” tells what to do"
            if case .journaled(let owner, let entries) = row.gift, entries.contains(obstacle.id) {
                return result.add("not given to \(owner.fullName): \(why) \(next)")
            }
            result.add("\(why) \(next)")
        } else if let doubt = ahead.first(where: \.isInDoubt) {
            result.state = .inDoubt
            result.add(Wording.state(of: doubt, now: Date()))
        } else if !left.isEmpty {
            result.state = .unsent
        }
        tell(row.gift, left, &result)
    }

    private static func tell(_ gift: Gift, _ left: [OutboxEntry], _ result: inout Result) {
        let isToldWhy = result.state == .needsPerson
        switch gift {
        case .none: break
        case .wanted(let owner):
            if !isToldWhy { result.state = .unsent }
            result.add("not given to \(owner.fullName) yet")
        case .late(let owner, let error):
            if !isToldWhy { result.state = .unsent }
            result.add("not given to \(owner.fullName): \(error.sentence)")
        case .journaled(let owner, let entries):
            if left.contains(where: { entries.contains($0.id) }) { result.add("not given to \(owner.fullName) yet") }
        case .refused(let owner, let error):
            result.state = .needsPerson
            result.add("not given to \(owner.fullName)\(isToldWhy ? " before that" : ": \(error.sentence)")")
        }
    }

    /// How an import goes.
    struct Tally {
        /// The row that was begun last.
        var line = 0
        /// True when every row was begun.
        var isOver = false
        private(set) var made = 0
        private var failed = 0
        private var inDoubt = 0
        private var unsent = 0
        /// What makes it pointless to go on.
        var failure: FoyerFailure?

        var isStopped: Bool { unsent > 0 || failure != nil || (inDoubt > 0 && !isOver) }

        mutating func count(_ result: Result) {
            if result.record.verdict == "created" { made += 1 }
            switch result.state {
            case .done: break
            case .needsPerson: failed += 1
            case .inDoubt: inDoubt += 1
            case .unsent: unsent += 1
            }
        }

        /// - Throws: the reason when the account cannot be used at all.
        func outcome(link: Sync.LinkState) throws(FoyerFailure) -> ImportOutcome {
            guard isStopped else {
                return inDoubt > 0 ? .inDoubt(made: made, rows: inDoubt) : .done(made: made, failed: failed)
            }
            let failure = FoyerFailure.unconfirmed(changes: unsent + inDoubt, link: link)
            if failure.outcome == .unusable { throw failure }
            return .stopped(made: made, line: line)
        }
    }
}
