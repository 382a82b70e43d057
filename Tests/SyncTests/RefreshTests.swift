import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport
import Testing

@Suite("A refresh", .timeLimit(.minutes(1)))
struct RefreshTests {
    private func bench(leads count: Int) async throws -> EngineBench {
        let bench = try EngineBench()
        for number in 1...count {
            let made = bench.clock.now - Double(number)
            await bench.server.add(
                Lead(
                    id: Lead.ID(Int64(number)),
                    firstName: "Lead \(number)",
                    stage: "New Lead",
                    createdAt: made,
                    updatedAt: made
                )
            )
        }
        return bench
    }

    @Test("fills the mirror page by page and says how far it is")
    func full() async throws {
        let bench = try await bench(leads: 250)
        try await bench.engine.refresh(.full)
        #expect(try await bench.engine.rows().count == 250)
        let progress = bench.events.all.compactMap { if case .progress(let progress) = $0 { progress } else { nil } }
        #expect(progress.map(\.loaded) == [100, 199, 250, 250])
        #expect(progress.last == SyncProgress(loaded: 250, total: 250, isFinished: true))
        #expect(await bench.server.count(.leads) == 4)
        let newest = try await bench.engine.rows().sorted {
            $0.lead.createdAt ?? .distantPast > $1.lead.createdAt ?? .distantPast
        }
        #expect(
            Set(bench.events.rows.prefix(100).map(\.lead.id)) == Set(newest.prefix(100).map(\.lead.id)),
            "the newest are there first"
        )
        #expect(await bench.engine.referenceData.stages.count == 7)
        #expect(await bench.engine.referenceData.members.count == 2)
    }

    @Test("fills an empty mirror as what a person looks at, and later leaves the budget to people")
    func lanes() async throws {
        let bench = try await bench(leads: 3)
        let lanes = Mutex<[CallLane?]>([])
        await bench.server.configure { server in
            server.hook = { operation in
                if operation == .leads { lanes.withLock { $0.append(CallLane.current) } }
            }
        }
        try await bench.engine.refresh(.full)
        #expect(lanes.withLock { $0 } == [nil, nil])
        try await bench.engine.refresh(.incremental)
        try await bench.engine.refresh(.full)
        #expect(Set(lanes.withLock { $0.dropFirst(2) }) == [.sync])
    }

    @Test("takes out what the server no longer shows, but nothing with unsent changes")
    func removes() async throws {
        let bench = try await bench(leads: 120)
        try await bench.engine.refresh(.full)
        let held = try await bench.engine.submit(.addTag("hot"), on: Lead.ID(5), hold: .seconds(3_600))
        let create = try await bench.engine.submit(create: NewLead(firstName: "Ravi"), hold: .seconds(3_600))
        for id in [3, 5, 110] { await bench.server.remove(Lead.ID(Int64(id))) }
        bench.clock.advance(by: 1)
        try await bench.engine.refresh(.full)
        let ids = Set(try await bench.engine.rows().map(\.lead.id.rawValue))
        #expect(!ids.contains(3) && !ids.contains(110))
        #expect(ids.contains(5) && ids.contains(create.leadID.rawValue))
        #expect(ids.count == 119)
        #expect(try bench.status(held.id)?.isUnsent == true)
    }

    @Test("takes nothing out when a page could not be read")
    func interrupted() async throws {
        let bench = try await bench(leads: 250)
        try await bench.engine.refresh(.full)
        await bench.server.remove(Lead.ID(3))
        await bench.server.script(.leads, [nil, .before(.unreachable)])
        await #expect(throws: SyncError.service(.unreachable)) { try await bench.engine.refresh(.full) }
        #expect(try await bench.engine.rows().count == 250)
    }

    @Test("keeps what an interrupted first one has read, and the next one completes it")
    func resumes() async throws {
        let bench = try await bench(leads: 250)
        await bench.server.script(.leads, [nil, .before(.unreachable)])
        await #expect(throws: SyncError.self) { try await bench.engine.refresh(.full) }
        #expect(try await bench.engine.rows().count == 100)
        #expect(try InMemoryStore(on: bench.medium).marks().passBeganAt == nil, "nobody waits for its end")
        try await bench.engine.refresh(.incremental)
        #expect(try await bench.engine.rows().count == 250)
    }

    @Test("for news reads no more pages than bring something new")
    func incremental() async throws {
        let bench = try await bench(leads: 250)
        try await bench.engine.refresh(.full)
        let before = await bench.server.count(.leads)
        bench.clock.advance(by: 60)
        let now = bench.clock.now
        await bench.server.edit(Lead.ID(240)) { lead in
            lead.stage = "Closed"
            lead.lastVisitAt = now
        }
        await bench.server.add(Lead(id: Lead.ID(1_000), firstName: "New"))
        try await bench.engine.refresh(.incremental)
        #expect(try bench.row(Lead.ID(240))?.lead.stage == "Closed")
        #expect(try bench.row(Lead.ID(1_000)) != nil)
        #expect(await bench.server.count(.leads) - before == 4)
    }

    @Test("for news that finds another number of leads reads them all")
    func countDisagrees() async throws {
        let bench = try await bench(leads: 250)
        try await bench.engine.refresh(.full)
        await bench.server.remove(Lead.ID(77))
        bench.clock.advance(by: 60)
        try await bench.engine.refresh(.incremental)
        #expect(try bench.row(Lead.ID(77)) == nil)
    }

    @Test("reads everything again after a day")
    func daily() async throws {
        let bench = try await bench(leads: 250)
        try await bench.engine.refresh(.full)
        // A change that no order brings to the front.
        await bench.server.configure { server in
            server.add(
                Lead(
                    id: Lead.ID(200),
                    firstName: "Renamed",
                    createdAt: Date(timeIntervalSinceReferenceDate: 0),
                    updatedAt: Date(timeIntervalSinceReferenceDate: 800_000_000)
                )
            )
        }
        bench.clock.advance(by: 90_000)
        try await bench.engine.refresh(.incremental)
        #expect(try bench.row(Lead.ID(200))?.lead.firstName == "Renamed")
    }

    @Test("keeps an unsent change on top of what it reads")
    func unsentStaysOnTop() async throws {
        let bench = try await bench(leads: 3)
        try await bench.engine.refresh(.full)
        _ = try await bench.engine.submit(.addTag("mine"), on: Lead.ID(2), hold: .seconds(3_600))
        bench.clock.advance(by: 60)
        await bench.server.edit(Lead.ID(2)) { $0.tags = ["theirs"] }
        try await bench.engine.refresh(.full)
        #expect(try bench.row(Lead.ID(2))?.lead.tags == ["theirs", "mine"])
    }

    @Test("does not bring back what a write changed while a page was under way")
    func latePage() async throws {
        let bench = try await bench(leads: 3)
        try await bench.engine.refresh(.full)
        let asked = Gate()
        let gate = Gate()
        let old = await bench.server.leads[Lead.ID(2)]
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == .leads else { return }
                await asked.open()
                await gate.pass()
            }
        }
        try await bench.running { bench in
            let refresh = Task { try await bench.engine.refresh(.full) }
            await asked.pass()
            let entry = try await bench.engine.submit(
                .setStage(from: "New Lead", to: "Closed"),
                on: Lead.ID(2),
                hold: .zero
            )
            _ = try await bench.engine.waitUntilSettled([entry.id])
            // The page that was asked for before the write shows the lead as it was then.
            if var old {
                old.updatedAt = nil
                await bench.server.add(old)
            }
            await gate.open()
            try await refresh.value
        }
        #expect(try bench.row(Lead.ID(2))?.lead.stage == "Closed")
    }

    @Test("lets a write of a person go between its pages")
    func yields() async throws {
        let bench = try await bench(leads: 500)
        try await bench.engine.refresh(.full)
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == .leads, await server.count(.leads) == 8 else { return }
                _ = try? await bench.engine.submit(.addNote("now"), on: Lead.ID(1), hold: .zero)  // Checked below.
            }
        }
        try await bench.running { bench in
            try await bench.engine.refresh(.full)
        }
        let order = await bench.server.calls.map(\.operation)
        let note = try #require(order.firstIndex(of: .addNote))
        let pages = order.indices.filter { order[$0] == .leads }
        #expect(pages.count == 13)
        #expect(pages.filter { $0 > note }.count >= 3, "the note waited for the sweep: \(order)")
    }

    @Test("goes on while a long queue of changes goes out")
    func betweenWrites() async throws {
        let bench = try await bench(leads: 60)
        try await bench.engine.refresh(.full)
        let before = await bench.server.calls.count
        let changes = (1...60).map { Proposal(.addTag("hot"), on: Lead.ID(Int64($0))) }
        let ids = try await bench.engine.submit(changes, hold: .zero).map(\.id)
        let begun = Gate()
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == .updateLead else { return }
                await begun.open()
                try? await Task.sleep(for: .milliseconds(2))  // Time for the page to be asked for.
            }
        }
        try await bench.running { bench in
            await begun.pass()
            try await bench.engine.refresh(.full)
            _ = try await bench.engine.waitUntilSettled(ids)
        }
        let order = await bench.server.calls.map(\.operation).dropFirst(before)
        let page = try #require(order.firstIndex(of: .leads))
        let last = try #require(order.lastIndex(of: .updateLead))
        #expect(page < last, "the page waited for all \(order.count { $0 == .updateLead }) writes")
    }

    @Test("reads one lead that the mirror does not hold")
    func fetch() async throws {
        let bench = try await bench(leads: 1)
        #expect(try await bench.engine.fetch(Lead.ID(1))?.lead.firstName == "Lead 1")
        await bench.server.remove(Lead.ID(1))
        await #expect(throws: SyncError.self) { try await bench.engine.fetch(Lead.ID(1)) }
        #expect(try bench.row(Lead.ID(1)) == nil)
    }

    @Test(
        "of single leads believes that one is gone, and of several only what the list says too",
        arguments: [20, 400]
    )
    func goneOneByOne(_ count: Int) async throws {
        let bench = try await bench(leads: count)
        try await bench.engine.refresh(.full)
        await bench.server.configure { $0.shunned = Set((1...15).map { Lead.ID($0) }) }
        await bench.server.remove(Lead.ID(16))
        let pages = await bench.server.count(.leads)
        for id in 1...16 { await #expect(throws: SyncError.self) { try await bench.engine.fetch(Lead.ID(Int64(id))) } }
        #expect(await bench.server.count(.leads) - pages <= 14, "one call of the list for each that is doubted")
        let left = try await bench.engine.rows().map(\.lead.id.rawValue)
        #expect(left.count == count - 3 && !left.contains(16), "two are believed, and the one that is gone: \(left)")
        await bench.server.configure { $0.shunned = [] }
        bench.clock.advance(by: 600)
        try await bench.engine.refresh(.full)
        #expect(try await bench.engine.rows().count == count - 1)
    }

    @Test("keeps the stages, tags and members that are known until an empty list has lasted a minute")
    func emptyTeam() async throws {
        let bench = try await bench(leads: 1)
        await bench.server.edit(Lead.ID(1)) { $0.tags = ["hot"] }
        try await bench.engine.refresh(.full)
        let known = await bench.engine.referenceData.team
        await bench.server.edit(Lead.ID(1)) { $0.tags = [] }
        await bench.server.configure { server in
            server.pipeline = []
            server.team = []
        }
        for _ in 0..<3 { try await bench.engine.refresh(.full) }
        #expect(await bench.engine.referenceData.team == known)
        bench.clock.advance(by: 60)
        try await bench.engine.refresh(.full)
        let reference = await bench.engine.referenceData
        #expect(reference.stages.isEmpty && reference.tagNames.isEmpty && reference.members.isEmpty)
    }

    @Test("that is asked for twice runs once")
    func joins() async throws {
        let bench = try await bench(leads: 250)
        async let one: Void = bench.engine.refresh(.full)
        async let two: Void = bench.engine.refresh(.full)
        try await one
        try await two
        #expect(await bench.server.count(.leads) == 4)
    }
}
