import Digest
import Glibc
import PrivateFiles

/// A small file with one ``BudgetRecord``, made, checked and locked as a file in a directory of one's own.
struct BudgetFile {
    /// Why the file cannot be used: one sentence, without credential.
    struct Failure: Error, Hashable {
        var reason: String

        init(_ what: String, _ code: Int32 = errno) { reason = "\(what) (\(PrivateFileError.words(of: code)))" }

        init(_ error: PrivateFileError) { reason = error.sentence }
    }

    let directory: String
    let path: String
    private let machine: BudgetMachine
    /// How often a lock that somebody holds is tried again, 0.1 ms apart.
    var lockAttempts = 200
    /// Writes from the start of a file, and returns the number of bytes that it took.
    var put: (Int32, [UInt8]) -> Int = { pwrite($0, $1, $1.count, 0) }

    init(directory: String, account: AccountName, machine: BudgetMachine) {
        self.directory = directory
        path = "\(directory)/budget-\(account)"
        self.machine = machine
    }

    /// - Returns: `nil` when nothing is to be shared.
    init?(_ configuration: LoftyConfiguration, machine: BudgetMachine = .live()) {
        guard let directory = configuration.sharedBudgetDirectory else { return nil }
        self.init(directory: directory, account: AccountName(configuration), machine: machine)
    }

    /// Runs `body` with the file open and locked against all other processes, and against other clients of this one.
    ///
    /// - Throws: ``Failure``, also when somebody holds the lock longer than about 20 ms: a stopped process must not
    ///   stop the others.
    func locked<R>(_ body: (Int32) throws(Failure) -> R) throws(Failure) -> R {
        for _ in 0..<4 {
            let descriptor = try openFile()
            defer { close(descriptor) }
            try lock(descriptor)
            // Whoever found a foreign file has put another in its place.
            guard isCurrent(descriptor) else { continue }
            return try body(descriptor)
        }
        throw Failure("The budget file \(path) is being replaced all the time", EBUSY)
    }

    /// - Returns: `nil` for a file that is new, torn, foreign, or from before the machine was started.
    func read(_ descriptor: Int32, at now: Duration) -> BudgetRecord? {
        var bytes = [UInt8](repeating: 0, count: BudgetRecord.mostBytes)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return BudgetRecord(bytes: bytes[..<count], boot: machine.boot, now: now)
    }

    func write(_ record: BudgetRecord, to descriptor: Int32) throws(Failure) {
        let bytes = record.bytes(boot: machine.boot)
        guard put(descriptor, bytes) == bytes.count else {
            throw Failure("The budget file \(path) cannot be written")
        }
    }

    // MARK: Opening

    private func openFile() throws(Failure) -> Int32 {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        var descriptor = open(path, flags, 0o600)
        if descriptor < 0, errno == ENOENT {
            try makeDirectory()
            descriptor = open(path, flags, 0o600)
        }
        // A link or a directory under our name is nobody's budget.
        if descriptor < 0, errno == ELOOP, unlink(path) == 0 { descriptor = open(path, flags, 0o600) }
        guard descriptor >= 0 else { throw Failure("The budget file \(path) cannot be opened") }
        do {
            try check(descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private func check(_ descriptor: Int32) throws(Failure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            throw Failure("The budget file \(path) is no file of this user", EPERM)
        }
        guard status.st_mode & 0o777 != 0o600 else { return }
        guard fchmod(descriptor, 0o600) == 0 else { throw Failure("The budget file \(path) cannot be kept private") }
    }

    /// Makes the directory and those above it that are missing.
    private func makeDirectory() throws(Failure) {
        do throws(PrivateFileError) {
            try PrivateFolder.make(directory)
        } catch {
            throw Failure(error)
        }
    }

    private func lock(_ descriptor: Int32) throws(Failure) {
        for _ in 0..<lockAttempts {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK || errno == EINTR else { break }
            usleep(100)
        }
        throw Failure("The budget file \(path) cannot be locked")
    }

    private func isCurrent(_ descriptor: Int32) -> Bool {
        var mine = stat()
        var named = stat()
        guard fstat(descriptor, &mine) == 0, lstat(path, &named) == 0 else { return false }
        return mine.st_ino == named.st_ino && mine.st_dev == named.st_dev
    }
}

/// What a record has to know of the machine it is on.
struct BudgetMachine: Sendable {
    /// Differs from one start of the machine to the next, since its clock begins anew.
    var boot: UInt64
    var processID: Int32
    var isAlive: @Sendable (Int32) -> Bool

    /// Asks the kernel.
    static func live() -> BudgetMachine {
        BudgetMachine(boot: bootDigest(), processID: getpid()) { processID in
            kill(processID, 0) == 0 || errno == EPERM
        }
    }

    private static func bootDigest() -> UInt64 {
        let descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        var text = [UInt8](repeating: 0, count: 64)
        let count = Glibc.read(descriptor, &text, text.count)
        return Digest.sha256(text.prefix(max(0, count))).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
