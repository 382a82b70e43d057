/// Why a file of leads cannot be read as a whole.
package enum CSVError: Error, Hashable, Sendable {
    /// The system refuses; `reason` is its own word.
    case unreadable(path: String, reason: String)
    case folder(path: String)
    case foreign(Format)
    /// Nothing but blank rows.
    case empty
    /// A quote that opens on this line is never closed.
    case unclosedQuote(line: Int)
    /// One row goes on for more than ``CSVReader/longestRecord`` bytes.
    case endlessRow(line: Int)
    case tooManyColumns(line: Int)
    /// More than ``CSVFile/longest`` bytes.
    case tooLong(path: String, bytes: Int64)
    /// More than `limit`, see ``ImportPlanner/mostRows``; `line` is the first that is too many.
    case tooManyRows(line: Int, limit: Int)

    /// What stands in place of the table, told by its first bytes.
    package enum Format: Hashable, Sendable {
        case gzip, spreadsheet, pdf, webPage, xml, utf32, json
    }

    /// What failed, why, and what to do next.
    package var sentence: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) cannot be read (\(reason)). Check the name and its rights."
        case .folder(let path): "\(path) is a folder. Name the file in it."
        case .foreign(let format): format.sentence
        case .empty: "The file is empty. Export it again."
        case .unclosedQuote(let line):
            "A quotation mark opens on line \(line) and never closes, so the rest of the file would be one cell. Close it, "
                + "or write it twice."
        case .endlessRow(let line):
            "The row of line \(line) is longer than 1 MB. A quotation mark in it is probably never closed."
        case .tooManyColumns(let line): "The row of line \(line) has more than \(CSVReader.mostColumns) columns."
        case .tooLong(let path, let bytes):
            "\(path) has \(bytes / 1_000_000) MB; one import takes \(CSVFile.longest / 1_000_000) MB. Cut it into several files, "
                + "each with the first line."
        case .tooManyRows(let line, let limit):
            "One import takes \(limit) rows, and line \(line) is beyond them. Cut the file into several, each "
                + "with the first line; what was read up to here counts."
        }
    }
}

extension CSVError.Format {
    fileprivate var sentence: String {
        switch self {
        case .gzip: "The file is packed (gzip). Unpack it first: gunzip FILE."
        case .spreadsheet: "The file is a spreadsheet. Save it as “CSV UTF-8” in Excel, Numbers or Google Sheets."
        case .pdf: "The file is a PDF. Export the table as CSV where it came from."
        case .webPage:
            "The file is a web page: of a login that had run out, or a table saved as one. Export it again, or save the "
                + "table as “CSV UTF-8”."
        case .xml:
            "The file is XML, not a table. Save it as “CSV UTF-8” in Excel, or export it as CSV where it came from."
        case .json: "The file is JSON, not a table. Export it as CSV where it came from."
        case .utf32: "The file is UTF-32 text. Save it as UTF-8."
        }
    }
}
