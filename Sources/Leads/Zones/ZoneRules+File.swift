extension ZoneRules {
    /// Reads a file of the time zone database; `nil` when it is damaged.
    ///
    /// Shape: RFC 8536. A first block with 32-bit times, which is passed over, then one with 64-bit times and a rule
    /// for the years to come. A file of version 1 has the first block only.
    init?(file bytes: [UInt8]) {
        guard let old = Header(bytes, at: 0) else { return nil }
        guard old.version >= UInt8(ascii: "2") else {
            guard let block = Block(bytes, old, timeLength: 4) else { return nil }
            self.init(transitions: block.transitions, offsets: block.offsets, firstOffset: block.firstOffset)
            return
        }
        guard let header = Header(bytes, at: old.end(timeLength: 4)), let block = Block(bytes, header, timeLength: 8)
        else { return nil }
        let footer = bytes[header.end(timeLength: 8)...].split(separator: UInt8(ascii: "\n")).first ?? []
        self.init(
            transitions: block.transitions,
            offsets: block.offsets,
            firstOffset: block.firstOffset,
            rule: PosixZoneRule(String(decoding: footer, as: UTF8.self))
        )
    }

    /// The counts at the head of a block.
    private struct Header {
        static let length = 44
        let version: UInt8
        let start: Int
        /// In the order of the file: UT marks, standard marks, leap seconds, transitions, types, letters.
        let counts: [Int]

        init?(_ bytes: [UInt8], at start: Int) {
            guard start >= 0, start + Self.length <= bytes.count, bytes[start...].starts(with: "TZif".utf8) else {
                return nil
            }
            version = bytes[start + 4]
            self.start = start
            counts = (0..<6).map { Int(bytes.number(at: start + 20 + $0 * 4, length: 4)) }
            // No zone comes near this; a damaged count would.
            guard counts.allSatisfy({ (0...100_000).contains($0) }), counts[4] > 0 else { return nil }
        }

        var body: Int { start + Self.length }

        func end(timeLength: Int) -> Int {
            body + counts[3] * (timeLength + 1) + counts[4] * 6 + counts[5] + counts[2] * (timeLength + 4) + counts[1]
                + counts[0]
        }
    }

    /// The transitions of a block.
    private struct Block {
        let transitions: [Int64]
        let offsets: [Int]
        let firstOffset: Int

        init?(_ bytes: [UInt8], _ header: Header, timeLength: Int) {
            guard header.end(timeLength: timeLength) <= bytes.count else { return nil }
            let kinds = header.body + header.counts[3] * timeLength
            let types = kinds + header.counts[3]
            let offsetsOfTypes = (0..<header.counts[4]).map { Int(bytes.number(at: types + $0 * 6, length: 4)) }
            let indices = bytes[kinds..<types].map(Int.init)
            guard indices.allSatisfy(offsetsOfTypes.indices.contains) else { return nil }
            transitions = (0..<header.counts[3]).map {
                bytes.number(at: header.body + $0 * timeLength, length: timeLength)
            }
            offsets = indices.map { offsetsOfTypes[$0] }
            firstOffset = offsetsOfTypes[0]
            // RFC 8536 allows offsets of about a day at most, and ascending times only.
            guard offsetsOfTypes.allSatisfy({ abs($0) < 100_000 }),
                zip(transitions, transitions.dropFirst()).allSatisfy({ $0 < $1 })
            else { return nil }
        }
    }
}

extension [UInt8] {
    /// A signed big-endian number of four or eight bytes, which have to be there.
    fileprivate func number(at start: Int, length: Int) -> Int64 {
        let bits = self[start..<start + length].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return length == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
    }
}
