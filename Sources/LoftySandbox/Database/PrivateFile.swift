import Glibc

/// A file that only its owner may read.
enum PrivateFile {
    /// Makes an empty file of mode 0600 unless there is one already.
    ///
    /// SQLite gives its journal files the mode of the database, so all of them are private from their first byte.
    static func create(_ path: String) throws(SandboxStartError) {
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unusableDatabase(path: path, reason: String(cString: strerror(errno)))
        }
        close(descriptor)
    }
}
