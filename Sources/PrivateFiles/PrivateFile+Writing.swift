import Glibc

extension PrivateFile {
    /// Writes the file whole or not at all, with mode 0600, and has it on the disk when it returns.
    ///
    /// Any number of processes may write one file: each waits for the one before, up to two seconds. What is written
    /// first lies beside it under its name and `.new`, so a writer that is killed leaves at most that, and only until
    /// the next one.
    package static func write(_ bytes: [UInt8], to path: String) throws(PrivateFileError) {
        let draft = path + ".new"
        let file = try lockedDraft(draft, of: path)
        guard ftruncate(file.number, 0) == 0, file.write(bytes), fsync(file.number) == 0, rename(draft, path) == 0
        else {
            let code = errno
            unlink(draft)
            throw .refused(path: path, step: .write, code: code)
        }
        try PrivateFolder.sync(of: path)
    }

    /// How often a draft that somebody else writes is tried again, a millisecond apart.
    private static let patience = 2_000

    /// A draft that no other process writes, and that nobody but this user can have open.
    private static func lockedDraft(
        _ draft: String,
        of path: String
    ) throws(PrivateFileError) -> OwnedDescriptor {
        for _ in 0..<patience {
            if let file = try openDraft(draft, of: path) {
                guard try file.tryLock(path) else {
                    usleep(1_000)
                    continue
                }
                // Whoever had the lock has given the file its name, or has taken it away.
                if file.isNamed(draft) { return file }
            }
        }
        throw .busy(path: path)
    }

    /// - Returns: `nil` when something was in the way, which is then gone.
    private static func openDraft(
        _ draft: String,
        of path: String
    ) throws(PrivateFileError) -> OwnedDescriptor? {
        do throws(PrivateFileError) {
            // Non-blocking: a pipe of that name must not hold the program.
            let file = try OwnedDescriptor(opening: draft, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK)
            try check(file, draft, owner: .user)
            return file
        } catch {
            switch error {
            // A link, or what others may have open: not to be followed or kept.
            case .refused(_, _, ELOOP), .notPlainFile, .looseMode, .foreignOwner:
                guard unlink(draft) == 0 || errno == ENOENT else {
                    throw .refused(path: path, step: .write, code: errno)
                }
                return nil
            case .refused(_, _, let code): throw .refused(path: path, step: .write, code: code)
            case .notFolder, .tooLarge, .busy: throw error
            }
        }
    }
}
