import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

/// A directory that is gone after the test.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = "\(NSTemporaryDirectory())/foyer-budget-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // A directory left behind spoils no other test.
        try? FileManager.default.removeItem(atPath: path)
    }
}

@Suite("Budget file", .timeLimit(.minutes(1)))
struct BudgetFileTests {
    private let directory: TemporaryDirectory
    private let machine = BudgetMachine(boot: 7, processID: getpid(), isAlive: { _ in true })

    init() throws { directory = try TemporaryDirectory() }

    private func file(_ credential: String = "token secret", boot: UInt64 = 7) -> BudgetFile {
        BudgetFile(
            directory: "\(directory.path)/foyer",
            account: AccountName(credential: Secret(credential), baseURL: "https://api.example.com"),
            machine: BudgetMachine(boot: boot, processID: getpid(), isAlive: { _ in true })
        )
    }

    private func ledger(_ file: BudgetFile, told: @escaping @Sendable (String) -> Void = { Issue.record("\($0)") })
        -> SharedLedger
    { SharedLedger(file, now: .zero, tell: told) }

    /// A record with something in every field.
    private func fullRecord() -> BudgetRecord {
        var record = BudgetRecord(now: .seconds(3))
        let turn = record.take(.write, at: .seconds(4))
        let headers = RateHeaders(limit: 500, remaining: 77, reset: .seconds(30), grain: .seconds(1))
        record.finish(turn, .answered(headers), variation: 0.3, at: .seconds(5))
        record.crowd = BudgetCrowd(everybody: 12.5, ours: 3)
        record.heldUntil = .milliseconds(7_001)
        (record.slowedAt, record.isFirstInLongTime, record.paceInDoubt) = (.milliseconds(2_500), true, 48.5)
        (record.strain, record.refusalsInRow, record.earlyEnds, record.pace) = (2, 3, 1, 11.5)
        let claim = BudgetClaim(lane: .prefetch, since: .seconds(1), seenAt: .seconds(2))
        for id in 1...3 {
            record.processes.append(
                BudgetProcess(
                    id: .max - UInt64(id),
                    processID: Int32(id),
                    callsInFlight: id,
                    leaseEndsAt: .seconds(9),
                    claim: id == 2 ? claim : nil
                )
            )
        }
        return record
    }

    @Test("a record comes back from its bytes as it was, whatever follows them")
    func roundTrips() {
        let record = fullRecord()
        let bytes = record.bytes(boot: 7) + [1, 2, 3]
        #expect(BudgetRecord(bytes: bytes[...], boot: 7, now: .seconds(6)) == record)
    }

    @Test("a record of another start of the machine, of another clock, cut or damaged, is none")
    func refusesForeign() {
        let bytes = fullRecord().bytes(boot: 7)
        #expect(BudgetRecord(bytes: bytes[...], boot: 8, now: .seconds(6)) == nil)
        var future = fullRecord()
        future.heldUntil = .seconds(100_000)
        #expect(BudgetRecord(bytes: future.bytes(boot: 7)[...], boot: 7, now: .seconds(6)) == nil)
        for count in [0, 1, 7, 8, 100, bytes.count - 1] {
            #expect(BudgetRecord(bytes: bytes.prefix(count), boot: 7, now: .seconds(6)) == nil)
        }
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= 0x10
            #expect(BudgetRecord(bytes: damaged[...], boot: 7, now: .seconds(6)) == nil, "byte \(position)")
        }
    }

    @Test("two clients see one record, in a file of the user's own whose name hides the credential")
    func shares() throws {
        let first = ledger(file())
        let second = ledger(file())
        first.update(at: .zero) { $0.strain = 3 }
        #expect(second.update(at: .zero) { $0.strain } == 3)
        #expect(ledger(file("token other")).update(at: .zero) { $0.strain } == 0)
        #expect(ledger(file(boot: 8)).update(at: .zero) { $0.strain } == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(directory.path)/foyer")
        #expect(names.count == 2)
        #expect(!names.joined().contains("secret"))
        var status = stat()
        #expect(stat("\(directory.path)/foyer", &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(stat(file().path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test("what is not our file is replaced", arguments: ["", "garbage", String(repeating: "x", count: 100_000)])
    func replacesForeign(text: String) throws {
        let ledger = ledger(file())
        ledger.update(at: .zero) { $0.strain = 1 }
        try Data(text.utf8).write(to: URL(fileURLWithPath: file().path))
        #expect(ledger.update(at: .zero) { $0.strain } == 0)
        ledger.update(at: .zero) { $0.strain = 2 }
        #expect(self.ledger(file()).update(at: .zero) { $0.strain } == 2)
    }

    @Test("a link under the name of the file is removed, not followed")
    func replacesLink() throws {
        let target = "\(directory.path)/target"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
        try FileManager.default.createDirectory(atPath: "\(directory.path)/foyer", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: file().path, withDestinationPath: target)
        ledger(file()).update(at: .zero) { $0.strain = 2 }
        #expect(FileManager.default.contents(atPath: target) == Data("precious".utf8))
        #expect(ledger(file()).update(at: .zero) { $0.strain } == 2)
    }

    @Test("a directory that is removed under running processes is made again")
    func survivesRemoval() throws {
        let ledger = ledger(file())
        ledger.update(at: .zero) { $0.strain = 1 }
        try FileManager.default.removeItem(atPath: "\(directory.path)/foyer")
        ledger.update(at: .zero) { $0.strain = 2 }
        #expect(self.ledger(file()).update(at: .zero) { $0.strain } == 2)
    }

    @Test("without a usable directory the budget is kept in memory, and that is said once")
    func fallsBack() throws {
        try Data().write(to: URL(fileURLWithPath: "\(directory.path)/foyer"))
        let told = Mutex<[String]>([])
        let ledger = ledger(file()) { reason in told.withLock { $0.append(reason) } }
        ledger.update(at: .zero) { $0.strain = 1 }
        #expect(ledger.update(at: .zero) { $0.strain } == 1)
        let reasons = told.withLock { $0 }
        #expect(reasons.count == 1)
        #expect(reasons.first?.contains("secret") == false)
    }

    @Test("a process that is stopped while it holds the lock does not stop the others")
    func survivesHeldLock() throws {
        let told = Mutex<[String]>([])
        let other = ledger(file())
        other.update(at: .zero) { $0.strain = 1 }
        let ledger = ledger(file()) { reason in told.withLock { $0.append(reason) } }
        let held = open(file().path, O_RDWR)
        #expect(flock(held, LOCK_EX) == 0)
        ledger.update(at: .zero) { $0.strain = 4 }
        #expect(told.withLock { $0.count } == 1)
        close(held)
        #expect(ledger.update(at: .zero) { $0.strain } == 1)
    }

    @Test("on a full disk every change is made once, and what is known is kept in memory until there is room")
    func survivesFullDisk() throws {
        let told = Mutex<[String]>([])
        let isFull = Mutex(true)
        var file = file()
        let put = file.put
        file.put = { isFull.withLock(\.self) ? -1 : put($0, $1) }
        let ledger = ledger(file) { reason in told.withLock { $0.append(reason) } }
        var changes = 0
        for _ in 0..<3 {
            ledger.update(at: .zero) { record in
                record.strain += 1
                changes += 1
            }
        }
        #expect(changes == 3)
        #expect(told.withLock { $0.count } == 1)
        #expect(self.ledger(self.file()).update(at: .zero) { $0.strain } == 0)
        isFull.withLock { $0 = false }
        #expect(ledger.update(at: .zero) { $0.strain } == 3)
        #expect(self.ledger(self.file()).update(at: .zero) { $0.strain } == 3)
    }

    @Test("a full disk lets out no more calls than the limit and the connections allow")
    func admitsAlikeOnFullDisk() async throws {
        var file = file()
        file.put = { _, _ in -1 }
        var configuration = LoftyConfiguration(credential: .apiKey("key"))
        configuration.time = ManualTime().source
        configuration.maximumCallsInFlight = 2
        let governor = RateGovernor(configuration, sharing: file, machine: machine)
        for _ in 0..<3 { await governor.finish(try await governor.admit(.write), .lost) }
        let calls = (0..<4).map { _ in Task { try await governor.admit(.write) } }
        #expect(await eventually { await governor.waiting == 2 })
        for call in calls { call.cancel() }
        var admitted = 0
        for call in calls {
            if case .success = await call.result { admitted += 1 }
        }
        #expect(admitted == 2)
    }

    @Test("one account has one name, however its base URL is written; another account or server has another")
    func namesAccounts() {
        func name(_ baseURL: String, _ credential: String = "token x") -> AccountName {
            AccountName(credential: Secret(credential), baseURL: baseURL)
        }
        let plain = name("https://api.example.com")
        #expect(["https://api.example.com/", "HTTPS://API.Example.com//"].allSatisfy { name($0) == plain })
        #expect(
            ["https://example.com", "https://api.example.com/v9", "api.example.com"].allSatisfy { name($0) != plain }
        )
        #expect(name("https://api.example.com", "token y") != plain)
        #expect(!"\(plain)".contains("token x"))
    }

    @Test("changes from many threads with files of their own are all kept")
    func serialises() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var file = file()
                    file.lockAttempts = 1_000_000
                    let ledger = SharedLedger(file, now: .zero) { Issue.record("\($0)") }
                    for _ in 0..<250 { ledger.update(at: .zero) { $0.agreementsNeeded += 1 } }
                }
            }
        }
        #expect(ledger(file()).update(at: .zero) { $0.agreementsNeeded } == 20 + 8 * 250)
    }

    @Test("governors with files of their own never let out more than the one budget holds")
    func sharesBudget() async throws {
        let time = ManualTime()
        let governors = (0..<6).map { _ in
            var configuration = LoftyConfiguration(credential: .apiKey("key"))
            configuration.time = time.source
            configuration.random = { 0 }
            configuration.maximumCallsInFlight = 10
            configuration.observe = { Issue.record("\($0)") }
            return RateGovernor(configuration, sharing: file(), machine: machine)
        }
        let first = try await governors[0].admit(.write)
        let headers = RateHeaders(limit: 10, remaining: 3, reset: .seconds(60))
        await governors[0].finish(first, .answered(headers))
        let calls = governors.map { governor in Task { try await governor.admit(.write) } }
        #expect(await eventually { await governors.total { await $0.waiting } == 3 })
        #expect(await governors[5].budget?.remaining == 0)
        let waiting = await governors[5].budget?.waiting[.write]
        #expect(waiting == 3)
        for call in calls { call.cancel() }
        var admitted = 0
        for call in calls {
            if case .success = await call.result { admitted += 1 }
        }
        #expect(admitted == 3)
    }
}

extension [RateGovernor] {
    fileprivate func total(_ count: (RateGovernor) async -> Int) async -> Int {
        var sum = 0
        for governor in self { sum += await count(governor) }
        return sum
    }
}
