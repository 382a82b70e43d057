/// Collects a bracketed paste up to its end, `CSI 201 ~`.
struct PasteCollector: Hashable, Sendable {
    private static let end = Array("\u{1B}[201~".utf8)

    private let limitInBytes: Int
    private var bytes: [UInt8] = []
    /// How many bytes of the end have been seen.
    private var matched = 0

    init(limitInBytes: Int) { self.limitInBytes = limitInBytes }

    /// The text as it came but for invalid UTF-8, which becomes U+FFFD; not cleaned.
    var text: String {
        var whole = bytes[...]
        if bytes.count == limitInBytes { whole.removeLast(Self.lengthOfCutCharacter(at: whole)) }
        return String(decoding: whole, as: UTF8.self)
    }

    /// - Returns: whether the paste is complete.
    mutating func take(_ byte: UInt8) -> Bool {
        // ESC occurs only at the start of the end, so a mismatch can begin a new match only with this byte.
        if byte == Self.end[matched] {
            matched += 1
        } else {
            keep(Self.end[..<matched])
            matched = byte == Self.end[0] ? 1 : 0
            if matched == 0 { keep([byte]) }
        }
        return matched == Self.end.count
    }

    private mutating func keep(_ more: ArraySlice<UInt8>) {
        bytes.append(contentsOf: more.prefix(limitInBytes - bytes.count))
    }

    /// The bytes of a last character that the limit may have cut.
    private static func lengthOfCutCharacter(at bytes: ArraySlice<UInt8>) -> Int {
        let tail = bytes.suffix(4)
        guard let start = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }),
            var assembler = UTF8Assembler(lead: tail[start])
        else { return 0 }
        let isWhole = tail[(start + 1)...].contains { if case .complete = assembler.take($0) { true } else { false } }
        return isWhole ? 0 : tail.endIndex - start
    }
}
