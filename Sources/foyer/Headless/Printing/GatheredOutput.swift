/// Standard output, gathered where nobody waits for the single record: a call of the system for each line of a million takes
/// longer than the line.
struct GatheredOutput {
    /// What is not written yet.
    var bytes: [UInt8] = []
    /// So many bytes are gathered before they are written.
    var limit = 0

    init() {}

    /// For a book, which is read as fast as it is written.
    static var ofBook: GatheredOutput {
        var output = GatheredOutput()
        output.limit = 1 << 16
        output.bytes.reserveCapacity(1 << 17)
        return output
    }

    mutating func append(_ text: String) throws(FoyerFailure) {
        bytes += text.utf8
        try writeIfDue()
    }

    mutating func writeIfDue() throws(FoyerFailure) {
        if bytes.count >= limit { try write() }
    }

    mutating func write() throws(FoyerFailure) {
        defer { bytes.removeAll(keepingCapacity: true) }
        try Output.write(bytes)
    }
}
