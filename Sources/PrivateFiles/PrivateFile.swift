import Glibc

/// Files that only this Unix user may read.
package enum PrivateFile {
    /// Whose files are taken.
    package enum Owner: Sendable {
        case user
        /// The superuser could change the file anyway.
        case userOrRoot
    }

    /// The whole file; `nil` when there is none.
    ///
    /// It is opened first and judged then, so that nobody can put another file in its place in between. One of more
    /// than `limit` bytes is refused.
    package static func read(_ path: String, limit: Int = 65_536) throws(PrivateFileError) -> [UInt8]? {
        // Non-blocking: a pipe of that name must not hold the program.
        let number = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else {
            if errno == ENOENT { return nil }
            throw .refused(path: path, step: .open, code: errno)
        }
        let file = OwnedDescriptor(number)
        try check(file, path, owner: .userOrRoot)
        var bytes: [UInt8] = []
        while let more = try file.read(path), !more.isEmpty {
            bytes += more
            guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
        }
        return bytes
    }

    // MARK: Making

    /// Opens a file for reading and writing, making it with mode 0600 when it is missing.
    ///
    /// - Throws: also for a symbolic link, and for a file of another user's or of a looser mode.
    package static func open(_ path: String) throws(PrivateFileError) -> OwnedDescriptor {
        let file = try OwnedDescriptor(opening: path, O_RDWR | O_CREAT | O_NOFOLLOW)
        try check(file, path, owner: .user)
        return file
    }

    /// Makes an empty file of mode 0600.
    ///
    /// SQLite gives its journal files the mode of the database, so all of them are private from their first byte.
    ///
    /// - Returns: `false` when there is something at the path already.
    package static func make(_ path: String) throws(PrivateFileError) -> Bool {
        do throws(PrivateFileError) {
            _ = try OwnedDescriptor(opening: path, O_RDWR | O_CREAT | O_EXCL)
            return true
        } catch {
            guard case .refused(_, _, EEXIST) = error else { throw error }
            return false
        }
    }

    /// Makes the file when it is missing, or checks the one that is there without opening it.
    ///
    /// Closing any descriptor of a database drops the locks that SQLite holds on it in this process, see
    /// https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_.
    package static func ensure(_ path: String) throws(PrivateFileError) {
        if try make(path) { return }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw .refused(path: path, step: .examine, code: errno) }
        try check(status, path, owner: .user)
        guard access(path, R_OK | W_OK) == 0 else { throw .refused(path: path, step: .write, code: errno) }
    }

    // MARK: Judging

    /// Refuses what is no plain file, what another user owns and what others may read or write.
    package static func check(
        _ file: borrowing OwnedDescriptor,
        _ path: String,
        owner: Owner
    ) throws(PrivateFileError) {
        try check(try file.status(path), path, owner: owner)
    }

    static func check(_ status: stat, _ path: String, owner: Owner) throws(PrivateFileError) {
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notPlainFile(path: path) }
        try check(status.st_uid, owner, user: geteuid(), path)
        try checkMode(status, path, allowed: 0o600)
    }

    /// Whoever owns a file can change it and its mode.
    static func check(_ uid: uid_t, _ owner: Owner, user: uid_t, _ path: String) throws(PrivateFileError) {
        switch owner {
        case .user: guard uid == user else { throw .foreignOwner(path: path) }
        case .userOrRoot: guard uid == user || uid == 0 else { throw .foreignOwner(path: path) }
        }
    }

    static func checkMode(_ status: stat, _ path: String, allowed: UInt32) throws(PrivateFileError) {
        guard status.st_mode & 0o077 == 0 else {
            throw .looseMode(path: path, mode: UInt32(status.st_mode & 0o7777), allowed: allowed)
        }
    }
}
