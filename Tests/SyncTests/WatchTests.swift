import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport
import Testing

@Suite("An engine that somebody watches")
struct WatchTests {
    /// Moves the time second by second, letting the lanes do what is due, until `condition` holds.
    private func seconds(
        _ bench: EngineBench,
        until limit: Int,
        keys: Bool = true,
        presence: Presence,
        _ condition: () async throws -> Bool
    ) async throws -> Int? {
        for second in 0...limit {
            if try await condition() { return second }
            if keys, second % 20 == 0 {
                var presence = presence
                presence.lastKeyAt = bench.clock.now
                await bench.engine.attend(presence)
            }
            for _ in 0..<4 {
                bench.clock.advance(by: 0.25)
                try await settle(bench)
            }
        }
        return nil
    }

    /// Waits until nothing is on the wire and both lanes sleep towards a moment.
    private func settle(_ bench: EngineBench) async throws {
        var calls = -1
        var rounds = 0
        while rounds < 2 {
            let now = await bench.server.calls.count
            rounds = now == calls ? rounds + 1 : 0
            calls = now
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    private func presence(_ bench: EngineBench, cursor: Int64 = 1) -> Presence {
        Presence(cursor: Lead.ID(cursor), rows: (1...20).map { Lead.ID($0) }, lastKeyAt: bench.clock.now)
    }

    private func watched(_ count: Int) async throws -> EngineBench {
        let bench = try await bookBench(count, motion: .manual)
        try await bench.engine.refresh(.full)
        await bench.server.configure { $0.rateBudget = RateBudget(limit: 100, remaining: 100) }
        return bench
    }

    @Test("shows a colleague's edit of a lead on the screen within a minute, without a key", .timeLimit(.minutes(1)))
    func screen() async throws {
        let bench = try await watched(400)
        try await bench.running { bench in
            let here = presence(bench)
            _ = try await seconds(bench, until: 5, presence: here) { false }
            await bench.server.edit(Lead.ID(14)) { $0.stage = "Closed" }
            let took = try await seconds(bench, until: 60, keys: false, presence: here) {
                try bench.row(Lead.ID(14))?.lead.stage == "Closed"
            }
            #expect(took != nil)
        }
    }

    @Test(
        "shows edits anywhere in the book within 5 minutes, new leads within one, and what left is gone",
        .timeLimit(.minutes(1))
    )
    func book() async throws {
        let bench = try await watched(700)
        try await bench.running { bench in
            let here = presence(bench)
            _ = try await seconds(bench, until: 30, presence: here) { false }
            for id in stride(from: Int64(40), through: 700, by: 35) {
                await bench.server.edit(Lead.ID(id)) { $0.tags = ["edited"] }
            }
            await bench.server.remove(Lead.ID(333))
            await bench.server.add(Lead(id: Lead.ID(9_000), firstName: "Web form"))
            let arrived = try await seconds(bench, until: 60, presence: here) { try bench.row(Lead.ID(9_000)) != nil }
            #expect(arrived != nil)
            let took = try await seconds(bench, until: 300, presence: here) {
                let edited = try await bench.engine.rows().count { $0.lead.tags == ["edited"] }
                return try edited == 19 && bench.row(Lead.ID(333)) == nil
            }
            #expect(took != nil)
        }
    }

    @Test(
        "stops reading after 15 minutes without a key, says since when, and goes on at the next one",
        .timeLimit(.minutes(1))
    )
    func pauses() async throws {
        let bench = try await watched(50)
        try await bench.running { bench in
            let here = presence(bench)
            await bench.engine.attend(here)
            for _ in 0..<16 {
                bench.clock.advance(by: 60)
                try await settle(bench)
            }
            let before = await bench.server.calls.count
            for _ in 0..<5 {
                bench.clock.advance(by: 60)
                try await settle(bench)
            }
            #expect(await bench.server.calls.count == before)
            let paused = bench.events.all.compactMap { event -> Date? in
                if case .freshness(let report) = event { report.pausedSince } else { nil }
            }
            #expect(paused.last == here.lastKeyAt)
            var back = here
            back.lastKeyAt = bench.clock.now
            await bench.engine.attend(back)
            bench.clock.advance(by: 1)
            #expect(try await eventually { await bench.server.calls.count > before })
        }
    }

    @Test("knows a stage that was renamed and a member who is gone within a minute", .timeLimit(.minutes(1)))
    func team() async throws {
        let bench = try await watched(50)
        try await bench.running { bench in
            let here = presence(bench)
            _ = try await seconds(bench, until: 3, presence: here) { false }
            await bench.server.configure { server in
                server.pipeline[0].name = "Fresh"
                server.team.removeLast()
            }
            let took = try await seconds(bench, until: 60, presence: here) {
                let reference = await bench.engine.referenceData
                return reference.stages.first?.name == "Fresh" && reference.members.count == 1
            }
            #expect(took != nil)
            let told = bench.events.all.contains { event in
                if case .reference(let data) = event { data.stages.first?.name == "Fresh" } else { false }
            }
            #expect(told)
        }
    }

    @Test("reads what a hint names at once, and asks in the lanes of the budget", .timeLimit(.minutes(1)))
    func hints() async throws {
        let bench = try await watched(400)
        let lanes = Mutex<[FakeLofty.Operation: Set<CallLane?>]>([:])
        await bench.server.configure { server in
            server.hook = { operation in
                lanes.withLock { _ = $0[operation, default: []].insert(CallLane.current) }
            }
        }
        try await bench.running { bench in
            await bench.engine.attend(presence(bench))
            _ = try await seconds(bench, until: 2, presence: presence(bench)) { false }
            await bench.server.edit(Lead.ID(399)) { $0.stage = "Closed" }
            await bench.engine.hint([Lead.ID(399)])
            let took = try await seconds(bench, until: 2, keys: false, presence: presence(bench)) {
                try bench.row(Lead.ID(399))?.lead.stage == "Closed"
            }
            #expect(took != nil)
            await bench.server.edit(Lead.ID(14)) { $0.stage = "Closed" }
            await bench.engine.hint([Lead.ID(14)])
            let onScreen = try await seconds(bench, until: 8, keys: false, presence: presence(bench)) {
                try bench.row(Lead.ID(14))?.lead.stage == "Closed"
            }
            #expect(onScreen != nil)
        }
        let seen = lanes.withLock { $0 }
        #expect(seen[.leads] == [.sync])
        #expect(seen[.lead]?.contains(.visibleRead) == true)
    }

    @Test("goes on reading what is on the screen while a refresh walks through the book", .timeLimit(.minutes(1)))
    func duringRefresh() async throws {
        let bench = try await watched(400)
        let gate = Gate()
        try await bench.running { bench in
            let here = presence(bench)
            _ = try await seconds(bench, until: 2, presence: here) { false }
            await bench.server.configure { server in
                server.hook = { operation in if operation == .leads { await gate.pass() } }
            }
            let refresh = Task { try await bench.engine.refresh(.full) }
            await bench.server.edit(Lead.ID(14)) { $0.stage = "Closed" }
            let took = try await seconds(bench, until: 60, keys: false, presence: here) {
                try bench.row(Lead.ID(14))?.lead.stage == "Closed"
            }
            #expect(took != nil)
            await gate.open()
            try await refresh.value
        }
    }

    @Test("goes on with the walk through the book where a page of it failed", .timeLimit(.minutes(1)))
    func resumes() async throws {
        let bench = try await watched(700)
        let first = await offsets(bench).count
        try await bench.running { bench in
            let here = presence(bench)
            _ = try await seconds(bench, until: 150, presence: here) { await offsets(bench).count >= first + 3 }
            await bench.server.fail(with: .unreachable)
            let reached = await offsets(bench).count
            let isTried = try await seconds(bench, until: 100, presence: here) {
                await offsets(bench).count > reached
            }
            #expect(isTried != nil)
            await bench.server.fail(with: nil)
            let broken = await offsets(bench).count
            let took = try await seconds(bench, until: 180, presence: here) { await offsets(bench).count >= broken + 3 }
            #expect(took != nil, "nothing was read of the book for minutes")
        }
        let walked = await Array(offsets(bench).dropFirst(first))
        #expect(walked.first == 0 && zip(walked, walked.dropFirst()).allSatisfy { $0 <= $1 }, "\(walked)")
    }

    /// Where the pages of walks through the book began.
    private func offsets(_ bench: EngineBench) async -> [Int] {
        await bench.server.listRequests.filter { $0.isDescending == false }.compactMap { request in
            if case .offset(let offset) = request.page { offset } else { nil }
        }
    }

    @Test("says how old what is seen and the book are", .timeLimit(.minutes(1)))
    func ages() async throws {
        let bench = try await watched(150)
        try await bench.running { bench in
            let here = presence(bench)
            _ = try await seconds(bench, until: 90, presence: here) { false }
            let reports = bench.events.all.compactMap { event -> Freshness.Report? in
                if case .freshness(let report) = event { report } else { nil }
            }
            let last = try #require(reports.last)
            let seenAt = try #require(last.seenAt)
            let bookAt = try #require(last.bookAt)
            #expect(bench.clock.now.timeIntervalSince(seenAt) <= 60)
            #expect(bench.clock.now.timeIntervalSince(bookAt) <= 300)
            #expect(last.pausedSince == nil)
        }
    }

    @Test("reads the book again without telling how far it is, since nobody waits for it", .timeLimit(.minutes(1)))
    func quiet() async throws {
        let bench = try await watched(150)
        try await bench.running { bench in
            let here = presence(bench)
            let before = bench.events.all.count
            _ = try await seconds(bench, until: 90, presence: here) { false }
            let unfinished = bench.events.all.dropFirst(before).filter { event in
                if case .progress(let progress) = event { !progress.isFinished } else { false }
            }
            #expect(unfinished.isEmpty)
            #expect(await bench.server.calls.contains { $0.operation == .leads })
        }
    }

    @Test("asks nothing for hours while the link is down and nobody is there", .timeLimit(.minutes(1)))
    func idleOffline() async throws {
        let bench = try await watched(50)
        try await bench.running { bench in
            await bench.engine.attend(presence(bench))
            await bench.server.fail(with: .unreachable)
            bench.clock.advance(by: 60)
            #expect(try await eventually { if case .offline = await bench.engine.linkState { true } else { false } })
            // Something has woken the worker since, so it looks for the link.
            await bench.engine.poke()
            for _ in 0..<17 {
                bench.clock.advance(by: 60)
                try await settle(bench)
            }
            let before = await bench.server.calls.count
            for _ in 0..<120 {
                bench.clock.advance(by: 60)
                try await settle(bench)
            }
            #expect(await bench.server.calls.count <= before + 1)
            await bench.server.fail(with: nil)
            await bench.engine.attend(presence(bench))
            let isBack = try await eventually {
                bench.clock.advance(by: 1)
                return await bench.engine.linkState == .online
            }
            #expect(isBack)
        }
    }

    @Test(
        "sleeps while the key is refused, and reads at once when a person has done something",
        .timeLimit(.minutes(1))
    )
    func refused() async throws {
        let bench = try await watched(50)
        try await bench.running { bench in
            await bench.engine.attend(presence(bench))
            _ = try await seconds(bench, until: 3, presence: presence(bench)) { false }
            await bench.server.fail(with: .rejected)
            let isRefused = try await seconds(bench, until: 60, presence: presence(bench)) {
                await bench.engine.linkState == .credentialRejected
            }
            #expect(isRefused != nil)
            let asked = await bench.server.calls.count
            _ = try await seconds(bench, until: 70, keys: false, presence: presence(bench)) { false }
            #expect(await bench.server.calls.count == asked)
            #expect(bench.clock.deadlines == [], "nothing is woken any more")
            await bench.server.fail(with: nil)
            let before = await bench.server.calls.count
            await bench.engine.poke()
            #expect(try await eventually { await bench.server.calls.count > before })
        }
    }

    /// The machine slept for a night: time has passed by the clock that nobody sets, and no timer rang meanwhile.
    @Test("after the machine has slept does once what was due, and sends nothing twice", .timeLimit(.minutes(1)))
    func machineSleep() async throws {
        let bench = try await watched(150)
        try await bench.running { bench in
            let here = presence(bench)
            _ = try await seconds(bench, until: 5, presence: here) { false }
            let tag = try await bench.engine.submit(.addTag("hot"), on: Lead.ID(3), hold: .seconds(8))
            let note = try await bench.engine.submit(.addNote("hello"), on: Lead.ID(4), hold: .seconds(8))
            try await settle(bench)
            let before = await bench.server.calls.count
            bench.clock.advance(by: 8 * 3_600)
            #expect(try await bench.engine.waitUntilSettled([tag.id, note.id]).allSatisfy(\.status.isSettled))
            try await settle(bench)
            let woken = await bench.server.calls.count - before
            #expect(woken <= 20, "\(woken) calls: nothing that was missed is made up for")
            _ = try await seconds(bench, until: 3, presence: here) { false }
        }
        #expect(await bench.server.count(.updateLead) == 1)
        #expect(await bench.server.texts(of: Lead.ID(4)) == ["hello"])
    }

    @Test("reads nothing by itself before anybody is there", .timeLimit(.minutes(1)))
    func nobody() async throws {
        let bench = try await watched(50)
        let before = await bench.server.calls.count
        try await bench.running { bench in
            for _ in 0..<20 {
                bench.clock.advance(by: 60)
                try await settle(bench)
            }
        }
        #expect(await bench.server.calls.count == before)
    }
}
