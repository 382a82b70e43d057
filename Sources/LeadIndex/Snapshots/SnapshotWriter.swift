import CLeadScan

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes arrays to a file one after the other, each with its length, in sections that can be read side by side.
struct SnapshotWriter: ~Copyable {
    private let descriptor: Int32
    private var checksum: UInt64 = 0
    private var place: UInt64 = 0
    private var sections: [SnapshotSection] = []

    /// Begins to write to a file that the caller closes.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    mutating func put<Value: BitwiseCopyable>(_ values: [Value]) throws(SnapshotError) {
        try write([UInt64(values.count)])
        try write(values)
    }

    mutating func put<Value: BitwiseCopyable>(_ value: Value) throws(SnapshotError) { try write([value]) }

    /// Ends a section with what was written since the one before it.
    mutating func endSection() {
        sections.append(SnapshotSection(end: place, checksum: checksum))
        checksum = 0
    }

    /// Writes where the sections end and waits until everything is on the disk.
    mutating func finish() throws(SnapshotError) {
        checksum = 0
        try write(sections)
        try write([UInt64(sections.count), checksum, SnapshotFormat.magic])
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .system(errno) }
    }

    private mutating func write<Value: BitwiseCopyable>(_ values: [Value]) throws(SnapshotError) {
        var failure: SnapshotError?
        let seed = checksum
        var size = 0
        checksum = values.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return seed }
            failure = Self.write(bytes, to: descriptor)
            size = bytes.count
            return cls_checksum(seed, base.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
        if let failure { throw failure }
        place += UInt64(size)
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> SnapshotError? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            #if canImport(Glibc)
                let written = Glibc.write(descriptor, part.baseAddress, part.count)
            #elseif canImport(Musl)
                let written = Musl.write(descriptor, part.baseAddress, part.count)
            #elseif canImport(Darwin)
                let written = Darwin.write(descriptor, part.baseAddress, part.count)
            #endif
            if written < 0 {
                if errno == EINTR { continue }
                return .system(errno)
            }
            rest = rest.dropFirst(written)
        }
        return nil
    }
}
