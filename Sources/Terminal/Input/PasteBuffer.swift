/// What has come of a bracketed paste so far.
struct PasteBuffer: Hashable, Sendable {
    private static let end = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    /// How many bytes of the end sequence the paste ends with.
    private var matched = 0

    /// Takes the next byte; true when it completes the end of the paste.
    mutating func append(_ byte: UInt8) -> Bool {
        if byte == Self.end[matched] {
            matched += 1
            return matched == Self.end.count
        }
        keep(Self.end.prefix(matched))
        // ESC stands nowhere in the end sequence but at its head, so that no other prefix can match here.
        matched = byte == Self.end[0] ? 1 : 0
        if matched == 0 { keep(CollectionOfOne(byte)) }
        return false
    }

    /// The text, cut at a whole scalar when the limit was reached; bytes that are no UTF-8 become U+FFFD.
    var text: String {
        guard bytes.count == KeyParser.pasteLimitInBytes else { return String(decoding: bytes, as: UTF8.self) }
        let lastHead = bytes.suffix(4).lastIndex { $0 & 0xC0 != 0x80 } ?? bytes.endIndex
        let isWhole = String(validating: bytes[lastHead...], as: UTF8.self) != nil
        return String(decoding: isWhole ? bytes[...] : bytes[..<lastHead], as: UTF8.self)
    }

    private mutating func keep(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more.prefix(KeyParser.pasteLimitInBytes - bytes.count))
    }
}
