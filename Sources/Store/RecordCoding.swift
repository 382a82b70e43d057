import FoundationEssentials

/// Writes values one after the other, without names.
struct RecordWriter {
    private(set) var data = Data()

    mutating func put(_ byte: UInt8) { data.append(byte) }

    mutating func put(_ flag: Bool) { data.append(flag ? 1 : 0) }

    mutating func put(_ value: Int64) {
        var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
        while rest >= 0x80 {
            data.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        data.append(UInt8(rest))
    }

    mutating func put(_ value: Int) { put(Int64(value)) }

    mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            put(Int64(bytes.count))
            data.append(contentsOf: bytes)
        }
    }

    mutating func put(_ date: Date) {
        withUnsafeBytes(of: date.timeIntervalSinceReferenceDate.bitPattern.littleEndian) {
            data.append(contentsOf: $0)
        }
    }

    mutating func put<Value>(_ values: [Value], _ body: (inout RecordWriter, Value) -> Void) {
        put(values.count)
        for value in values { body(&self, value) }
    }

    mutating func put<Value>(_ value: Value?, _ body: (inout RecordWriter, Value) -> Void) {
        put(value != nil)
        if let value { body(&self, value) }
    }

    mutating func put(_ value: Int64?) { put(value) { $0.put($1) } }
    mutating func put(_ value: Int?) { put(value) { $0.put($1) } }
    mutating func put(_ value: String?) { put(value) { $0.put($1) } }
    mutating func put(_ value: Date?) { put(value) { $0.put($1) } }
}

/// Reads what a ``RecordWriter`` wrote; any other bytes are refused, none are read beyond the end.
struct RecordReader {
    typealias Failure = LeadRecord.Unreadable

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    /// - Parameter bytes: must stay valid for as long as the reader is used.
    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Reads a record.
    static func read<Value>(
        _ data: Data,
        _ body: (inout RecordReader) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        // The closure that the bytes are lent to cannot throw an error of one type.
        let result = data.withUnsafeBytes { bytes -> Result<Value, Failure> in
            do throws(Failure) {
                var reader = RecordReader(bytes)
                return .success(try body(&reader))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(Failure) -> UInt8 {
        guard position < bytes.count else { throw Failure(reason: "a lead that ends early") }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func flag() throws(Failure) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw Failure(reason: "a flag that is neither 0 nor 1")
        }
    }

    mutating func integer() throws(Failure) -> Int64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) << shift
            guard byte & 0x80 != 0 else { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
        }
        throw Failure(reason: "an integer of more than 64 bits")
    }

    mutating func int() throws(Failure) -> Int { Int(try integer()) }

    mutating func text() throws(Failure) -> String {
        let count = try count()
        let slice = bytes[position..<position + count]
        position += count
        return String(decoding: slice, as: UTF8.self)
    }

    mutating func date() throws(Failure) -> Date {
        guard bytes.count - position >= 8 else { throw Failure(reason: "a lead that ends early") }
        let bits = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        position += 8
        return Date(timeIntervalSinceReferenceDate: Double(bitPattern: bits))
    }

    mutating func list<Value>(
        _ body: (inout RecordReader) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        let count = try count()
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try body(&self)) }
        return values
    }

    mutating func optional<Value>(
        _ body: (inout RecordReader) throws(Failure) -> Value
    ) throws(Failure) -> Value? {
        try flag() ? try body(&self) : nil
    }

    mutating func optionalInteger() throws(Failure) -> Int64? { try flag() ? try integer() : nil }
    mutating func optionalInt() throws(Failure) -> Int? { try flag() ? try int() : nil }
    mutating func optionalText() throws(Failure) -> String? { try flag() ? try text() : nil }
    mutating func optionalDate() throws(Failure) -> Date? { try flag() ? try date() : nil }

    /// A length; every item takes at least one byte, so none can exceed what is left.
    private mutating func count() throws(Failure) -> Int {
        let count = try integer()
        guard count >= 0, count <= bytes.count - position else { throw Failure(reason: "a length beyond the end") }
        return Int(count)
    }
}
