#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a section of a snapshot ends; it begins where the one before it does.
struct SnapshotSection: BitwiseCopyable {
    var end: UInt64
    var checksum: UInt64
}

/// The sections of a snapshot, as its end tells them.
struct SnapshotSections: Sendable {
    private let descriptor: Int32
    private let sections: [SnapshotSection]

    var count: Int { sections.count }

    /// Reads the beginning and the end of a file that the caller closes.
    init(_ descriptor: Int32) throws(SnapshotError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .damaged }
        let size = Int(status.st_size)
        var beginning = SnapshotReader(descriptor, 0..<size)
        try SnapshotFormat.check(&beginning)
        let numbers = MemoryLayout<UInt64>.stride
        var end = SnapshotReader(descriptor, max(0, size - 3 * numbers)..<size)
        let count = try end.value(UInt64.self)
        let checksum = try end.value(UInt64.self)
        guard try end.value(UInt64.self) == SnapshotFormat.magic else { throw .damaged }
        let stride = MemoryLayout<SnapshotSection>.stride
        guard count > 0, count <= UInt64(size / stride) else { throw .damaged }
        let start = size - 3 * numbers - Int(count) * stride
        guard start > 0 else { throw .damaged }
        var table = SnapshotReader(descriptor, start..<size - 3 * numbers)
        sections = try table.array(count: count)
        try table.finish(checksum)
        self.descriptor = descriptor
        let ends = [0] + sections.map(\.end)
        guard ends.last == UInt64(start), zip(ends, ends.dropFirst()).allSatisfy({ $0 < $1 }) else { throw .damaged }
    }

    /// Reads a whole section.
    func read<Value>(
        _ number: Int,
        _ body: (inout SnapshotReader) throws(SnapshotError) -> Value
    ) throws(SnapshotError) -> Value {
        guard sections.indices.contains(number) else { throw .damaged }
        let begin = number == 0 ? 0 : Int(sections[number - 1].end)
        var reader = SnapshotReader(descriptor, begin..<Int(sections[number].end))
        let value = try body(&reader)
        try reader.finish(sections[number].checksum)
        return value
    }

    /// Reads sections side by side on all cores.
    func readAll<Value: Sendable>(
        _ numbers: Range<Int>,
        _ body: @Sendable (inout SnapshotReader) throws(SnapshotError) -> Value
    ) throws(SnapshotError) -> [Value] {
        guard numbers.upperBound <= count else { throw .damaged }
        var results = [Result<Value, SnapshotError>](repeating: .failure(.damaged), count: numbers.count)
        results.withUnsafeMutableBufferPointer { space in
            // Each piece writes a place of its own.
            nonisolated(unsafe) let space = space
            _ = Cores.share(numbers.count) { index, _ in
                do throws(SnapshotError) {
                    space[index] = .success(try read(numbers.lowerBound + index, body))
                } catch {
                    space[index] = .failure(error)
                }
            }
        }
        var values: [Value] = []
        values.reserveCapacity(results.count)
        for result in results { values.append(try result.get()) }
        return values
    }
}
