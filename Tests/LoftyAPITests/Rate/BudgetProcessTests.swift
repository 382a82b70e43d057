import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

/// A process of its own that locks a file and then sleeps.
private struct LockHolder: ~Copyable {
    let processID: pid_t

    init(_ path: String) throws {
        var processID: pid_t = 0
        let words = ["/bin/sh", "-c", "exec 9<>\"$1\"; flock 9; exec sleep 600", "sh", path]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        let code = posix_spawn(&processID, "/bin/sh", nil, nil, &arguments, environ)
        for argument in arguments { free(argument) }
        try #require(code == 0)
        self.processID = processID
    }

    /// As by `kill -9`; returns when the process is gone.
    consuming func kill() {
        Glibc.kill(processID, SIGKILL)
        var status: Int32 = 0
        waitpid(processID, &status, 0)
    }
}

@Suite("Processes that die with the budget in hand", .timeLimit(.minutes(5)))
struct BudgetProcessTests {
    @Test("a holder of the lock that is killed sets it free, and its calls and its place are struck out")
    func survivesKill() async throws {
        let directory = try TemporaryDirectory()
        let machine = BudgetMachine.live()
        let account = AccountName(credential: Secret("token x"), baseURL: "https://example.com")
        var file = BudgetFile(directory: directory.path, account: account, machine: machine)
        file.lockAttempts = 1
        let told = Mutex<[String]>([])
        let ledger = SharedLedger(file, now: .zero) { reason in told.withLock { $0.append(reason) } }
        ledger.update(at: .zero) { $0.strain = 1 }

        let holder = try LockHolder(file.path)
        let probe = open(file.path, O_RDWR)
        let isHeld = await eventually {
            guard flock(probe, LOCK_EX | LOCK_NB) == 0 else { return true }
            flock(probe, LOCK_UN)
            return false
        }
        close(probe)
        #expect(isHeld)
        ledger.update(at: .zero) { $0.strain = 4 }
        #expect(told.withLock { $0.count } == 1)

        let processID = holder.processID
        #expect(machine.isAlive(processID))
        holder.kill()
        #expect(!machine.isAlive(processID))
        let claim = BudgetClaim(lane: .write, since: .zero, seenAt: .seconds(1))
        let dead = BudgetProcess(id: 5, processID: processID, callsInFlight: 2, leaseEndsAt: .seconds(35), claim: claim)
        let mine = BudgetProcess(id: 6, processID: getpid(), callsInFlight: 1, leaseEndsAt: .seconds(35))
        let processes = ledger.update(at: .seconds(1)) { record in
            #expect(record.strain == 1)
            record.processes = [dead]
            #expect(record.verdict(.sync, of: 6, since: .seconds(1), at: .seconds(1)) != .go)
            record.enter(mine, at: .seconds(1), isAlive: machine.isAlive)
            #expect(record.verdict(.sync, of: 6, since: .seconds(1), at: .seconds(1)) == .go)
            return record.processes.map(\.id)
        }
        #expect(processes == [6])
        #expect(told.withLock { $0.count } == 1)
    }
}
