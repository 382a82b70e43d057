import Leads
import LoftyAPI

extension SyncEngine {
    /// Entries of a lead's past that the person of this account did, by ``TimelineEntry/id``.
    ///
    /// What this journal sent is known by the record that the server made of it. What was done elsewhere, such as in
    /// Lofty's own pages, is known by who did it, where the source says so and no other member has the name. Texts and
    /// mails bear the agent's number also when Lofty sent them by itself, so they are theirs only where Lofty says that a
    /// person sent or logged them.
    func ownEntries(among entries: [TimelineEntry], of id: Lead.ID) -> Set<String> {
        let made = recordsMade(on: id)
        var ids = Set(entries.lazy.filter { made.contains($0.id) }.compactMap(\.actorID))
        let name = ownName
        if let name, let owner = mirrored(id)?.assignee, let number = owner.id, PersonName(owner.name) == name {
            ids.insert(number)
        }
        if let me = reference.me { ids.insert(me.id.rawValue) }
        // Thousands of entries name a handful of people.
        var names: Set<String> = []
        if let name { names = Set(entries.compactMap(\.actor)).filter { PersonName($0) == name } }
        return Set(entries.lazy.filter { made.contains($0.id) || $0.isDone(by: names, ids) }.map(\.id))
    }

    /// The name of the person, unless another member has it too.
    private var ownName: PersonName? {
        guard let me = reference.me else { return nil }
        let name = PersonName(me.fullName)
        let isShared = reference.members.contains { $0.id != me.id && PersonName($0.fullName) == name }
        return isShared ? nil : name
    }

    /// What the server made of this journal's changes, as the timeline names it.
    private func recordsMade(on id: Lead.ID) -> Set<String> {
        let finished: [JournalEntry]
        do throws(StoreError) {
            finished = try store.finished(of: id, limit: Self.recentRecords)
        } catch {
            observer(.trouble(error))
            finished = []
        }
        return Set((outbox.lane(of: id) + finished).compactMap(\.nameOnTimeline))
    }

    /// More changes of one lead are not looked through.
    private static let recentRecords = 50

    /// What a person has decided or taken back here is no news to them: their last look shows it as the lead does.
    func seeOwn(_ commit: StoreCommit) {
        let decided = commit.added + commit.updated.filter { $0.entry.status == .cancelled }
        guard !decided.isEmpty else { return }
        let changes = Dictionary(grouping: decided.map(\.entry), by: \.leadID)
        do throws(StoreError) {
            let looks = try store.looks(of: Array(changes.keys))
            var seen: [Lead.ID: LeadLook] = [:]
            for row in commit.rows {
                guard let old = looks[row.lead.id] else { continue }
                var look = old
                for entry in changes[row.lead.id] ?? [] { look.see(entry.change, in: row.lead) }
                if look != old { seen[row.lead.id] = look }
            }
            if !seen.isEmpty { try store.save(seen) }
        } catch {
            // A mark of what is new too many, nothing else; a full disk is told by the writes.
            return
        }
    }
}

extension JournalEntry {
    /// The id that the timeline gives the record that the server made; `nil` while there is none.
    fileprivate var nameOnTimeline: String? {
        guard let record = delivery.acceptance?.recordID else { return nil }
        switch entry.change {
        case .addNote: return "note-\(record)"
        case .logCall: return record
        case .followUp(.add): return Lookup.followUp(named: record).map { "calendar:\($0.rawValue)-task" }
        case .create, .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .trash, .followUp, .snooze, .deal:
            return nil
        }
    }
}

extension TimelineEntry {
    private static let sent = LeadCommunication.EmailEvent.sent.rawValue

    fileprivate func isDone(by names: Set<String>, _ ids: Set<Int64>) -> Bool {
        switch kind {
        case .call(.outbound, outcome: _): isAutomatic != true && actorID.map(ids.contains) ?? false
        case .text(.outbound): isAutomatic == false && actorID.map(ids.contains) ?? false
        // That a mail was opened, or came back, is what the lead did.
        case .email(.outbound, let event):
            isAutomatic == false && event ?? Self.sent == Self.sent && actorID.map(ids.contains) ?? false
        // The number on a record of the system is also that of whom a lead was given to, the name is not.
        case .note, .system: actor.map(names.contains) ?? false
        case .site, .call, .text, .email, .task, .appointment, .transaction, .pending: false
        }
    }
}
