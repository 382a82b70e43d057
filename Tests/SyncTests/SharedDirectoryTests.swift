import FoundationEssentials
import Leads
import LoftyAPI
import Store
import Sync
import TestSupport
import Testing

/// Two engines with stores and leases of their own on one directory: `flock` and SQLite keep them apart as they would
/// two processes.
@Suite("Two processes on one state directory", .serialized, .timeLimit(.minutes(1)))
final class SharedDirectoryTests {
    private let state: TemporaryState
    private var directory: StateDirectory { state.directory }
    private let server = FakeLofty(now: { Date() })

    init() throws { state = try TemporaryState() }

    private func engine(_ log: EventLog = EventLog()) throws -> SyncEngine {
        try SyncEngine(
            service: server,
            shared: try directory.open(),
            environment: SyncEnvironment(host: nil),
            observer: { log.append($0) }
        )
    }

    private func seed(_ count: Int64) async throws -> [Lead.ID] {
        let store = try directory.open().store
        var ids: [Lead.ID] = []
        for id in 1...count {
            let lead = Lead(
                id: Lead.ID(id),
                firstName: "Ana \(id)",
                stage: "New Lead",
                createdAt: Date(),
                updatedAt: Date()
            )
            await server.add(lead)
            _ = try store.commit(StoreTransaction(readings: [.lead(lead, at: Date())]))
            ids.append(lead.id)
        }
        return ids
    }

    @Test("send two hundred changes from both sides, each exactly once")
    func stress() async throws {
        let leads = try await seed(10)
        let engines = [try engine(), try engine()]
        let workers = engines.map { engine in Task { await engine.run() } }
        try await withThrowingTaskGroup { group in
            for (number, engine) in engines.enumerated() {
                group.addTask {
                    for step in 0..<100 {
                        let entry = try await engine.submit(
                            .addNote("\(number)-\(step)"),
                            on: leads[step % leads.count],
                            hold: .zero
                        )
                        if step % 10 == 9 { _ = try await engine.waitUntilSettled([entry.id]) }
                    }
                    let ids = await engine.unsentEntries.map(\.id)
                    _ = try await engine.waitUntilSettled(ids)
                }
            }
            try await group.waitForAll()
        }
        for worker in workers {
            worker.cancel()
            await worker.value
        }
        let sent = await server.notes.map(\.text)
        let expected = (0..<2).flatMap { number in (0..<100).map { "\(number)-\($0)" } }
        #expect(sent.count == 200)
        #expect(Set(sent) == Set(expected))
        for lead in leads {
            for number in 0..<2 {
                let steps = await server.texts(of: lead).filter { $0.hasPrefix("\(number)-") }.compactMap {
                    Int($0.dropFirst(2))
                }
                #expect(steps == steps.sorted(), "the order of a lead was lost")
            }
        }
        #expect(try directory.open().store.unsent().entries.isEmpty)
    }

    @Test("a change that one journals is sent by the other, and both see it settle")
    func handsOver() async throws {
        let lead = try await seed(1)[0]
        let log = EventLog()
        let workbench = try engine(log)
        let worker = Task { await workbench.run() }
        let command = try engine()
        // The command takes the change but does not run: the workbench has to notice by itself.
        let entry = try await command.submit(.setStage(from: "New Lead", to: "Closed"), on: lead, hold: .zero)
        #expect(try await eventually { await server.leads[lead]?.stage == "Closed" })
        #expect(
            try await eventually {
                log.rows.contains { $0.lead.stage == "Closed" && $0.syncState == .clean }
            }
        )
        #expect(try await command.undo(entry.id) != .impossible(.beingSent), "it has to look before it answers")
        worker.cancel()
        await worker.value
    }

    @Test("a command takes over when the process that sent is gone")
    func takesOver() async throws {
        let lead = try await seed(1)[0]
        let command = try engine()
        var lease: FileLease? = try FileLease(path: directory.path + "/sender.lock")
        #expect(try lease?.tryAcquire() == true)
        let worker = Task { await command.run() }
        let entry = try await command.submit(.addNote("hello"), on: lead, hold: .zero)
        #expect(await server.calls.isEmpty)
        lease = nil
        let settled = try await command.waitUntilSettled([entry.id])
        #expect(settled.first?.status.isSettled == true)
        worker.cancel()
        await worker.value
    }

    @Test("one may cancel what the other has not sent yet")
    func cancelsAcross() async throws {
        let lead = try await seed(1)[0]
        let one = try engine()
        let two = try engine()
        let entry = try await one.submit(.addNote("hello"), on: lead, hold: .seconds(60))
        guard case .cancelled(let entries) = try await two.undo(entry.id) else {
            Issue.record("it is held")
            return
        }
        #expect(entries.map(\.id) == [entry.id])
        let result = try await one.undo(entry.id)
        #expect(result == .impossible(.alreadyCancelled))
    }

    @Test("of different accounts do not meet")
    func accounts() async throws {
        let mine = try engine()
        try await mine.refresh(.full)
        await server.configure { $0.caller = $0.team[1] }
        let other = try engine()
        await #expect(throws: SyncError.self) { try await other.refresh(.full) }
        guard case .otherAccount = await other.linkState else {
            Issue.record("\(await other.linkState)")
            return
        }
    }

    @Test("lose nothing when the disk fills up under them")
    func fullDisk() async throws {
        let lead = try await seed(1)[0]
        let store = try SQLiteStore(directory: directory)
        let engine = try SyncEngine(
            service: server,
            shared: SharedState(
                store: store,
                lease: try FileLease(path: directory.path + "/sender.lock"),
                signal: store.doorbell
            ),
            environment: SyncEnvironment(host: nil),
            observer: { _ in }
        )
        let kept = try await engine.submit(.addNote("kept"), on: lead, hold: .seconds(60))
        try store.limitSize(toPages: 1)
        let long = String(repeating: "n", count: 2_000)
        let many = (0..<200).map { _ in Proposal(.addNote(long), on: lead) }
        await #expect(throws: SubmitError.store(.diskFull(path: directory.path + "/foyer.sqlite"))) {
            try await engine.submit(many, hold: .zero)
        }
        #expect(await engine.unsentEntries == [kept])
        try store.limitSize(toPages: nil)
        #expect(try await engine.submit(many, hold: .seconds(60)).count == 200)
    }
}
