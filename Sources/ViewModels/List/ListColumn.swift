import Leads

/// What the list can show of each lead.
package enum ListColumn: String, Hashable, Sendable, CaseIterable {
    case wait, name, flag, stage, score, type, touch, next, source, owner, tags, phone
}

/// The columns of the list as a person wants them: which, in which order, how wide.
///
/// Written as words, `wait name:24 stage tags`; a number is a width in cells. A column that does not fit is left out, the
/// last one first.
package struct ListColumnChoice: Hashable, Sendable, Codable {
    package struct Entry: Hashable, Sendable {
        package var column: ListColumn
        /// Cells; `nil` is Foyer's own width, which for the name is what the others leave.
        package var width: Int?

        package init(_ column: ListColumn, width: Int? = nil) {
            self.column = column
            self.width = width
        }
    }

    package let entries: [Entry]

    /// Cells that a column can be given.
    package static let widths = 2...60

    /// - Throws: ``Problem`` for a column that there is not, twice, or too wide, and for a list without names.
    package init(_ words: [String]) throws(Problem) {
        var entries: [Entry] = []
        for word in words {
            let entry = try Self.entry(word)
            guard !entries.contains(where: { $0.column == entry.column }) else { throw .twice(entry.column) }
            entries.append(entry)
        }
        // Without its name nobody knows whom a key acts on.
        guard entries.contains(where: { $0.column == .name }) else { throw .noName }
        self.entries = entries
    }

    /// Why words are no choice of columns.
    package enum Problem: Error, Hashable {
        case unknown(String)
        case width(ListColumn, String)
        case twice(ListColumn)
        case noName

        /// A whole sentence, with what to write instead.
        package var sentence: String {
            switch self {
            case .unknown(let word):
                let names = ListColumn.allCases.map(\.rawValue)
                let nearest = NearestSpelling.of(word, among: names).map { "Did you mean “\($0)”?" }
                return "There is no column “\(word)”. " + (nearest ?? "There are \(names.joined(separator: ", ")).")
            case .width(let column, let text):
                return "“\(column.rawValue):\(text)” has no width. It takes 2 to 60 cells, as \(column.rawValue):12."
            case .twice(let column): return "The column “\(column.rawValue)” stands there twice."
            case .noName: return "Without the column “name” nobody knows whom a key acts on. Add it."
            }
        }
    }

    private static func entry(_ word: String) throws(Problem) -> Entry {
        let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, let column = ListColumn(rawValue: name.lowercased()) else {
            throw .unknown(parts.first ?? word)
        }
        guard parts.count > 1 else { return Entry(column) }
        guard let width = Int(parts[1]), widths.contains(width) else { throw .width(column, parts[1]) }
        return Entry(column, width: width)
    }

    /// As the person wrote them.
    package var words: [String] {
        entries.map { entry in entry.width.map { "\(entry.column.rawValue):\($0)" } ?? entry.column.rawValue }
    }

    // What was remembered is checked like what was typed.
    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode([String].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(words)
    }
}
