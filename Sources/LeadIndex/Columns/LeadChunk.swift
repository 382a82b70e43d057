import Leads

/// Up to 4,096 leads as columns.
///
/// Every column is an array of its own, so that a change copies only the columns of the chunk that it touches, and only
/// while an older copy is in use. Rows without a lead are blank: no text, no moment, no bit.
struct LeadChunk: Sendable {
    static let capacity = 4_096
    /// Words of a set of rows.
    static let words = capacity / 64

    /// Rows that have been used; those after them are blank.
    private(set) var rows = 0
    private(set) var ids: [Int64]
    /// The rows that hold a lead.
    private(set) var live: [UInt64]
    /// The texts of the rows one after the other, then `CLS_PADDING` zeros.
    private(set) var text: [UInt8]
    /// Where the text of each used row begins, and where that of the last ends.
    private(set) var offsets: [UInt32]
    /// What kinds of bytes each text has, see `cls_classes`.
    private(set) var classes: [UInt64]
    private(set) var moments: [MomentColumn]
    private(set) var codes: [CodeColumn]

    static let padding = 64

    init() {
        ids = Array(repeating: 0, count: Self.capacity)
        live = Array(repeating: 0, count: Self.words)
        text = Array(repeating: 0, count: Self.padding)
        offsets = Array(repeating: 0, count: Self.capacity + 1)
        classes = Array(repeating: 0, count: Self.capacity)
        moments = Array(repeating: MomentColumn(rows: Self.capacity), count: 4)
        codes = Array(repeating: CodeColumn(rows: Self.capacity), count: CodedField.allCases.count)
    }

    /// Takes columns that were saved, which the caller has checked.
    init(
        rows: Int,
        ids: [Int64],
        live: [UInt64],
        text: [UInt8],
        offsets: [UInt32],
        classes: [UInt64],
        moments: [MomentColumn],
        codes: [CodeColumn]
    ) {
        self.rows = rows
        self.ids = ids
        self.live = live
        self.text = text
        self.offsets = offsets
        self.classes = classes
        self.moments = moments
        self.codes = codes
    }

    // MARK: Reading

    /// Words of a set of rows in which a lead may be.
    var usedWords: Int { (rows + 63) / 64 }

    func holdsLead(_ row: Int) -> Bool { live[row >> 6] >> UInt64(row & 63) & 1 == 1 }

    func textRange(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

    func code(_ field: CodedField, _ row: Int) -> UInt32 { codes[field.rawValue][row] }

    // MARK: Changing

    /// Puts a lead in a row that is used already or the next one.
    mutating func put(_ lead: EncodedLead, at row: Int) {
        let isNew = row == rows
        if isNew {
            offsets[row + 1] = offsets[row]
            rows += 1
        }
        if ids[row] != lead.id.rawValue { ids[row] = lead.id.rawValue }
        if !holdsLead(row) { live[row >> 6] |= 1 << UInt64(row & 63) }
        replaceText(of: row, with: lead.text)
        // Writes only what differs, for a write copies a column that somebody reads.
        for column in moments.indices where moments[column][row].bitPattern != lead.moments[column].bitPattern {
            moments[column].set(lead.moments[column], at: row)
        }
        for column in codes.indices where codes[column][row] != lead.codes[column] {
            codes[column].set(lead.codes[column], at: row)
        }
        if isNew, rows == Self.capacity { dropSpareRoom() }
    }

    /// A text that grew row by row has room for up to as much again, which a chunk that is full does not need.
    private mutating func dropSpareRoom() { text = text.withUnsafeBufferPointer { Array($0) } }

    mutating func clear(_ row: Int) {
        put(
            EncodedLead(id: Lead.ID(0), text: [], moments: SIMD4(repeating: .nan), codes: .zero),
            at: row
        )
        live[row >> 6] &= ~(1 << UInt64(row & 63))
    }

    private mutating func replaceText(of row: Int, with new: [UInt8]) {
        let range = textRange(row)
        guard !text[range].elementsEqual(new) else { return }
        text.replaceSubrange(range, with: new)
        classes[row] = LeadText.classes(of: new)
        let change = new.count - range.count
        guard change != 0 else { return }
        for index in row + 1...rows { offsets[index] = UInt32(Int(offsets[index]) + change) }
    }
}
