/// Keeps a spreadsheet from running what a stranger typed into a web form.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it, as a person types to say "text".
/// Source: OWASP, CSV Injection.
package enum FormulaGuard {
    /// The cell with its guard, where it needs one.
    package static func guarded(_ cell: String) -> String { isFormula(cell) ? "'" + cell : cell }

    /// The cell as it was before ``guarded(_:)``.
    package static func unguarded(_ cell: String) -> String {
        guard cell.utf8.first == UInt8(ascii: "'") else { return cell }
        let rest = String(cell.unicodeScalars.dropFirst())
        return isFormula(rest) ? rest : cell
    }

    /// Apostrophes before a formula count with it, so that taking off one guard gives back exactly what was guarded; so
    /// do blanks, which some programs take off before they look.
    private static func isFormula(_ cell: String) -> Bool {
        // As most cells begin; no mark that starts a formula is among them, and none stands behind them.
        if let first = cell.utf8.first, isLetterOrDigit(first) { return false }
        let text = cell.unicodeScalars.drop { $0 == "'" }.drop { $0.properties.generalCategory == .spaceSeparator }
        guard let first = text.first, starts.contains(first) else { return false }
        return !(text.startIndex == cell.unicodeScalars.startIndex && isNegativeNumber(cell))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Beside what Excel reads, the wide signs that it reads the same in East Asian editions.
    private static let starts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    private static func isNegativeNumber(_ cell: String) -> Bool {
        guard cell.utf8.first == UInt8(ascii: "-") else { return false }
        let parts = cell.utf8.dropFirst().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }
    }
}
