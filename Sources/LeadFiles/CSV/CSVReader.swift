/// Reads a table of separated values as programs and people really save it.
///
/// Encoding, separator and line ends are found out; memory is bounded however long the file is. What RFC 4180 leaves open
/// is read as people mean it; a row that could be read in two ways says so, and the rows after it are read on.
package struct CSVReader {
    /// One row that is not blank.
    package struct Record: Hashable, Sendable {
        /// Where it begins, counted from 1; a quoted cell may span lines.
        package let line: Int
        /// As they stand in the file, only without quotes.
        package let cells: [String]
        /// Something stands behind the closing quote of a cell.
        package let hasTextBehindQuote: Bool
    }

    /// Gives the next bytes of the file, none at its end.
    package typealias Source = () throws(CSVError) -> [UInt8]

    /// In bytes: far above any lead, far below what hurts.
    package static let longestRecord = 1 << 20
    package static let mostColumns = 1_000
    private static let headLength = 1 << 16
    /// So many zeros pad no file; a device gives them without end.
    private static let mostZeros = 1 << 24

    package let encoding: TextEncoding
    package let separator: CSVSeparator
    /// Rows without text that were passed over so far.
    package private(set) var blankRows = 0
    /// True once a row was no UTF-8 and was read as Windows-1252: an older code page would show in its accents.
    package private(set) var hasOldText = false
    /// True once a row held what a program leaves that could not read an accent, or read it in another encoding: `Jos�`, `JosÃ©`.
    package private(set) var hasDamagedText = false

    private let source: Source
    private var transcoder: UTF16Transcoder?
    private var buffer: [UInt8] = []
    private var position = 0
    private var line = 1
    private var zeros = 0
    /// The cells of the row being read, one behind the other, and where each ends.
    private var text: [UInt8] = []
    private var ends: [Int] = []

    /// Reads the beginning of the file and finds out how it is written.
    ///
    /// - Throws: ``CSVError``, also for what is no text at all.
    package init(_ source: @escaping Source) throws(CSVError) {
        self.source = source
        var head: [UInt8] = []
        while head.count < Self.headLength {
            let more = try source()
            if more.isEmpty { break }
            head += more
        }
        let (encoding, markLength) = try TextEncoding.detect(head)
        self.encoding = encoding
        buffer = Array(head.dropFirst(markLength))
        if encoding != .bytes {
            var transcoder = UTF16Transcoder(isBigEndian: encoding == .utf16BigEndian)
            buffer = transcoder.transcode(buffer)
            self.transcoder = transcoder
        }
        let announced = CSVSeparator.announced(buffer.prefix(16))
        separator = announced?.separator ?? CSVSeparator.guess(buffer)
        if let announced {
            position = announced.length
            line = 2
        }
    }

    /// Reads a table that is in memory.
    package init(bytes: [UInt8]) throws(CSVError) {
        var rest = bytes
        try self.init {
            defer { rest = [] }
            return rest
        }
    }

    /// The next row that has text; `nil` at the end.
    package mutating func next() throws(CSVError) -> Record? {
        while let record = try readRecord() {
            if record.cells.contains(where: { !CellText.isBlank($0) }) { return record }
            blankRows += 1
        }
        return nil
    }
}

// MARK: - Rows

extension CSVReader {
    private enum State {
        /// Nothing of the cell yet, or only blanks.
        case start
        case plain
        case quoted(since: Int)
        /// A quote inside quotes: the end of the cell, or one half of a quote that is meant.
        case quoteSeen(since: Int)
    }

    private mutating func readRecord() throws(CSVError) -> Record? {
        text.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        let start = line
        var state = State.start
        var hasTextBehindQuote = false
        var isEmpty = true
        reading: while let byte = try nextByte() {
            isEmpty = false
            switch state {
            case .quoted(let since):
                if byte == UInt8(ascii: "\"") { state = .quoteSeen(since: since) } else { try appendQuoted(byte) }
                guard text.count <= Self.longestRecord else { throw .endlessRow(line: since) }
            case .quoteSeen(let since) where byte == UInt8(ascii: "\""):
                text.append(byte)
                state = .quoted(since: since)
            case .start, .plain, .quoteSeen:
                if byte == 0x0A || byte == 0x0D {
                    try endLine(byte)
                    break reading
                }
                if byte == separator.rawValue {
                    try endCell(start)
                    state = .start
                } else {
                    try take(byte, &state, &hasTextBehindQuote)
                }
                guard text.count <= Self.longestRecord else { throw .endlessRow(line: start) }
            }
        }
        if case .quoted(let since) = state { throw .unclosedQuote(line: since) }
        guard !isEmpty else { return nil }
        ends.append(text.count)
        return Record(line: start, cells: cells(), hasTextBehindQuote: hasTextBehindQuote)
    }

    /// A byte of a cell that is neither quoted nor over.
    private mutating func take(_ byte: UInt8, _ state: inout State, _ hasTextBehindQuote: inout Bool) throws(CSVError) {
        // Some programs fill the end of a file or of a field with zeros.
        guard byte != 0 else { return try passZero() }
        let isSpace = byte == 0x20 || byte == 0x09
        switch state {
        case .start where byte == UInt8(ascii: "\""):
            // Blanks between separator and quote are the hand's of a person.
            text.removeSubrange((ends.last ?? 0)...)
            state = .quoted(since: line)
        case .start:
            text.append(byte)
            if !isSpace { state = .plain }
        case .plain: text.append(byte)
        case .quoteSeen:
            if isSpace { return }
            hasTextBehindQuote = true
            text.append(byte)
            state = .plain
        case .quoted: break
        }
    }

    private mutating func passZero() throws(CSVError) {
        zeros += 1
        guard zeros <= Self.mostZeros else { throw .foreign(.binary) }
    }

    private mutating func appendQuoted(_ byte: UInt8) throws(CSVError) {
        guard byte != 0 else { return try passZero() }
        text.append(byte)
        if byte == 0x0A {
            line += 1
        } else if byte == 0x0D, try peek() != 0x0A {
            line += 1
        }
    }

    private mutating func endCell(_ start: Int) throws(CSVError) {
        ends.append(text.count)
        guard ends.count < Self.mostColumns else { throw .tooManyColumns(line: start) }
    }

    /// A line ends in LF, in CR and LF, or in CR alone.
    private mutating func endLine(_ byte: UInt8) throws(CSVError) {
        line += 1
        if byte == 0x0D, try peek() == 0x0A { position += 1 }
    }

    private mutating func cells() -> [String] {
        if !hasDamagedText { hasDamagedText = isDamaged }
        var start = 0
        var cells: [String] = []
        cells.reserveCapacity(ends.count)
        for end in ends {
            guard let cell = String(validating: text[start..<end], as: UTF8.self) else {
                hasOldText = true
                return oldCells()
            }
            cells.append(cell)
            start = end
        }
        return cells
    }

    /// U+FFFD, or the two bytes of a letter with an accent as two letters, in the row being read.
    private var isDamaged: Bool {
        for (place, byte) in text.enumerated() where byte == 0xEF || byte == 0xC3 {
            let rest = text[(place + 1)...].prefix(3)
            if byte == 0xEF, rest.starts(with: [0xBF, 0xBD]) { return true }
            guard byte == 0xC3, rest.count == 3, rest.starts(with: [0x83, 0xC2]) || rest.starts(with: [0x82, 0xC2])
            else {
                continue
            }
            return true
        }
        return false
    }

    private func oldCells() -> [String] {
        var start = 0
        return ends.map { end in
            defer { start = end }
            return Windows1252.text(text[start..<end])
        }
    }

    // MARK: Bytes

    private mutating func nextByte() throws(CSVError) -> UInt8? {
        guard let byte = try peek() else { return nil }
        position += 1
        return byte
    }

    private mutating func peek() throws(CSVError) -> UInt8? {
        if position >= buffer.count {
            guard try refill() else { return nil }
        }
        return buffer[position]
    }

    /// - Returns: `false` at the end of the file.
    private mutating func refill() throws(CSVError) -> Bool {
        repeat {
            let more = try source()
            if more.isEmpty { return false }
            // One byte may be half a character; then there is nothing to read yet.
            buffer = transcoder?.transcode(more) ?? more
            position = 0
        } while buffer.isEmpty
        return true
    }
}
