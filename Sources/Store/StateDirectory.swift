import FoundationEssentials
import Glibc
package import Sync

/// Where the mirror and the journal live.
package struct StateDirectory: Hashable, Sendable {
    /// Absolute path; the directory has mode 0700 and its files 0600.
    package var path: String

    package init(path: String) { self.path = path }

    /// Makes the directory when it is missing and checks that nobody else can look into it.
    package func prepare() throws(StoreError) {
        try makeMissingParents()
        var status = stat()
        guard stat(path, &status) == 0 else { throw .unwritable(path: path, reason: lastSystemError()) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .notADirectory(path: path) }
        try PrivateFile.check(status, path: path, allowed: 0o700)
    }

    /// Takes the right to be the one workbench of this directory; given up when the lease goes away.
    ///
    /// - Throws: ``Sync/StoreError/inUse(path:holder:)`` with the process that has it.
    package func takeWorkbench() throws(StoreError) -> FileLease {
        try prepare()
        let lease = try FileLease(path: path + "/workbench.lock")
        guard try lease.tryAcquire() else { throw .inUse(path: path, holder: lease.holder()) }
        return lease
    }

    /// Opens all that an engine shares with the other processes of this directory.
    package func open() throws(StoreError) -> SharedState {
        try prepare()
        let store = try SQLiteStore(directory: self)
        return SharedState(store: store, lease: try FileLease(path: path + "/sender.lock"), signal: store.doorbell)
    }

    private func makeMissingParents() throws(StoreError) {
        var prefix = path.hasPrefix("/") ? "" : "."
        for component in path.split(separator: "/") {
            prefix += "/" + component
            if mkdir(prefix, 0o700) == 0 || errno == EEXIST { continue }
            let reason = lastSystemError()
            // A parent that exists may refuse mkdir for another reason, such as a read-only file system.
            guard access(prefix, F_OK) == 0 else { throw .unwritable(path: prefix, reason: reason) }
        }
    }
}

/// Files that only this Unix user may read.
enum PrivateFile {
    /// Opens for reading and writing, making the file with mode 0600 when it is missing.
    static func open(_ path: String) throws(StoreError) -> Int32 {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastSystemError()) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = lastSystemError()
            close(descriptor)
            throw .unwritable(path: path, reason: reason)
        }
        do throws(StoreError) {
            try check(status, path: path, allowed: 0o600)
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Makes the file when it is missing, or checks the one that is there without opening it.
    ///
    /// Closing any descriptor of a database drops the locks that SQLite holds on it in this process, see
    /// https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_.
    static func ensure(_ path: String) throws(StoreError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
            return
        }
        guard errno == EEXIST else { throw .unwritable(path: path, reason: lastSystemError()) }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw .unwritable(path: path, reason: lastSystemError()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notADatabase(path: path) }
        try check(status, path: path, allowed: 0o600)
        guard access(path, R_OK | W_OK) == 0 else { throw .unwritable(path: path, reason: lastSystemError()) }
    }

    static func check(_ status: stat, path: String, allowed: mode_t) throws(StoreError) {
        guard status.st_uid == geteuid() else { throw .foreignOwner(path: path) }
        guard status.st_mode & 0o077 == 0 else {
            let quoted = "'" + path.replacing("'", with: "'\\''") + "'"
            throw .looseMode(
                path: path,
                mode: UInt32(status.st_mode & 0o7777),
                remedy: "chmod \(String(allowed, radix: 8)) \(quoted)"
            )
        }
    }
}

/// The system's words for the last failed call.
func lastSystemError() -> String {
    let code = errno
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
}
