import CLeadScan

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a section that a ``SnapshotWriter`` wrote, straight into arrays, so that nothing is in memory twice.
///
/// Believes no length that the rest of the section cannot hold. Several may read the same file at once. The file is read
/// and not mapped, because one that somebody cuts while it is mapped ends the program.
struct SnapshotReader: ~Copyable {
    private let descriptor: Int32
    private var place: Int
    private let end: Int
    private var checksum: UInt64 = 0

    /// Begins to read a part of a file that the caller closes.
    init(_ descriptor: Int32, _ range: Range<Int>) {
        self.descriptor = descriptor
        place = range.lowerBound
        end = range.upperBound
    }

    mutating func array<Value: BitwiseCopyable>(of _: Value.Type = Value.self) throws(SnapshotError) -> [Value] {
        try array(count: try value(UInt64.self))
    }

    mutating func value<Value: BitwiseCopyable>(_: Value.Type = Value.self) throws(SnapshotError) -> Value {
        let values: [Value] = try array(count: 1)
        guard let value = values.first else { throw .damaged }
        return value
    }

    /// Makes sure that everything was read, and as it was written.
    func finish(_ expected: UInt64) throws(SnapshotError) {
        guard place == end, checksum == expected else { throw .damaged }
    }

    mutating func array<Value: BitwiseCopyable>(
        of _: Value.Type = Value.self,
        count: UInt64
    ) throws(SnapshotError) -> [Value] {
        guard count <= UInt64((end - place) / MemoryLayout<Value>.stride) else { throw .damaged }
        let size = Int(count) * MemoryLayout<Value>.stride
        var failure: SnapshotError?
        let values = [Value](unsafeUninitializedCapacity: Int(count)) { space, initialized in
            let bytes = UnsafeMutableRawBufferPointer(space)
            failure = Self.read(bytes, size, at: place, from: descriptor)
            initialized = failure == nil ? Int(count) : 0
        }
        if let failure { throw failure }
        place += size
        let seed = checksum
        checksum = values.withUnsafeBytes { bytes in
            bytes.baseAddress.map { cls_checksum(seed, $0.assumingMemoryBound(to: UInt8.self), bytes.count) } ?? seed
        }
        return values
    }

    private static func read(
        _ bytes: UnsafeMutableRawBufferPointer,
        _ size: Int,
        at place: Int,
        from descriptor: Int32
    ) -> SnapshotError? {
        var done = 0
        while done < size {
            guard let base = bytes.baseAddress else { return .damaged }
            let count = pread(descriptor, base + done, size - done, off_t(place + done))
            if count == 0 { return .damaged }
            if count < 0 {
                if errno == EINTR { continue }
                return .system(errno)
            }
            done += count
        }
        return nil
    }
}
