import Leads

/// Yes and no, as people and programs write them.
enum YesNoCell {
    /// - Returns: `nil` for an empty cell.
    /// - Throws: ``CellProblem/neitherYesNorNo(_:)``: whether somebody may be reached is nothing to guess at.
    static func read(_ cell: String) throws(CellProblem) -> Bool? {
        let text = CellText.compact(cell)
        if text.isEmpty || CellText.isPlaceholder(text) { return nil }
        let word = text.lowercased()
        if yes.contains(word) { return true }
        if no.contains(word) { return false }
        throw .neitherYesNorNo(text)
    }

    private static let yes: Set<String> = [
        "yes", "y", "true", "t", "1", "1.0", "x", "✓", "✔", "on", "checked", "opted out", "opted-out", "optout",
        "opt-out",
        "opt out", "unsubscribed", "dnc", "do not call", "do not contact", "do not text", "do not email", "listed",
        "blocked", "registered", "stop",
    ]

    private static let no: Set<String> = [
        "no", "n", "false", "f", "0", "0.0", "off", "unchecked", "ok", "okay", "subscribed", "opted in", "opted-in",
        "opt in", "opt-in", "clean", "not listed", "allowed", "callable",
    ]
}
