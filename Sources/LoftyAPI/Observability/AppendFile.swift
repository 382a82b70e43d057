import Glibc
import PrivateFiles
import Synchronization

/// A file of its owner's that grows by whole lines up to a limit.
final class AppendFile: Sendable {
    private let state: Mutex<State>

    private struct State: ~Copyable {
        let file: OwnedDescriptor
        var size: Int
        let limit: Int
        var isFull = false
        var lost = 0
    }

    /// Opens the file, or goes on with one that is there.
    ///
    /// - Throws: ``CredentialError/Kind/unusable`` for a symbolic link, for a file that others may read or that another
    ///   user owns, and for one that cannot be opened.
    convenience init(path: String, limit: Int) throws(CredentialError) {
        let file = try CredentialError.reporting { () throws(PrivateFileError) in
            let flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK
            let file = try OwnedDescriptor(opening: path, flags)
            try PrivateFile.check(file, path, owner: .userOrRoot)
            return file
        }
        let status = try CredentialError.reporting { () throws(PrivateFileError) in try file.status(path) }
        self.init(file, size: Int(status.st_size), limit: limit)
    }

    init(_ file: consuming OwnedDescriptor, size: Int, limit: Int) {
        state = Mutex(State(file: file, size: size, limit: limit))
    }

    /// In bytes.
    var size: Int { state.withLock { $0.size } }

    /// Lines that could not be written, the disk being full or the limit reached.
    var lostLines: Int { state.withLock { $0.lost } }

    /// Writes one line in one piece, so that processes that share the file do not mix theirs; failing is only counted.
    func append(_ line: [UInt8]) {
        state.withLock { state in
            if state.size + line.count + 1 > state.limit { state.isFull = true }
            guard !state.isFull, state.file.write(line + [UInt8(ascii: "\n")]) else {
                state.lost += 1
                return
            }
            state.size += line.count + 1
        }
    }
}
