/// A section without a name, such as `[=]`, `[größe]` or a bracket alone on its line.
///
/// The parser of TOMLKit takes for granted that a name begins behind the bracket, and ends the process where none does;
/// so these are looked for before it reads. https://toml.io/en/v1.0.0#keys says what a name is.
struct NamelessSection {
    /// Counted from 1.
    let line: Int
    /// What stands before that line, in bytes of UTF-8.
    let before: Int

    /// The first one of a text; `nil` when there is none.
    init?(in text: String) {
        var scan = Scan(bytes: Array(text.utf8))
        guard scan.findNameless() else { return nil }
        line = scan.line
        before = scan.lineStart
    }

    private struct Scan {
        let bytes: [UInt8]
        var place = 0
        var line = 1
        var lineStart = 0
        /// Nothing but blanks so far, so that a bracket opens a section.
        var isAtStart = true

        mutating func findNameless() -> Bool {
            while let byte = self[place] {
                switch byte {
                case UInt8(ascii: "\n"): endLine()
                case UInt8(ascii: "#"): while let next = self[place], next != UInt8(ascii: "\n") { place += 1 }
                case UInt8(ascii: "\""), UInt8(ascii: "'"):
                    isAtStart = false
                    skipString(byte)
                case UInt8(ascii: "[") where isAtStart:
                    guard hasName else { return true }
                    isAtStart = false
                    place += 1
                default:
                    // Blanks of other scripts are blanks to the parser too.
                    if !Self.isBlank(byte), byte < 0x80 { isAtStart = false }
                    place += 1
                }
            }
            return false
        }

        private subscript(place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }

        private mutating func endLine() {
            place += 1
            line += 1
            lineStart = place
            isAtStart = true
        }

        /// Whether the parser survives what stands behind the bracket.
        private var hasName: Bool {
            var next = place + 1
            if self[next] == UInt8(ascii: "[") {
                next += 1
            } else if let byte = self[next], Self.isBlank(byte) {
                next = afterBlanks(next)
                // It has words for brackets with blanks between them.
                if self[next] == UInt8(ascii: "[") { return true }
            }
            guard let byte = self[afterBlanks(next)] else { return true }
            return switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "\""),
                UInt8(ascii: "'"), UInt8(ascii: "]"):
                true
            default: false
            }
        }

        private func afterBlanks(_ start: Int) -> Int {
            var place = start
            while let byte = self[place], Self.isBlank(byte) { place += 1 }
            return place
        }

        private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

        private mutating func skipString(_ quote: UInt8) {
            let isLong = self[place + 1] == quote && self[place + 2] == quote
            place += isLong ? 3 : 1
            while let byte = self[place] {
                if byte == UInt8(ascii: "\n") {
                    // The parser tells of a string that does not end on its line.
                    guard isLong else { return }
                    endLine()
                    isAtStart = false
                } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                    place += self[place + 1] == UInt8(ascii: "\n") ? 1 : 2
                } else if byte != quote {
                    place += 1
                } else if !isLong {
                    place += 1
                    return
                } else if self[place + 1] == quote, self[place + 2] == quote {
                    place += 3
                    // Two more quotes at the end belong to the text.
                    for _ in 0..<2 where self[place] == quote { place += 1 }
                    return
                } else {
                    place += 1
                }
            }
        }
    }
}
