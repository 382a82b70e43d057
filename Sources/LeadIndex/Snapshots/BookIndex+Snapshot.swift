import Leads

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension BookIndex {
    /// Saves the columns as they are now, while changes go on.
    ///
    /// The file appears whole or not at all; only its owner may read it. An older one stays when something fails.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - account: whose book it is; another one will not be given it.
    /// - Throws: what the system refused, such as room on the disk.
    package func save(to path: String, account: String) throws(SnapshotError) {
        let state = current
        let draft = "\(path).\(getpid())"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(errno) }
        defer { close(descriptor) }
        do throws(SnapshotError) {
            try Self.write(state, account: account, to: descriptor)
            guard rename(draft, path) == 0 else { throw .system(errno) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    static func write(_ state: BookState, account: String, to descriptor: Int32) throws(SnapshotError) {
        var writer = SnapshotWriter(descriptor)
        try writer.put(SnapshotFormat.magic)
        try writer.put(SnapshotFormat.version)
        try writer.put(SnapshotFormat.fingerprint)
        try writer.put(Array(account.utf8))
        try writer.put(state.revision)
        try writer.put(state.columns)
        try writer.finish()
    }

    /// Reads a snapshot, at the ``revision`` that it was saved at; the caller applies what changed since.
    ///
    /// A snapshot that is not wholly beyond doubt is not used.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - account: whose book is wanted.
    /// - Throws: why the file is not used.
    package convenience init(snapshot path: String, account: String) throws(SnapshotError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw errno == ENOENT ? .missing : .system(errno) }
        defer { close(descriptor) }
        self.init(try Self.read(account: account, from: descriptor))
    }

    private static func read(account: String, from descriptor: Int32) throws(SnapshotError) -> BookState {
        var reader = try SnapshotReader(descriptor)
        guard try reader.value(UInt64.self) == SnapshotFormat.magic else { throw .damaged }
        guard try reader.value(UInt64.self) == SnapshotFormat.version,
            try reader.value(UInt64.self) == SnapshotFormat.fingerprint
        else { throw .otherVersion }
        guard try reader.array(of: UInt8.self) == Array(account.utf8) else { throw .otherAccount }
        let revision = try reader.value(Int64.self)
        let (tables, chunks) = try reader.columns()
        try reader.finish()
        guard tables.isSound, chunks.allSatisfy({ $0.isSound(tables) }),
            chunks.dropLast().allSatisfy({ $0.rows == LeadChunk.capacity }),
            let columns = LeadColumns(chunks: chunks, tables: tables)
        else { throw .damaged }
        return BookState(columns, revision: revision)
    }
}
