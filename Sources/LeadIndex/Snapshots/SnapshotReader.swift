import CLeadScan

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads what a ``SnapshotWriter`` wrote, straight into arrays, so that nothing is in memory twice.
///
/// Believes no length that the rest of the file cannot hold.
struct SnapshotReader: ~Copyable {
    private let descriptor: Int32
    private var left: Int
    private var checksum: UInt64 = 0

    /// Begins to read a file that the caller closes.
    init(_ descriptor: Int32) throws(SnapshotError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .damaged }
        self.descriptor = descriptor
        left = Int(status.st_size)
    }

    mutating func array<Value: BitwiseCopyable>(of _: Value.Type = Value.self) throws(SnapshotError) -> [Value] {
        try array(count: try value(UInt64.self))
    }

    mutating func value<Value: BitwiseCopyable>(_: Value.Type = Value.self) throws(SnapshotError) -> Value {
        let values: [Value] = try array(count: 1)
        guard let value = values.first else { throw .damaged }
        return value
    }

    /// Compares the checksum and makes sure that nothing comes after it.
    mutating func finish() throws(SnapshotError) {
        let expected = checksum
        guard try value(UInt64.self) == expected, left == 0 else { throw .damaged }
    }

    private mutating func array<Value: BitwiseCopyable>(count: UInt64) throws(SnapshotError) -> [Value] {
        guard count <= UInt64(left / MemoryLayout<Value>.stride) else { throw .damaged }
        let size = Int(count) * MemoryLayout<Value>.stride
        var failure: SnapshotError?
        let values = [Value](unsafeUninitializedCapacity: Int(count)) { space, initialized in
            let bytes = UnsafeMutableRawBufferPointer(space)
            failure = Self.read(bytes, size, from: descriptor)
            initialized = failure == nil ? Int(count) : 0
        }
        if let failure { throw failure }
        left -= size
        let seed = checksum
        checksum = values.withUnsafeBytes { bytes in
            bytes.baseAddress.map { cls_checksum(seed, $0.assumingMemoryBound(to: UInt8.self), bytes.count) } ?? seed
        }
        return values
    }

    private static func read(_ bytes: UnsafeMutableRawBufferPointer, _ size: Int, from descriptor: Int32)
        -> SnapshotError?
    {
        var done = 0
        while done < size {
            guard let base = bytes.baseAddress else { return .damaged }
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, base + done, size - done)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, base + done, size - done)
            #elseif canImport(Darwin)
                let count = Darwin.read(descriptor, base + done, size - done)
            #endif
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
