import CLeadScan
import Leads

/// How a lead's name, addresses and numbers stand in the text column.
///
/// Items follow each other and each ends with a byte that also says its kind. The digits of numbers are written as
/// 0x10 to 0x19, so that a search for text never stumbles over a number and no place has to be looked at twice.
enum LeadText {
    static let nameEnd: UInt8 = 0x0A
    static let emailEnd: UInt8 = 0x0B
    static let phoneEnd: UInt8 = 0x0C

    /// The byte that ends the items of a field; `nil` for a label, which the text column does not hold.
    static func mark(_ field: QueryTextField) -> UInt8? {
        switch field {
        case .name: nameEnd
        case .email: emailEnd
        case .phone: phoneEnd
        case .stage, .source, .tag, .owner, .pond: nil
        }
    }

    static func endsItem(_ byte: UInt8) -> Bool { nameEnd...phoneEnd ~= byte }

    static func bytes(of facts: LeadFacts) -> [UInt8] {
        var bytes: [UInt8] = []
        let sections = [facts.section(.name), facts.section(.email), facts.section(.phone)]
        bytes.reserveCapacity(sections.reduce(0) { $0 + $1.count })
        append(facts, sections[0], end: nameEnd, to: &bytes)
        append(facts, sections[1], end: emailEnd, to: &bytes)
        append(facts, sections[2], end: phoneEnd, to: &bytes)
        return bytes
    }

    private static func append(_ facts: LeadFacts, _ section: Range<Int>, end: UInt8, to bytes: inout [UInt8]) {
        for index in section {
            let byte = facts.bytes[index]
            bytes.append(byte == nameEnd ? end : end == phoneEnd ? hidden(byte) : byte)
        }
    }

    /// The digits of a needle as they stand in numbers.
    static func hidden(_ digits: some Sequence<UInt8>) -> [UInt8] { digits.map(hidden) }

    private static func hidden(_ byte: UInt8) -> UInt8 { 0x30...0x39 ~= byte ? byte - 0x20 : byte }

    /// A byte of an item as text.
    static func shown(_ byte: UInt8) -> UInt8 { 0x10...0x19 ~= byte ? byte + 0x20 : byte }

    /// The items of one kind as ``LeadFacts/bytes`` has them: digits as text, a line feed at the end of each.
    static func section(_ mark: UInt8, of row: ArraySlice<UInt8>) -> [UInt8] {
        var section: [UInt8] = []
        var begin = row.startIndex
        for index in row.indices where endsItem(row[index]) {
            if row[index] == mark { section += row[begin..<index].map(shown) + [nameEnd] }
            begin = index + 1
        }
        return section
    }

    static func classes(of bytes: [UInt8]) -> UInt64 { cls_classes(bytes, bytes.count) }
}
