/// Decodes UTF-8 byte by byte, as strictly as Unicode table 3-7 asks.
struct UTF8Decoder: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        case scalar(Unicode.Scalar)
        /// Bytes that cannot be part of a scalar.
        case invalid
    }

    private var bits: UInt32 = 0
    private var missing = 0
    /// What the next byte may be; tighter than 0x80...0xBF after E0, ED, F0 and F4.
    private var expected: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether no scalar is half read.
    var isEmpty: Bool { missing == 0 }

    /// At most two outcomes: a broken scalar, and the one that broke it.
    mutating func decode(_ byte: UInt8) -> [Outcome] {
        guard missing > 0 else { return begin(byte) }
        guard expected.contains(byte) else {
            missing = 0
            return [.invalid] + begin(byte)
        }
        expected = 0x80...0xBF
        bits = bits << 6 | UInt32(byte & 0x3F)
        missing -= 1
        guard missing == 0 else { return [] }
        return [Unicode.Scalar(bits).map(Outcome.scalar) ?? .invalid]
    }

    private mutating func begin(_ byte: UInt8) -> [Outcome] {
        switch byte {
        case 0x00...0x7F: return [.scalar(Unicode.Scalar(byte))]
        case 0xC2...0xDF: expect(1, after: byte & 0x1F)
        case 0xE0: expect(2, after: 0, first: 0xA0...0xBF)
        case 0xED: expect(2, after: 0x0D, first: 0x80...0x9F)
        case 0xE1...0xEF: expect(2, after: byte & 0x0F)
        case 0xF0: expect(3, after: 0, first: 0x90...0xBF)
        case 0xF1...0xF3: expect(3, after: byte & 0x07)
        case 0xF4: expect(3, after: 4, first: 0x80...0x8F)
        default: return [.invalid]
        }
        return []
    }

    private mutating func expect(_ count: Int, after head: UInt8, first: ClosedRange<UInt8> = 0x80...0xBF) {
        bits = UInt32(head)
        missing = count
        expected = first
    }
}
