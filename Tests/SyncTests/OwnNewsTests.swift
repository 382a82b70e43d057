import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("What a person did themselves is no news to them", .timeLimit(.minutes(1)))
struct OwnNewsTests {
    private func own(_ bench: EngineBench, _ lead: Lead.ID) async throws -> [String] {
        let timeline = try await bench.engine.timeline(of: lead)
        return timeline.entries.filter { timeline.ownEntries.contains($0.id) }.map(\.text)
    }

    @Test(
        "a call, a note and a task that were sent after the lead was left are known as one's own, a colleague's are not"
    )
    func sentLater() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let call = LeadChange.CallLog(outcome: .talked, phone: "5125550142", text: "mine")
        try await bench.running { bench in
            for change in [LeadChange.logCall(call), .addNote("my note")] {
                let entry = try await bench.engine.submit(change, on: lead, hold: .seconds(8))
                try await bench.deliver(entry.id)
            }
        }
        await bench.server.logByColleague(.init(outcome: .talked, phone: "5125550142", text: "theirs"), on: lead)
        await bench.server.addForeignNote("their note", to: lead, by: "Bo Li")

        #expect(Set(try await own(bench, lead)) == ["mine", "my note"])
        let next = try EngineBench(after: bench)
        #expect(Set(try await own(next, lead)) == ["mine", "my note"], "in another process")
        let kept = try #require(try await next.engine.mirroredTimeline(of: lead))
        #expect(kept.ownEntries.count == 2, "from the mirror")
    }

    @Test("what was done in Lofty's own pages is told by who did it, unless two members have the name")
    func elsewhere() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let me = await bench.server.caller
        func entry(_ text: String, _ kind: TimelineEntry.Kind, _ actor: String?, _ id: Int64? = nil) -> TimelineEntry {
            TimelineEntry(id: text, at: bench.clock.now, kind: kind, text: text, actor: actor, actorID: id)
        }
        let entries = [
            entry("stage by me", .system, me.fullName.uppercased()), entry("stage by Bo", .system, "Bo Li"),
            entry("given to me", .system, nil, me.id.rawValue), entry("deal", .transaction, me.fullName),
        ]
        func sent(_ text: String, _ kind: TimelineEntry.Kind, automatically: Bool?) -> TimelineEntry {
            var sent = entry(text, kind, nil, me.id.rawValue)
            sent.isAutomatic = automatically
            return sent
        }
        let calls = [
            sent("texted by hand", .text(.outbound), automatically: false),
            sent("texted by itself", .text(.outbound), automatically: true),
            sent("texted, nobody knows how", .text(.outbound), automatically: nil),
            sent("text came", .text(.inbound), automatically: false),
            sent("mailed by hand", .email(.outbound, event: "Sent"), automatically: false),
            sent("mail logged", .email(.outbound, event: nil), automatically: false),
            sent("mail opened", .email(.outbound, event: "Opened"), automatically: false),
            sent("mail bounced", .email(.outbound, event: "Bounced"), automatically: false),
            sent("mailed by itself", .email(.outbound, event: "Sent"), automatically: true),
            sent("rang by itself", .call(.outbound, outcome: nil), automatically: true),
            entry("mailed", .email(.outbound, event: "Sent"), nil, me.id.rawValue),
            entry("rang me", .call(.inbound, outcome: nil), nil, me.id.rawValue),
            entry("rang", .call(.outbound, outcome: "Talked"), nil, me.id.rawValue),
        ]
        await bench.server.configure {
            $0.recordedEntries = entries
            $0.siteEntries = calls
        }
        _ = try await bench.engine.referenceData(with: ReferenceData.Part.allCases, noOlderThan: .zero)
        let byHand = ["texted by hand", "mailed by hand", "mail logged"]
        #expect(Set(try await own(bench, lead)) == Set(["stage by me", "rang"] + byHand))

        let namesake = Member(
            id: .init(rawValue: 978),
            firstName: me.firstName,
            lastName: me.lastName,
            email: "n@example.com"
        )
        await bench.server.configure { $0.team.append(namesake) }
        _ = try await bench.engine.referenceData(with: ReferenceData.Part.allCases, noOlderThan: .zero)
        #expect(Set(try await own(bench, lead)) == Set(["rang"] + byHand))
    }

    @Test("a stage, a tag or an owner that the person changed elsewhere is as they saw it last, and so when taken back")
    func looks() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed(tags: ["hot"])
        let before = try #require(try bench.row(lead)).lead
        try await bench.engine.keep(LeadLook(at: before, on: bench.clock.now), of: lead)
        func news() async throws -> [LeadLook.Change] {
            let look = try #require(try await bench.engine.look(of: lead))
            return look.changes(to: try #require(try bench.row(lead)).lead)
        }
        bench.clock.advance(by: 60)
        let stage = try await bench.engine.submit(
            .setStage(from: "New Lead", to: "Contacted"),
            on: lead,
            hold: .seconds(60)
        )
        _ = try await bench.engine.submit(.addTag("cash"), on: lead, hold: .seconds(60))
        _ = try await bench.engine.submit(.removeTag("hot"), on: lead, hold: .seconds(60))
        #expect(try #require(try bench.row(lead)).lead.stage == "Contacted")
        #expect(try await news().isEmpty)

        _ = try await bench.engine.undo(stage.id)
        #expect(try #require(try bench.row(lead)).lead.stage == "New Lead")
        #expect(try await news().isEmpty)

        var theirs = before
        theirs.score = 99
        theirs.tags = ["hot", "vip"]
        theirs.updatedAt = bench.clock.now + 5
        _ = try InMemoryStore(on: bench.medium).commit(
            StoreTransaction(readings: [.lead(theirs, at: bench.clock.now + 6)])
        )
        #expect(try await news() == [.score(from: nil, to: 99), .tags(added: ["vip"], removed: [])])
    }
}
