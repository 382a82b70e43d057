import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("The engine delivers", .timeLimit(.minutes(1)))
struct DeliveryTests {
    private let contacted = LeadChange.setStage(from: "New Lead", to: "Contacted")

    @Test("a change durably before it says so, and shows it at once")
    func submitIsDurable() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let entry = try await bench.engine.submit(contacted, on: lead, hold: .seconds(8))
        #expect(try bench.status(entry.id) == .held(until: bench.clock.now + 8))
        #expect(try bench.row(lead)?.lead.stage == "Contacted")
        #expect(bench.events.rows.map(\.syncState) == [.queued])
        #expect(await bench.server.calls.isEmpty)
    }

    @Test("a held change exactly when its hold has passed")
    func holds() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await bench.engine.submit(contacted, on: lead, hold: .seconds(8))
            #expect(try await eventually { bench.clock.deadlines == [bench.clock.now + 8] })
            bench.clock.advance(by: 7.9)
            #expect(try bench.status(entry.id) != nil)
            #expect(await bench.server.calls.isEmpty)
            bench.clock.advance(by: 0.1)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await bench.server.leads[lead]?.stage == "Contacted")
    }

    @Test("stage and tags of a lead in one request, and reads the lead back once")
    func coalesces() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed(tags: ["cold"])
        let entries = try await bench.engine.submit(
            [contacted, .addTag("hot"), .removeTag("cold")].map { Proposal($0, on: lead) },
            hold: .seconds(8)
        )
        try await bench.running { bench in
            let settled = try await bench.engine.waitUntilSettled(entries.map(\.id))
            #expect(settled.allSatisfy { $0.status.isSettled })
        }
        #expect(await bench.server.count(.updateLead) == 1)
        #expect(await bench.server.count(.lead) == 2)
        #expect(await bench.server.leads[lead]?.tags == ["hot"])
        #expect(try bench.row(lead)?.syncState == .clean)
    }

    @Test("the good part of a request that the server refuses as a whole, and names the culprit")
    func splits() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let entries = try await bench.engine.submit(
            [.setStage(from: "New Lead", to: "Nowhere"), .addTag("hot")].map { Proposal($0, on: lead) },
            hold: .zero
        )
        try await bench.running { bench in
            let wedged = try await bench.engine.waitUntilSettled([entries[0].id])
            #expect(wedged.map(\.status) == [.wedged(.init(reason: "no such stage", code: 20_012))])
            #expect(try await bench.engine.drop(entries[0].id).map(\.status) == [.cancelled])
            #expect(try await bench.engine.waitUntilSettled([entries[1].id]).first?.status.isSettled == true)
        }
        #expect(await bench.server.leads[lead]?.tags == ["hot"])
        #expect(try bench.row(lead)?.lead.stage == "New Lead")
    }

    @Test("changes of one lead in order, while a stuck lead holds up no other")
    func order() async throws {
        let bench = try EngineBench()
        let stuck = try await bench.seed(1)
        let free = try await bench.seed(2)
        await bench.server.script(.addNote, [.before(.refusal("no", operation: "POST /v1.0/notes"))])
        try await bench.running { bench in
            let first = try await bench.engine.submit(.addNote("one"), on: stuck, hold: .zero)
            let second = try await bench.engine.submit(.addNote("two"), on: stuck, hold: .zero)
            let others = try await bench.engine.submit(
                ["a", "b", "c"].map { Proposal(.addNote($0), on: free) },
                hold: .zero
            )
            _ = try await bench.engine.waitUntilSettled([first.id] + others.map(\.id))
            #expect(await bench.server.texts(of: free) == ["a", "b", "c"])
            #expect(try bench.status(second.id) == .queued)
            _ = try await bench.engine.retry(first.id)
            _ = try await bench.engine.waitUntilSettled([first.id, second.id])
        }
        #expect(await bench.server.texts(of: stuck) == ["one", "two"])
    }

    @Test("a new lead and what was decided on it, under its real id")
    func createWithFollowers() async throws {
        let bench = try EngineBench()
        await bench.server.configure { $0.visibilityDelay = 2 }
        let create = try await bench.engine.submit(create: NewLead(firstName: "Ravi"), hold: .zero)
        let note = try await bench.engine.submit(.addNote("hello"), on: create.leadID, hold: .zero)
        try await bench.running { bench in
            let settled = try await bench.engine.waitUntilSettled([create.id, note.id])
            #expect(settled.allSatisfy { $0.status.isSettled && !$0.leadID.isProvisional })
        }
        let real = try #require(await bench.server.leads.keys.first)
        #expect(await bench.server.texts(of: real) == ["hello"])
        #expect(bench.events.all.contains(.created(provisional: create.leadID, real: real)))
        #expect(bench.events.removed == [create.leadID])
        #expect(try bench.row(real)?.syncState == .clean)
    }

    @Test("a trash, after which the lead leaves the mirror")
    func trash() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.trash(reason: "Duplicate"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(try bench.row(lead) == nil)
        #expect(bench.events.removed == [lead])
    }

    @Test("a trash that the server took by its word alone and did not make: the lead stays, and the person is told")
    func trashThatWasNone() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.trashLead, [.ignored])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.trash(reason: "Duplicate"), on: lead, hold: .zero)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            guard case .wedged(let failure) = ended.first?.status else {
                Issue.record("it ended as \(ended)")
                return
            }
            #expect(failure.reason.contains("still shows it"))
            // One look, and one more for each pause in which a copy that is behind may catch up.
            #expect(await bench.server.count(.lead) == 1 + RetryPolicy.lagPauses.count)
            #expect(await bench.server.count(.trashLead) == 1)
            #expect(try bench.row(lead) != nil)

            _ = try await bench.engine.retry(entry.id)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.trashed == [lead])
        #expect(try bench.row(lead) == nil)
    }

    @Test("a trash, for which the copy that is read is behind")
    func trashSeenLate() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.trashLead, [.ignored])
        await bench.server.configure { server in
            server.hook = { operation in
                // The first two looks find the lead as it was.
                guard operation == .lead, await server.count(.lead) == 2 else { return }
                await server.throwAway(lead)
            }
        }
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.trash(reason: "Duplicate"), on: lead, hold: .zero)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.count(.trashLead) == 1)
        #expect(try bench.row(lead) == nil)
    }

    @Test("tags as a whole set to a server that ignores their removal")
    func tagFallback() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed(tags: ["cold", "vip"])
        await bench.server.configure { $0.ignoresTagRemoval = true }
        // The server says that it took the write.
        let clock = bench.clock
        await bench.server.configure { server in
            server.hook = { if $0 == .updateLead { clock.advance(by: 1) } }
        }
        // Somebody adds a tag that the mirror does not know; it must survive.
        await bench.server.edit(lead) { $0.tags.append("theirs") }
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.removeTag("cold"), on: lead, hold: .zero)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).first?.status.isSettled == true)
        }
        #expect(await bench.server.leads[lead]?.tags == ["vip", "theirs"])
        #expect(await bench.server.count(.updateLead) == 2)
    }

    @Test("nothing of a lead that is gone, but keeps what was decided for the person")
    func gone() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.remove(lead)
        try await bench.running { bench in
            let entries = try await bench.engine.submit(
                [.addTag("hot"), .addNote("hello")].map { Proposal($0, on: lead) },
                hold: .zero
            )
            let ended = try await bench.engine.waitUntilSettled(entries.map(\.id))
            for entry in ended {
                guard case .wedged(let failure) = entry.status, failure.isLeadGone else {
                    Issue.record("\(entry.status)")
                    continue
                }
            }
            #expect(try bench.row(lead)?.syncState == .failed)
            for entry in entries { _ = try await bench.engine.drop(entry.id) }
        }
        #expect(try bench.row(lead) == nil)
    }
}

@Suite("The engine respects what others did", .timeLimit(.minutes(1)))
struct ConflictTests {
    private let contacted = LeadChange.setStage(from: "New Lead", to: "Contacted")

    @Test("and does not send a stage over one that it did not know of", arguments: [true, false])
    func conflictBeforeSending(_ keepsMine: Bool) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.edit(lead) { $0.stage = "Under Contract" }
        bench.clock.advance(by: 3_600)
        try await bench.running { bench in
            let entry = try await bench.engine.submit(contacted, on: lead, hold: .zero)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            #expect(ended.map(\.status) == [.conflicted(theirs: "Under Contract")])
            #expect(await bench.server.count(.updateLead) == 0)
            #expect(try bench.row(lead)?.syncState == .conflict)
            if keepsMine {
                _ = try await bench.engine.retry(entry.id)
                _ = try await bench.engine.waitUntilSettled([entry.id])
            } else {
                _ = try await bench.engine.drop(entry.id)
            }
        }
        let expected = keepsMine ? "Contacted" : "Under Contract"
        #expect(await bench.server.leads[lead]?.stage == expected)
        #expect(try bench.row(lead)?.lead.stage == expected)
    }

    @Test("by a look before the write and one after it, which is three calls")
    func threeCalls() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await bench.engine.submit(contacted, on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await bench.server.calls.map(\.operation) == [.me, .lead, .updateLead, .lead])
    }

    @Test("and says so when the server holds something else right after the write")
    func conflictAfterSending() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { server in
            server.writtenHook = { _ in await server.edit(lead) { $0.stage = "Closed" } }
        }
        try await bench.running { bench in
            let entry = try await bench.engine.submit(contacted, on: lead, hold: .zero)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            #expect(ended.map(\.status) == [.conflicted(theirs: "Closed")])
        }
    }

    @Test("and lets a second assignment follow the first, whose name the server spells its own way")
    func assignmentChain() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let team = await bench.server.team
        let before = try #require(try bench.row(lead)?.lead.assignee)
        try await bench.running { bench in
            let entries = try await bench.engine.submit(
                [
                    Proposal(.assign(from: before, to: team[1]), on: lead),
                    Proposal(.assign(from: Assignee(id: nil, name: team[1].fullName), to: team[0]), on: lead),
                ],
                hold: .zero
            )
            let ended = try await bench.engine.waitUntilSettled(entries.map(\.id))
            #expect(ended.allSatisfy { $0.status.isSettled })
        }
        #expect(await bench.server.leads[lead]?.assignee?.name == team[0].fullName)
    }
}
