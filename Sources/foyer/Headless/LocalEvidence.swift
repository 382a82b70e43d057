import FoundationEssentials
import Leads
import Store
import Sync

/// What this machine knows and Lofty's own leads do not show: what calls that were logged from here speak against, and
/// which leads are put aside.
///
/// A number that is on a do-not-call list is on it for everybody who has it, however they write it.
struct LocalEvidence {
    private var leads: [Lead.ID: ContactEvidence] = [:]
    private var listed = ListedNumbers()
    /// Leads that are put aside, of which Foyer alone knows.
    private(set) var snoozed: Set<Lead.ID> = []
    /// True when no lead of the book is left out that may have a number on a list.
    var isOfWholeBook = false

    /// Of the configured account; none where this machine has no mirror yet.
    ///
    /// One that cannot be read is told and no more: a list asks nothing else of the mirror.
    static func current() -> LocalEvidence {
        let state = FoyerPaths(environment: ProcessInfo.processInfo.environment).state
        guard FileManager.default.fileExists(atPath: state) else { return LocalEvidence() }
        do throws(StoreError) {
            return try LocalEvidence(try StateDirectory(path: state).open().store)
        } catch {
            StandardError.print("foyer: What calls forbid on this machine is left out: \(FoyerFailure(error).sentence)")
            return LocalEvidence()
        }
    }

    private init() {}

    init(_ store: any MirrorStore & OutboxStore) throws(StoreError) {
        leads = try store.forbiddingCalls()
        for entry in try store.unsent().entries where entry.entry.change.forbidsContact {
            leads[entry.entry.leadID, default: ContactEvidence()].add(entry.entry.change)
        }
        listed = ListedNumbers(try store.listedNumbers())
        snoozed = try store.leadsAside(at: Date())
        isOfWholeBook = try store.knowsBook(at: Date())
    }

    /// Takes in what a lead, as the server has it, says of its own numbers.
    mutating func take(_ lead: Lead) {
        for key in ContactEvidence(listingOf: lead).listedNumbers { listed.insert(key) }
    }

    /// The lead with what is known of it and of its numbers.
    func marking(_ lead: Lead) -> Lead {
        var evidence = leads[lead.id] ?? ContactEvidence()
        if !lead.refusesContact { evidence.listedNumbers.formUnion(listed.keys(of: lead)) }
        guard !evidence.isEmpty else { return lead }
        var marked = lead
        marked.mark(evidence)
        return marked
    }
}
