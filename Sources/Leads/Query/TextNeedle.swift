/// A text to compare with the items of a section.
package enum TextNeedle: Sendable {
    case absent
    case ownerID(Int64)
    /// Found anywhere in an item.
    case part([UInt8])
    /// The beginning of an item, up to something.
    case start([UInt8], Ending)
    /// The end of an item, with its mark.
    case end([UInt8])

    /// What has to follow the beginning of an item.
    package enum Ending: Sendable {
        case anything, wordEnd, itemEnd
    }

    /// True when an item of `section` fits; each item brings its end mark, and `ownerID` is ``Assignee/id``.
    package func accepts(_ section: Range<Int>, of bytes: [UInt8], ownerID: Int64?) -> Bool {
        switch self {
        case .absent: section.isEmpty
        case .ownerID(let id): ownerID == id
        case .part(let needle): bytes.span.contains(needle, in: section)
        case .end(let needle): bytes.span.contains(needle, in: section)
        case .start(let needle, let ending): bytes.span.hasItem(startingWith: needle, ending, in: section)
        }
    }
}

extension Span<UInt8> {
    /// True when `needle` stands somewhere in `range`; an empty needle stands in every item.
    func contains(_ needle: [UInt8], in range: Range<Int>) -> Bool {
        guard let first = needle.first else { return !range.isEmpty }
        var index = range.lowerBound
        let last = range.upperBound - needle.count
        while index <= last {
            if self[index] == first, hasBytes(needle, at: index) { return true }
            index += 1
        }
        return false
    }

    /// True when an item of `range` begins with `needle` and goes on as `ending` wants.
    func hasItem(startingWith needle: [UInt8], _ ending: TextNeedle.Ending, in range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = start + needle.count
            if end < range.upperBound, hasBytes(needle, at: start), ends(at: end, with: ending) { return true }
            while self[start] != LeadFacts.itemEnd { start += 1 }
            start += 1
        }
        return false
    }

    private func hasBytes(_ needle: [UInt8], at start: Int) -> Bool {
        var offset = 0
        while offset < needle.count {
            if self[start + offset] != needle[offset] { return false }
            offset += 1
        }
        return true
    }

    private func ends(at index: Int, with ending: TextNeedle.Ending) -> Bool {
        switch ending {
        case .anything: true
        case .itemEnd: self[index] == LeadFacts.itemEnd
        case .wordEnd:
            switch self[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF: false
            default: true
            }
        }
    }
}
