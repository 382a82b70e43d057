/// What a cell with a list held, and what of it could not be taken.
struct CellReading: Hashable, Sendable {
    var values: [String] = []
    var problems: [CellProblem] = []

    /// Adds a value that is not there yet, whatever the case of its letters.
    mutating func add(_ value: String) {
        guard !values.contains(where: { $0.lowercased() == value.lowercased() }) else { return }
        values.append(value)
    }
}

/// Lists of words in one cell.
enum ListCell {
    /// Parted by `;`, `|` or line breaks, and by commas where none of these stands.
    static func words(_ cell: String) -> [String] {
        let text = CellText.clean(cell)
        let isStrong = { (character: Character) in character.isNewline || character == ";" || character == "|" }
        let parts = text.contains(where: isStrong) ? text.split(whereSeparator: isStrong) : text.split(separator: ",")
        return parts.map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }
    }
}
