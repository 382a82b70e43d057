import Leads

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension BookIndex {
    /// Saves the columns and the orders as they are now, while changes go on.
    ///
    /// The file appears whole or not at all; only its owner may read it. An older one stays when something fails.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - account: whose book it is; another one will not be given it.
    ///   - revision: of the store, up to which every change is in the index; `nil` takes ``revision``.
    /// - Throws: what the system refused, such as room on the disk.
    package func save(to path: String, account: String, revision: Int64? = nil) throws(SnapshotError) {
        var state = current
        if let revision { state.revision = revision }
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
        try writer.put(UInt64(state.columns.chunks.count))
        writer.endSection()
        try writer.put(state.columns)
        for order in state.orders {
            try writer.put(order)
            writer.endSection()
        }
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
        self.init(try Self.read(path, account: account))
    }

    /// Takes a snapshot in the place of all that the index holds, see ``init(snapshot:account:)``.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - account: whose book is wanted.
    ///   - revision: that of the snapshot, as somebody else noted it; `nil` takes any.
    /// - Throws: why the file is not used; the index then holds what it held.
    package func restore(from path: String, account: String, revision: Int64? = nil) throws(SnapshotError) {
        let state = try Self.read(path, account: account)
        guard revision == nil || revision == state.revision else { throw .damaged }
        replace(with: state)
    }

    private static func read(_ path: String, account: String) throws(SnapshotError) -> BookState {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw errno == ENOENT ? .missing : .system(errno) }
        defer { close(descriptor) }
        let sections = try SnapshotSections(descriptor)
        let header = try sections.read(0) { reader throws(SnapshotError) in try SnapshotHeader(&reader) }
        guard header.account == Array(account.utf8) else { throw .otherAccount }
        let chunks = header.chunkSections
        let tables = try sections.read(1) { reader throws(SnapshotError) in try reader.tables() }
        let slots = try sections.read(2) { reader throws(SnapshotError) in try reader.slotMap() }
        guard tables.isSound, chunks.upperBound <= sections.count,
            let columns = LeadColumns(
                chunks: try sections.readAll(chunks) { reader throws(SnapshotError) in
                    let chunk = try reader.chunk()
                    guard chunk.isSound(tables) else { throw .damaged }
                    return chunk
                },
                tables: tables,
                slots: slots
            )
        else { throw .damaged }
        let orders = try sections.readAll(chunks.upperBound..<sections.count) { reader throws(SnapshotError) in
            let order = try reader.order()
            guard order.isSound(columns) else { throw .damaged }
            return order
        }
        return BookState(columns, orders: orders, revision: header.revision)
    }
}

/// The first section.
private struct SnapshotHeader {
    let account: [UInt8]
    let revision: Int64
    private let chunkCount: Int

    init(_ reader: inout SnapshotReader) throws(SnapshotError) {
        try SnapshotFormat.check(&reader)
        account = try reader.array()
        revision = try reader.value()
        guard let count = Int(exactly: try reader.value(UInt64.self)), count < 1 << 20 else { throw .damaged }
        chunkCount = count
    }

    /// After the header, the tables and the map of slots.
    var chunkSections: Range<Int> { 3..<3 + chunkCount }
}
