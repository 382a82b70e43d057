package import Glibc

/// A file descriptor that is closed when the value goes away.
package struct OwnedDescriptor: ~Copyable {
    package let number: Int32

    package init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Opens a file; `path` is what failures name.
    ///
    /// - Throws: ``PrivateFileError/refused(path:step:code:)``.
    package init(opening path: String, _ flags: Int32, mode: mode_t = 0o600) throws(PrivateFileError) {
        let number = open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw .refused(path: path, step: flags & O_EXCL == 0 ? .open : .make, code: errno) }
        self.init(number)
    }

    /// The next bytes; empty at the end, `nil` when there are none for now.
    ///
    /// - Throws: ``PrivateFileError/refused(path:step:code:)``, with `name` for the path.
    package func read(_ name: String) throws(PrivateFileError) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(number, &buffer, buffer.count)
            if count >= 0 { return Array(buffer[..<count]) }
            if errno == EAGAIN { return nil }
            guard errno == EINTR else { throw .refused(path: name, step: .read, code: errno) }
        }
    }

    /// Writes all bytes; false, with `errno` set, when that failed.
    package func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// What kind of file it is, whose, and who may read it.
    ///
    /// - Throws: ``PrivateFileError/refused(path:step:code:)``.
    package func status(_ path: String) throws(PrivateFileError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .refused(path: path, step: .examine, code: errno) }
        return status
    }

    /// Whether the path still names this very file, and not another that was put in its place.
    package func isNamed(_ path: String) -> Bool {
        var mine = stat()
        var named = stat()
        guard fstat(number, &mine) == 0, lstat(path, &named) == 0 else { return false }
        return mine.st_ino == named.st_ino && mine.st_dev == named.st_dev
    }

    /// Takes the lock that belongs to the open file; the kernel gives it back with the descriptor.
    ///
    /// - Returns: `false` when somebody else has it.
    /// - Throws: ``PrivateFileError/refused(path:step:code:)``.
    package func tryLock(_ path: String) throws(PrivateFileError) -> Bool {
        while flock(number, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else { throw .refused(path: path, step: .lock, code: errno) }
        }
        return true
    }
}
