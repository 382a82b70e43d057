import CLeadScan
import Leads

/// A text to look for in the text column.
struct TextScan: Hashable, Sendable {
    /// As it stands in the column, see ``LeadText``; never empty.
    let bytes: [UInt8]
    /// The kind of item that it has to be in; `nil` for any.
    let mark: UInt8?
    /// Whether it has to begin an item.
    let startsItem: Bool
    let ending: TextNeedle.Ending

    init(part bytes: [UInt8], mark: UInt8? = nil) {
        self.init(bytes: bytes, mark: mark, startsItem: false, ending: .anything)
    }

    init(bytes: [UInt8], mark: UInt8?, startsItem: Bool, ending: TextNeedle.Ending) {
        self.bytes = bytes
        self.mark = mark
        self.startsItem = startsItem
        self.ending = ending
    }

    /// Adds the rows that hold the text to a set.
    func add(from chunk: LeadChunk, to bits: UnsafeMutablePointer<UInt64>, level: ScanLevel) {
        bytes.withUnsafeBufferPointer { bytes in
            let needle = cls_needle(
                bytes: bytes.baseAddress,
                length: bytes.count,
                mark: mark ?? 0,
                starts_item: startsItem,
                ending: UInt8(truncatingIfNeeded: ending.code)
            )
            cls_scan(level.rawValue, chunk.text, chunk.offsets, chunk.rows, needle, bits)
        }
    }

    /// The same question to one row, in plain Swift.
    func accepts(_ text: [UInt8], _ row: Range<Int>) -> Bool {
        var place = row.lowerBound
        while place + bytes.count <= row.upperBound {
            if hasBytes(text, at: place), fits(text, row, at: place) { return true }
            place += 1
        }
        return false
    }

    private func hasBytes(_ text: [UInt8], at place: Int) -> Bool {
        for offset in bytes.indices where text[place + offset] != bytes[offset] { return false }
        return true
    }

    private func fits(_ text: [UInt8], _ row: Range<Int>, at place: Int) -> Bool {
        if startsItem, place != row.lowerBound, !LeadText.endsItem(text[place - 1]) { return false }
        var next = place + bytes.count
        switch ending {
        case .anything: break
        case .itemEnd: if !LeadText.endsItem(text[next]) { return false }
        case .wordEnd: if Self.isInWord(text[next]) { return false }
        }
        guard let mark else { return true }
        while !LeadText.endsItem(text[next]) { next += 1 }
        return text[next] == mark
    }

    private static func isInWord(_ byte: UInt8) -> Bool {
        switch LeadText.shown(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF: true
        default: false
        }
    }
}

extension TextNeedle.Ending {
    fileprivate var code: Int {
        switch self {
        case .anything: CLS_ANYTHING
        case .wordEnd: CLS_WORD_END
        case .itemEnd: CLS_ITEM_END
        }
    }
}

/// How far the machine's instructions are used for scanning.
enum ScanLevel: Int32, CaseIterable, Sendable {
    case portable, vector, wide

    static let best = ScanLevel(rawValue: cls_best_level()) ?? .portable
}
