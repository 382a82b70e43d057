/// Writes tables that ``CSVReader`` and every spreadsheet read back (RFC 4180: commas, CRLF, quotes where needed).
package enum CSVWriter {
    /// One row with its line end; formulas are guarded, and characters that no table can hold (U+0000) left out.
    package static func row(_ cells: [String]) -> String {
        cells.map { quoted(FormulaGuard.guarded($0)) }.joined(separator: ",") + "\r\n"
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: isSpecial) || hasOuterBlank(cell) else { return cell }
        var text = "\""
        for scalar in cell.unicodeScalars where scalar != "\0" {
            if scalar == "\"" { text.unicodeScalars.append("\"") }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }

    /// The separators of other countries too: there a spreadsheet would cut the cell at them.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, 0x0A, 0x0D, 0x00: true
        default: false
        }
    }

    private static func hasOuterBlank(_ cell: String) -> Bool {
        cell.utf8.first == 0x20 || cell.utf8.last == 0x20
    }
}
