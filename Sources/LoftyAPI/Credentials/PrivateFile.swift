import Glibc

/// Files that only this Unix user may read.
enum PrivateFile {
    /// The whole file; `nil` when there is none.
    ///
    /// It is opened first and judged then, so that nobody can put another file in its place in between. One of more
    /// than `limit` bytes is refused.
    static func read(_ path: String, limit: Int = 65_536) throws(CredentialError) -> [UInt8]? {
        // Non-blocking: a pipe of that name must not hold the program.
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else {
            if errno == ENOENT { return nil }
            throw .system("\(path) cannot be opened")
        }
        let file = OwnedDescriptor(number)
        try check(file, path)
        var bytes: [UInt8] = []
        while let more = try file.read(path), !more.isEmpty {
            bytes += more
            guard bytes.count <= limit else {
                throw CredentialError(.unusable, "\(path) is larger than \(limit) bytes; name the right file")
            }
        }
        return bytes
    }

    /// Refuses what is no plain file, what another user owns and what others may read or write.
    static func check(_ file: borrowing OwnedDescriptor, _ path: String) throws(CredentialError) {
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw .system("\(path) cannot be examined") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CredentialError(.unusable, "\(path) is no plain file; name the right one")
        }
        try check(owner: status.st_uid, user: geteuid(), path)
        guard status.st_mode & 0o077 == 0 else {
            throw CredentialError(.unusable, "\(path) can be read by others; run: chmod 600 '\(path)'")
        }
    }

    /// Whoever owns a file can change it and its mode; the superuser can do so anyway.
    static func check(owner: uid_t, user: uid_t, _ path: String) throws(CredentialError) {
        guard owner == user || owner == 0 else {
            throw CredentialError(.unusable, "\(path) belongs to another user; make a copy of your own")
        }
    }

    /// Writes the file whole or not at all, with mode 0600, and has it on the disk when it returns.
    ///
    /// Two writers of one file must exclude each other.
    static func write(_ bytes: [UInt8], to path: String) throws(CredentialError) {
        let draft = path + ".new"
        // Left by a writer that was killed, or nobody's: either way not to be followed or kept.
        unlink(draft)
        let number = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw .system("\(draft) cannot be made") }
        let file = OwnedDescriptor(number)
        guard file.write(bytes), fsync(file.number) == 0, rename(draft, path) == 0 else {
            let reason = errno
            unlink(draft)
            throw .system("\(path) cannot be written", errno: reason)
        }
        try syncFolder(of: path)
    }

    private static func syncFolder(of path: String) throws(CredentialError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let number = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .system("\(folder) cannot be opened") }
        let file = OwnedDescriptor(number)
        guard fsync(file.number) == 0 else { throw .system("\(folder) cannot be written") }
    }
}
