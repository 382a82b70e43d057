import Leads
import Sync
import TestSupport
import Testing

/// What has to hold, whatever happened.
extension ModelStory {
    func fail(_ what: String) {
        Issue.record("seed \(seed): \(what)\n\(log.joined(separator: "\n"))")
    }

    /// Shown lead = last server lead + unsent changes in order.
    func checkScreen() throws {
        let store = InMemoryStore(on: bench.medium)
        let ids = Self.leadIDs.map { Lead.ID($0) }
        // The engine goes on meanwhile, so what is compared has to be of one moment.
        var wrong: [Lead.ID] = []
        for _ in 0..<100 {
            let revision = try store.currentRevision()
            wrong = try shownWrong(ids, in: store)
            if try store.currentRevision() == revision { break }
        }
        for id in wrong { fail("lead \(id) is shown wrong") }
    }

    private func shownWrong(_ ids: [Lead.ID], in store: InMemoryStore) throws -> [Lead.ID] {
        let bases = try store.bases(of: ids)
        let unsent = try store.unsent().entries.map(\.entry)
        return try ids.filter { id in
            let expected = Lead.shown(
                id: id,
                base: bases[id]?.lead,
                kept: ContactEvidence(),
                unsent: unsent.filter { $0.leadID == id }
            )
            return try bench.row(id)?.lead != expected
        }
    }

    func checkServer() async throws {
        let entries = try InMemoryStore(on: bench.medium).entries(decided)
        for id in Self.leadIDs.map({ Lead.ID($0) }) {
            let held = await bench.server.leads[id]
            if try bench.row(id)?.lead != held { fail("lead \(id) is shown as it is not on the server") }
            let own = entries.filter { $0.entry.leadID == id }
            check(
                own,
                notes: await bench.server.notes.filter { $0.leadID == id && $0.author == "Alice Johnson" }.map(\.text)
            )
            check(own, calls: await bench.server.callLogs.filter { $0.actor == String(id.rawValue) }.map(\.text))
            check(own, tags: held?.tags ?? [])
            check(own, "stage", holds: held?.stage, orTheirs: "Theirs") { change in
                if case .setStage(from: _, to: let stage) = change { stage } else { nil }
            }
            check(own, "owner", holds: held?.assignee?.name, orTheirs: "Chidi Okafor") { change in
                if case .assign(from: _, to: let member) = change { member.fullName } else { nil }
            }
            check(own, await bench.server.stageWrites.filter { $0.leadID == id })
        }
        for entry in entries {
            guard case .create(let new) = entry.entry.change else { continue }
            let made = await bench.server.leads.values.count { $0.firstName == new.firstName }
            checkCount(made, of: [entry], "create \(new.firstName)")
        }
    }

    private func check(_ entries: [JournalEntry], notes: [String]) {
        let asked = entries.compactMap { entry -> (String, JournalEntry)? in
            if case .addNote(let text) = entry.entry.change { (text, entry) } else { nil }
        }
        check(asked, notes, "note")
    }

    private func check(_ entries: [JournalEntry], calls: [String]) {
        let asked = entries.compactMap { entry -> (String, JournalEntry)? in
            if case .logCall(let call) = entry.entry.change { (call.text, entry) } else { nil }
        }
        check(asked, calls, "call")
    }

    private func check(_ asked: [(text: String, entry: JournalEntry)], _ made: [String], _ kind: String) {
        for text in Set(asked.map(\.text)).union(made) {
            checkCount(made.count { $0 == text }, of: asked.filter { $0.text == text }.map(\.entry), "\(kind) \(text)")
        }
        let settled = asked.filter { $0.entry.entry.status.isSettled && $0.text != "same" }.map(\.text)
        if made.filter(settled.contains) != settled { fail("\(kind)s out of order: \(made), decided \(settled)") }
    }

    /// Each that is settled is there once; one that was given up while it was on its way may be there.
    private func checkCount(_ count: Int, of entries: [JournalEntry], _ what: String) {
        let settled = entries.count { $0.entry.status.isSettled }
        let possible = entries.count { !$0.entry.status.isSettled && $0.delivery.firstSentAt != nil }
        if count < settled { fail("\(what) is lost: \(count) of \(settled)") }
        if count > settled + possible { fail("\(what) is doubled: \(count) for \(settled) and \(possible) possible") }
    }

    /// The last word that was settled on each tag is so, unless a later one was given up while it was on its way.
    private func check(_ entries: [JournalEntry], tags: [String]) {
        for tag in Set(Self.tags.map { $0.lowercased() }) {
            let about = entries.filter { entry in
                switch entry.entry.change {
                case .addTag(let name), .removeTag(let name): name.lowercased() == tag
                case .create, .setStage, .assign, .setField, .setHidden, .addNote, .logCall, .trash, .followUp, .deal,
                    .snooze:
                    false
                }
            }
            guard let last = about.last(where: { $0.entry.status.isSettled }) else { continue }
            if about.contains(where: { $0.id > last.id && $0.delivery.firstSentAt != nil }) { continue }
            if tags.count(where: { $0.lowercased() == tag }) > 1 { fail("twins: \(tags)") }
            let isThere = tags.contains { $0.lowercased() == tag }
            let isWanted = if case .addTag = last.entry.change { true } else { false }
            if isThere != isWanted { fail("tag \(tag) of \(last.entry.leadID) is lost: \(tags), \(last.entry.change)") }
        }
    }

    /// The last word that was settled on a thing is so, unless a later one was given up while it was on its way or others
    /// have changed it, as `theirs` at the beginning says.
    private func check(
        _ entries: [JournalEntry],
        _ what: String,
        holds held: String?,
        orTheirs theirs: String,
        _ wanted: (LeadChange) -> String?
    ) {
        let about = entries.filter { wanted($0.entry.change) != nil }
        guard let last = about.last(where: { $0.entry.status.isSettled }), held?.hasPrefix(theirs) != true else {
            return
        }
        if about.contains(where: { $0.id > last.id && $0.delivery.firstSentAt != nil }) { return }
        let word = wanted(last.entry.change) ?? ""
        if held != word { fail("\(what) \(word) of \(last.entry.leadID) is lost: \(held ?? "none")") }
    }

    /// No stage was written over one that nobody had seen.
    private func check(_ entries: [JournalEntry], _ writes: [FakeLofty.StageWrite]) {
        let known = Set(
            entries.flatMap { entry -> [String?] in
                if case .setStage(from: let from, to: let to) = entry.entry.change { [from, to] } else { [] }
            }
        )
        // What no reading could show yet, nobody can respect.
        for write in writes.filter(\.wasVisible)
        where write.before?.hasPrefix("Theirs") == true && !known.contains(write.before)
            && !overruled.contains(write.before ?? "")
        {
            fail("“\(write.before ?? "")” was overwritten unseen by \(write.after)")
        }
    }
}
