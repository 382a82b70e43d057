import FoundationEssentials
import Leads
import Sync
import TestSupport
import Testing

@Suite("Every store", .serialized)
final class StoreContractTests {
    /// Kept until the test ends, and with them their directories.
    private var media: [StoreMedium] = []

    private func medium(_ kind: StoreKind) throws -> StoreMedium {
        let medium = try kind.medium()
        media.append(medium)
        return medium
    }

    @Test("shows a queued change on top of the server's lead and keeps both", arguments: StoreKind.allCases)
    func showsOptimistically(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let store = try medium.open()
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
        let commit = try store.commit(
            StoreTransaction(drafts: [draft(.setStage(from: "New Lead", to: "Contacted"), on: 7)])
        )
        #expect(commit.rows.map(\.lead.stage) == ["Contacted"])
        #expect(commit.rows.map(\.syncState) == [.queued])
        let again = try medium.open()
        #expect(try again.rows() == commit.rows)
        #expect(try again.bases(of: [Lead.ID(7)])[Lead.ID(7)]?.lead.stage == "New Lead")
        #expect(try again.unsent().entries.map(\.entry.change) == [.setStage(from: "New Lead", to: "Contacted")])
    }

    @Test("knows the copy of the book that was noted last, but none from a later time", arguments: StoreKind.allCases)
    func savedBook(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        let commit = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
        #expect(try store.savedBook() == nil)
        let book = SavedBook(token: "one", revision: commit.revision)
        try store.note(SavedBook(token: "none", revision: 0))
        try store.note(book)
        #expect(try store.savedBook() == book)
        try store.note(SavedBook(token: "two", revision: commit.revision + 1))
        #expect(try store.savedBook() == nil, "it is of another store, or this one was put back to an earlier time")
        #expect(try store.currentRevision() == commit.revision, "a note is no change of the mirror")
    }

    @Test("keeps the page that is shown first", arguments: StoreKind.allCases)
    func openingPage(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let store = try medium.open()
        #expect(try store.openingPage() == nil)
        let page = OpeningPage(
            query: "stage:new",
            sort: LeadSort(.name, descending: false),
            leads: [Lead.ID(7), Lead.ID(-1)],
            counts: ["stage:new": 2]
        )
        try store.save(page)
        #expect(try medium.open().openingPage() == page)
    }

    @Test("gives entries rising ids that are never used again", arguments: StoreKind.allCases)
    func idsRise(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
        let first = try store.commit(
            StoreTransaction(drafts: [draft(.addTag("a"), on: 7), draft(.addTag("b"), on: 7)])
        )
        var last = try #require(first.added.last)
        last.entry.status = .cancelled
        _ = try store.commit(StoreTransaction(updates: [last]))
        try store.prune(decidedBefore: someTime + 1)
        let second = try store.commit(StoreTransaction(drafts: [draft(.addTag("c"), on: 7)]))
        let ids = (first.added + second.added).map(\.id)
        #expect(ids == ids.sorted() && Set(ids).count == 3)
    }

    @Test("drops the whole transaction when an entry was written meanwhile", arguments: StoreKind.allCases)
    func compareAndSet(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let mine = try medium.open()
        let theirs = try medium.open()
        _ = try mine.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
        let added = try mine.commit(StoreTransaction(drafts: [draft(.addTag("a"), on: 7)])).added
        var cancelled = try #require(try theirs.unsent().entries.first)
        cancelled.entry.status = .cancelled
        _ = try theirs.commit(StoreTransaction(updates: [cancelled]))
        var sending = try #require(added.first)
        sending.entry.status = .sending(attempt: 1)
        let before = try mine.rows()
        #expect(throws: StoreError.superseded(entry: sending.id.rawValue)) {
            try mine.commit(
                StoreTransaction(updates: [sending], drafts: [draft(.addTag("b"), on: 7)])
            )
        }
        #expect(try mine.rows() == before)
        #expect(try mine.unsent().entries.isEmpty)
    }

    @Test("gives a new lead a provisional row that becomes the real one", arguments: StoreKind.allCases)
    func createsProvisionally(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        let new = NewLead(firstName: "Ravi", lastName: "Patel", stage: "New Lead")
        let create = try store.commit(StoreTransaction(drafts: [draft(.create(new), on: nil)]))
        let provisional = try #require(create.rows.first?.lead.id)
        #expect(provisional.isProvisional)
        let note = try store.commit(
            StoreTransaction(drafts: [draft(.addNote("hello"), on: provisional.rawValue)])
        )
        var settled = try #require(create.added.first)
        settled.entry.status = .settled(at: someTime)
        var real = Lead(provisional: Lead.ID(900), from: new, at: someTime)
        real.stage = "New Lead"
        let commit = try store.commit(
            StoreTransaction(
                updates: [settled],
                identities: [.init(provisional: provisional, real: real.id)],
                readings: [.lead(real, at: someTime)]
            )
        )
        #expect(commit.removed == [provisional])
        #expect(commit.rows.map(\.lead.id) == [real.id])
        #expect(try store.unsent().entries.map(\.entry.leadID) == [real.id])
        #expect(Set(commit.updated.map(\.id)) == Set([settled.id] + note.added.map(\.id)))
        #expect(try store.rows().map(\.lead.id) == [real.id])
    }

    @Test("journals a new lead and the notes on it at once, each under its own lead", arguments: StoreKind.allCases)
    func createWithNotes(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        var drafts: [EntryDraft] = []
        for name in ["Ana", "Ben"] {
            var create = draft(.create(NewLead(firstName: name)), on: 1)
            create.leadID = nil
            var note = draft(.addNote(name), on: 1)
            (note.leadID, note.isOfNewLead) = (nil, true)
            drafts += [create, note, note]
        }
        let leads = try store.commit(StoreTransaction(drafts: drafts)).added.map(\.entry.leadID)
        #expect(leads[0].isProvisional && leads[..<3] == [leads[0], leads[0], leads[0]])
        #expect(leads[3].isProvisional && leads[3...] == [leads[3], leads[3], leads[3]] && leads[0] != leads[3])
    }

    @Test("forgets a provisional lead whose create was cancelled", arguments: StoreKind.allCases)
    func cancelsCreate(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        let create = try store.commit(
            StoreTransaction(drafts: [draft(.create(NewLead(firstName: "Ravi")), on: nil)])
        )
        var entry = try #require(create.added.first)
        entry.entry.status = .cancelled
        let commit = try store.commit(StoreTransaction(updates: [entry]))
        #expect(commit.removed == create.rows.map(\.lead.id))
        #expect(try store.rows().isEmpty)
    }

    @Test("keeps a lead that is gone while a change of it waits for a person", arguments: StoreKind.allCases)
    func keepsGoneWithUnsent(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
        let added = try store.commit(StoreTransaction(drafts: [draft(.addNote("hello"), on: 7)])).added
        let gone = try store.commit(StoreTransaction(readings: [.gone(Lead.ID(7))]))
        #expect(gone.removed.isEmpty)
        #expect(try store.mirroredCount() == 0)
        var entry = try #require(added.first)
        entry.entry.status = .cancelled
        #expect(try store.commit(StoreTransaction(updates: [entry])).removed == [Lead.ID(7)])
        #expect(try store.rows().isEmpty)
    }

    @Test(
        "removes what a sweep did not see, but nothing that is new, unsent or provisional",
        arguments: StoreKind.allCases
    )
    func sweeps(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        _ = try store.commit(
            StoreTransaction(
                drafts: [draft(.create(NewLead(firstName: "Ravi")), on: nil)],
                readings: [1, 2, 3, 4].map { .lead(sampleLead($0), at: someTime) }
            )
        )
        _ = try store.commit(StoreTransaction(drafts: [draft(.addTag("a"), on: 2)]))
        let pass = try store.beginPass()
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(3), at: someTime)]))
        try store.sight([Lead.ID(4)], by: pass, at: someTime)
        #expect(try store.unseenCount(by: pass) == 1)
        #expect(try store.unseen(by: pass, limit: 10) == [Lead.ID(1)])
        let unseen = [-1, 1, 2, 3, 4].map { LeadReading.unseen(Lead.ID($0), by: pass) }
        #expect(try store.commit(StoreTransaction(readings: unseen)).removed == [Lead.ID(1)])
        #expect(Set(try store.rows().map(\.lead.id.rawValue)) == [-1, 2, 3, 4])
        let next = try store.beginPass()
        #expect(next.number == pass.number + 1)
        #expect(try store.unseen(by: next, limit: 1) == [Lead.ID(3)], "lowest first, and no more than asked for")
    }

    @Test("believes no answer to a question that is older than what it knows", arguments: StoreKind.allCases)
    func orderOfReadings(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(1), at: someTime)]))
        let asked = try store.currentRevision()
        _ = try store.commit(StoreTransaction(readings: [.gone(Lead.ID(1))]))
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(2, stage: "Closed"), at: someTime)]))
        let late = [1, 2].map { LeadReading.listed(sampleLead($0), at: someTime, asked: asked) }
        #expect(try store.commit(StoreTransaction(readings: late)).rows.isEmpty)
        let lateAnswer = LeadReading.lead(sampleLead(1), at: someTime, asked: asked)
        #expect(try store.commit(StoreTransaction(readings: [lateAnswer])).rows.isEmpty)
        #expect(try store.rows().map(\.lead.stage) == ["Closed"])
        let now = try store.currentRevision()
        let fresh = [1, 2].map { LeadReading.listed(sampleLead($0), at: someTime, asked: now) }
        #expect(try store.commit(StoreTransaction(readings: fresh)).rows.count == 2)
    }

    @Test("does not let an older page overwrite a newer lead", arguments: StoreKind.allCases)
    func ignoresOlderPages(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        var newer = sampleLead(7, stage: "Contacted")
        newer.updatedAt = someTime + 5
        var older = sampleLead(7, stage: "New Lead")
        older.updatedAt = someTime
        _ = try store.commit(StoreTransaction(readings: [.lead(newer, at: someTime)]))
        _ = try store.commit(StoreTransaction(readings: [.listed(older, at: someTime + 9)]))
        #expect(try store.rows().map(\.lead.stage) == ["Contacted"])
        _ = try store.commit(StoreTransaction(readings: [.lead(older, at: someTime + 9)]))
        #expect(try store.rows().map(\.lead.stage) == ["New Lead"])
    }

    @Test("tells another process what changed, and only that", arguments: StoreKind.allCases)
    func changesSince(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let writer = try medium.open()
        let reader = try medium.open()
        _ = try writer.commit(
            StoreTransaction(readings: [.lead(sampleLead(1), at: someTime), .lead(sampleLead(2), at: someTime)])
        )
        let seen = try reader.changes(since: 0)
        #expect(seen.rows.map(\.lead.id.rawValue) == [1, 2])
        let commit = try writer.commit(StoreTransaction(drafts: [draft(.addTag("a"), on: 1)]))
        _ = try writer.commit(StoreTransaction(readings: [.gone(Lead.ID(2))]))
        let news = try reader.changes(since: seen.revision)
        #expect(news.rows.map(\.lead.id.rawValue) == [1])
        #expect(news.removed == [Lead.ID(2)])
        #expect(news.entries == commit.added)
        #expect(news.revision == seen.revision + 2)
        #expect(try reader.changes(since: news.revision) == StoreChanges(revision: news.revision))
    }

    @Test("tells a long absence page by page, whole transactions only", arguments: StoreKind.allCases)
    func pagesChanges(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        for start in stride(from: Int64(1), through: 25, by: 3) {
            let leads = (start..<start + 3).map { LeadReading.lead(sampleLead($0), at: someTime) }
            _ = try store.commit(StoreTransaction(readings: leads))
        }
        _ = try store.commit(StoreTransaction(readings: [.gone(Lead.ID(2)), .gone(Lead.ID(3))]))
        _ = try store.commit(StoreTransaction(drafts: [draft(.addTag("a"), on: 9)]))
        var shown = Set<Lead.ID>()
        var removed = Set<Lead.ID>()
        var entries = 0
        var revision: Int64 = 0
        var pages = 0
        while true {
            let page = try store.changes(since: revision, limit: 4)
            guard page.revision > revision else { break }
            #expect(page.rows.count + page.removed.count <= 6)
            shown.formUnion(page.rows.map(\.lead.id))
            removed.formUnion(page.removed)
            entries += page.entries.count
            revision = page.revision
            pages += 1
        }
        #expect(try revision == store.currentRevision() && pages >= 5)
        #expect(shown == Set(try store.rows().map(\.lead.id)) && shown.count == 25)
        #expect(removed == [Lead.ID(2), Lead.ID(3)] && entries == 1)
    }

    @Test("reads a book in pages by id", arguments: StoreKind.allCases)
    func pagesRows(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        let leads = (1...7).map { LeadReading.lead(sampleLead($0), at: someTime) }
        let create = draft(.create(NewLead(firstName: "Ravi")), on: nil)
        _ = try store.commit(StoreTransaction(drafts: [create], readings: leads))
        var ids: [Int64] = []
        while true {
            let page = try store.rows(after: ids.last.map { Lead.ID($0) }, limit: 3)
            if page.isEmpty { break }
            ids += page.map(\.lead.id.rawValue)
        }
        #expect(ids == [-1, 1, 2, 3, 4, 5, 6, 7])
    }

    @Test("tells the last looks at many leads at once, of those that were looked at", arguments: StoreKind.allCases)
    func looks(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let store = try medium.open()
        let leads = [7, 8, 9].map { sampleLead($0) }
        _ = try store.commit(StoreTransaction(readings: leads.map { .lead($0, at: someTime) }))
        let looks = leads.map { LeadLook(at: $0, on: someTime) }
        try store.save(looks[0], of: Lead.ID(7))
        try store.save(looks[2], of: Lead.ID(9))
        try store.save(looks[0], of: Lead.ID(-1))
        let again = try medium.open()
        #expect(
            try again.looks(of: [7, 8, 9, -1, 7].map { Lead.ID($0) }) == [Lead.ID(7): looks[0], Lead.ID(9): looks[2]]
        )
        #expect(try again.looks(of: []) == [:])
        #expect(try again.looks(of: (0..<40_000).map { Lead.ID($0) }).count == 2)
    }

    @Test("keeps timelines, reference data and marks over a restart", arguments: StoreKind.allCases)
    func documents(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let store = try medium.open()
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
        let entry = TimelineEntry(id: "n1", at: someTime, kind: .note(isPinned: true), text: "“hello”\n👋", actor: "Bob")
        let timeline = Timeline(merging: [entry], gaps: [.init(source: .site, reason: "no right")])
        let reference = ReferenceData(stages: [Stage(id: Stage.ID(rawValue: 1), name: "New Lead")], tagNames: ["hot"])
        try store.save(timeline, of: Lead.ID(7), at: someTime)
        try store.save(timeline, of: Lead.ID(8), at: someTime)
        try store.save(reference)
        try store.save(SyncMarks(completeSweepAt: someTime))
        let again = try medium.open()
        #expect(try again.timeline(of: Lead.ID(7)) == timeline)
        #expect(try again.timeline(of: Lead.ID(8)) == nil, "a lead that the mirror does not hold leaves no trace")
        #expect(try again.referenceData() == reference)
        #expect(try again.marks() == SyncMarks(completeSweepAt: someTime))
    }

    @Test("belongs to the account that claimed it first", arguments: StoreKind.allCases)
    func account(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let mine = AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 2), host: "API.lofty.com")
        let other = AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 3), host: "api.lofty.com")
        try medium.open().claim(mine)
        try medium.open().claim(mine)
        #expect(throws: StoreError.otherAccount(recorded: mine, found: other)) {
            try medium.open().claim(other)
        }
    }

    @Test("forgets finished entries that are old, and no other", arguments: StoreKind.allCases)
    func prunes(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        _ = try store.commit(StoreTransaction(readings: [.lead(sampleLead(7), at: someTime)]))
        let added = try store.commit(
            StoreTransaction(drafts: [draft(.addNote("secret"), on: 7), draft(.addNote("kept"), on: 7)])
        ).added
        var settled = try #require(added.first)
        settled.entry.status = .settled(at: someTime)
        _ = try store.commit(StoreTransaction(updates: [settled]))
        try store.prune(decidedBefore: someTime)
        #expect(try store.finished(limit: 10).map(\.id) == [settled.id])
        #expect(try store.finished(of: Lead.ID(7), limit: 10).map(\.id) == [settled.id])
        #expect(try store.finished(of: Lead.ID(8), limit: 10).isEmpty)
        try store.prune(decidedBefore: someTime + 1)
        #expect(try store.finished(limit: 10).isEmpty)
        #expect(try store.unsent().entries.map(\.entry.change) == [.addNote("kept")])
    }
}
