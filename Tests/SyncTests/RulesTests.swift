import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

private let bob = Member(id: Member.ID(rawValue: 5), firstName: "Bob", lastName: "Stone", email: "bob@example.com")
private let time = Date(timeIntervalSinceReferenceDate: 800_000_000)

private func lead(stage: String? = "New Lead", tags: [String] = [], assignee: Assignee? = nil) -> Lead {
    Lead(id: Lead.ID(1), firstName: "Ana", stage: stage, tags: tags, assignee: assignee)
}

private func batch(_ changes: LeadChange...) -> Outbox.Batch { batch(changes) }

private func batch(_ changes: [LeadChange]) -> Outbox.Batch {
    let entries = changes.enumerated().map { index, change in
        JournalEntry(
            entry: OutboxEntry(
                id: OutboxEntry.ID(rawValue: Int64(index + 1)),
                leadID: Lead.ID(1),
                leadName: "Ana",
                change: change,
                status: .queued,
                createdAt: time
            )
        )
    }
    return Outbox.Batch(leadID: Lead.ID(1), entries: entries)
}

@Suite("Several changes become one request")
struct CoalescingTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var changes: [LeadChange]
        var tags: [String]
        var edit: LeadEdit?

        var testDescription: String { name }
    }

    static let examples = [
        Example(
            name: "stage and tags go together",
            changes: [.setStage(from: "New Lead", to: "Closed"), .addTag("a"), .removeTag("b")],
            tags: ["b"],
            edit: LeadEdit(stage: "Closed", addingTags: ["a"], removingTags: ["b"])
        ),
        Example(
            name: "the last stage wins",
            changes: [.setStage(from: "New Lead", to: "Contacted"), .setStage(from: "Contacted", to: "Closed")],
            tags: [],
            edit: LeadEdit(stage: "Closed")
        ),
        Example(
            name: "there and back is nothing",
            changes: [.setStage(from: "New Lead", to: "Closed"), .setStage(from: "Closed", to: "New Lead")],
            tags: [],
            edit: nil
        ),
        Example(name: "adding and removing is nothing", changes: [.addTag("a"), .removeTag("a")], tags: [], edit: nil),
        Example(
            name: "removing and adding is nothing",
            changes: [.removeTag("a"), .addTag("a")],
            tags: ["a"],
            edit: nil
        ),
        Example(
            name: "adding what is there and removing it is a removal",
            changes: [.addTag("A"), .removeTag("a")],
            tags: ["a"],
            edit: LeadEdit(removingTags: ["a"])
        ),
        Example(
            name: "add, remove, add is an addition",
            changes: [.addTag("a"), .removeTag("a"), .addTag("a")],
            tags: [],
            edit: LeadEdit(addingTags: ["a"])
        ),
        Example(
            name: "what is so already, in any case of letters, is nothing",
            changes: [.addTag("A"), .removeTag("b")],
            tags: ["a"],
            edit: nil
        ),
        Example(
            name: "a tag is taken off in every spelling that the lead has of it",
            changes: [.removeTag("HOT")],
            tags: ["Hot", "vip", "hot"],
            edit: LeadEdit(removingTags: ["Hot", "hot"])
        ),
    ]

    @Test("in which the last word on each thing counts", arguments: examples)
    func coalesces(_ example: Example) {
        #expect(LeadEdit(of: batch(example.changes), onto: lead(tags: example.tags)) == example.edit)
    }

    @Test("that has the effect of sending them one by one")
    func sameEffect() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let base = lead(tags: ["a", "b", "c"].filter { _ in Bool.random(using: &random) })
            let changes = (0..<Int.random(in: 1...6, using: &random)).map { _ in change(using: &random) }
            var expected = base
            for change in changes { expected.apply(change) }
            var actual = base
            if let edit = LeadEdit(of: batch(changes), onto: base) {
                #expect(Set(edit.addingTags).isDisjoint(with: edit.removingTags), "seed \(seed)")
                actual.stage = edit.stage ?? actual.stage
                actual.tags = actual.tags.filter { !edit.removingTags.contains($0) } + edit.addingTags
            }
            #expect(
                actual.stage == expected.stage && Set(actual.tags) == Set(expected.tags),
                "seed \(seed): \(changes)"
            )
        }
    }

    private func change(using random: inout SeededGenerator) -> LeadChange {
        let tag = ["a", "b", "c"][Int.random(in: 0..<3, using: &random)]
        return switch Int.random(in: 0..<3, using: &random) {
        case 0: .addTag(tag)
        case 1: .removeTag(tag)
        default: .setStage(from: nil, to: ["New Lead", "Closed"][Int.random(in: 0..<2, using: &random)])
        }
    }
}

@Suite("A conflict")
struct ReconciliationTests {
    @Test(
        "is a stage that is neither what the person saw nor what they want",
        arguments: [
            ("New Lead", nil), ("Contacted", nil), ("Nurture", "Nurture"), (nil, "no stage"),
        ] as [(String?, String?)]
    )
    func stage(_ held: String?, _ theirs: String?) {
        let batch = batch(.setStage(from: "New Lead", to: "Contacted"))
        #expect(Reconciliation.conflict(of: batch, with: lead(stage: held))?.theirs == theirs)
    }

    @Test("is not found in the steps of one's own chain")
    func chain() {
        let batch = batch(.setStage(from: "New Lead", to: "Contacted"), .setStage(from: "Contacted", to: "Closed"))
        for stage in ["New Lead", "Contacted", "Closed"] {
            #expect(Reconciliation.conflict(of: batch, with: lead(stage: stage)) == nil)
        }
    }

    @Test("is an assignee that is neither the one before nor the one wanted")
    func assignee() {
        let batch = batch(.assign(from: Assignee(id: 1, name: "Alice Johnson"), to: bob))
        let held: [(Assignee?, String?)] = [
            (Assignee(id: 1, name: "Alice J."), nil), (Assignee(id: 844, name: "bob  stone"), nil),
            (Assignee(id: 9, name: "Alice Johnson"), "Alice Johnson"), (nil, "nobody"),
        ]
        for (assignee, theirs) in held {
            #expect(Reconciliation.conflict(of: batch, with: lead(assignee: assignee))?.theirs == theirs)
        }
    }

    @Test("is not hidden by an equal name where two members of the team bear it")
    func namesakes() {
        let other = Member(
            id: Member.ID(rawValue: 100_236),
            firstName: "bob",
            lastName: "stone",
            email: "b@example.com"
        )
        let change = LeadChange.assign(from: nil, to: bob)
        let theirs = lead(assignee: Assignee(id: 844, name: "Bob Stone"))
        #expect(Reconciliation.isSo(change, in: theirs, among: [bob]))
        #expect(!Reconciliation.isSo(change, in: theirs, among: [bob, other]))
        let his = lead(assignee: Assignee(id: bob.id.rawValue, name: "Bob Stone"))
        #expect(Reconciliation.isSo(change, in: his, among: [bob, other]))
        #expect(Reconciliation.conflict(of: batch(change), with: theirs, among: [bob]) == nil)
        #expect(Reconciliation.conflict(of: batch(change), with: theirs, among: [bob, other])?.theirs == "Bob Stone")
    }

    @Test("shows after the write on the last change of each thing only")
    func confirmations() {
        let batch = batch(
            .setStage(from: "New Lead", to: "Contacted"),
            .addTag("a"),
            .setStage(from: "Contacted", to: "Closed"),
            .removeTag("b")
        )
        let held = lead(stage: "Nurture", tags: ["A", "b"])
        let verdicts = Reconciliation.confirmations(of: batch, in: held)
        let byID = batch.ids.map { verdicts[$0] }
        #expect(byID == [.asAsked, .asAsked, .differs(theirs: "Nurture"), .tagsIgnored(theirs: "A, b")])
    }
}

@Suite("Looking for a change whose answer was lost")
struct LookupTests {
    private func note(_ id: Int64, _ text: String) -> Note { Note(id: id, leadID: Lead.ID(1), text: text) }

    @Test("finds a note by its text, however the server trimmed or cut it")
    func notes() {
        let long = String(repeating: "ü", count: 1_999) + "👩‍👩‍👧"
        let cut = String(decoding: Array(long.utf16).prefix(2_000), as: UTF16.self)
        let notes = [note(1, "hello\nworld"), note(2, " hello\r\nworld "), note(3, "hello"), note(4, cut)]
        #expect(Lookup.notes(like: "hello\nworld ", in: notes) == ["1", "2"])
        #expect(Lookup.notes(like: long, in: notes) == ["4"])
        #expect(Lookup.notes(like: String(long.dropLast(600)), in: notes).isEmpty)
    }

    @Test("finds a call by outcome, and is certain by its text")
    func calls() {
        let call = LeadChange.CallLog(outcome: .talked, phone: "5125550142", text: "wants a garden")
        func entry(_ id: String, _ kind: TimelineEntry.Kind, _ text: String) -> TimelineEntry {
            TimelineEntry(id: id, at: time, kind: kind, text: text)
        }
        let found = Lookup.calls(
            like: call,
            in: [
                entry("1", .call(.outbound, outcome: "Talked"), "wants a garden"),
                entry("2", .call(.outbound, outcome: "Talked"), "talked: wants a garden with trees"),
                entry("3", .call(.outbound, outcome: "Talked"), ""),
                entry("4", .call(.outbound, outcome: "NoAnswer"), "wants a garden"),
                entry("5", .call(.inbound, outcome: "Talked"), "wants a garden"),
                entry("6", .text(.outbound), "wants a garden"),
            ]
        )
        #expect(found.ids == ["1", "3"])
        #expect(found.certain == ["1"])
    }

    @Test("asks for a lead by every address and number, by name only without them")
    func requests() {
        let new = NewLead(firstName: "Ravi", lastName: "Patel", emails: ["r@example.com"], phones: ["(512) 555-0142"])
        let byReach = Lookup.requests(for: new)
        #expect(byReach.map(\.email) == ["r@example.com", nil])
        #expect(byReach.map(\.phone) == [nil, "5125550142"])
        #expect(byReach.allSatisfy { $0.isPrecise == true && $0.sort == .createTime && $0.isDescending == true })
        #expect(Lookup.requests(for: NewLead(firstName: "Ravi", lastName: "Patel")).map(\.key) == ["Ravi Patel"])
    }

    @Test("knows a lead by name and reach, not by the server's filter")
    func leads() {
        let new = NewLead(firstName: "Ravi", lastName: "Patel", emails: ["R@example.com"], phones: ["+1 512 555 0142"])
        func lead(_ id: Int64, _ first: String, emails: [String] = [], phones: [String] = []) -> Lead {
            Lead(id: Lead.ID(id), firstName: first, lastName: "Patel", emails: emails, phones: phones.map { Phone($0) })
        }
        let found = Lookup.leads(
            like: new,
            in: [
                lead(1, "Ravi", emails: ["r@EXAMPLE.com"]), lead(2, "Ravi", phones: ["5125550142"]),
                lead(3, "Rita", emails: ["r@example.com"]), lead(4, "Ravi", emails: ["other@example.com"]),
            ]
        )
        #expect(found.map(\.id.rawValue) == [1, 2])
    }

    @Test("believes ids that were not there before")
    func sightings() {
        #expect(Sighting(ofRecordsIn: ["1"], baseline: .known(["1"])) == .absent)
        #expect(Sighting(ofRecordsIn: ["1", "2"], baseline: .known(["1"])) == .present(.entry("2")))
        #expect(Sighting(ofRecordsIn: ["1", "2"], baseline: .known(["1"]), claimed: ["2"]) == .absent)
        #expect(Sighting(ofRecordsIn: [], baseline: .unknown) == .absent)
        guard case .uncertain = Sighting(ofRecordsIn: ["1"], baseline: .unknown) else {
            Issue.record("without a baseline an equal record proves nothing")
            return
        }
    }

    @Test("takes the one new lead that no other create has made")
    func leadSightings() {
        let one = Lead.ID(1)
        let two = Lead.ID(2)
        #expect(Sighting(ofLeadIn: [one], baseline: .known(["1"]), claimed: []) == .absent)
        #expect(Sighting(ofLeadIn: [one, two], baseline: .known(["1"]), claimed: []) == .present(.lead(two)))
        #expect(Sighting(ofLeadIn: [one, two], baseline: .known([]), claimed: [one]) == .present(.lead(two)))
        let equals = Sighting(ofLeadIn: [one, two], baseline: .known([]), claimed: [], siblings: 2)
        #expect(equals == .present(.lead(one)), "two equal creates of one's own need not be told apart")
        guard case .uncertain = Sighting(ofLeadIn: [one, two], baseline: .known([]), claimed: []) else {
            Issue.record("two new leads cannot be told apart")
            return
        }
    }
}
