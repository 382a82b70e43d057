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
    /// A pipe or a device has given more than ``CSVFile/longest`` bytes, and goes on.
    case endless(path: String)
    /// Nobody writes into a pipe.
    case silentPipe(path: String)
    /// More than `limit`, see ``ImportPlanner/mostRows``; `line` is the first that is too many.
    case tooManyRows(line: Int, limit: Int)

    /// What stands in place of the table, told by its first bytes.
    package enum Format: Hashable, Sendable {
        case gzip, archive, spreadsheet, pdf, webPage, xml, utf32, json, card, richText, binary
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
        case .endless(let path):
            "\(path) has given more than \(CSVFile.longest / 1_000_000) MB, which is what one import takes, and goes on. Cut it "
                + "into several files, each with the first line."
        case .silentPipe(let path):
            "\(path) is a pipe, and nobody has written into it for \(CSVFile.patience) s. Start what writes into it first."
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
        case .archive: "The file is packed. Unpack it first, and name the table that is in it."
        case .spreadsheet: "The file is a spreadsheet. Save it as “CSV UTF-8” in Excel, Numbers or Google Sheets."
        case .pdf: "The file is a PDF. Export the table as CSV where it came from."
        case .webPage:
            "The file is a web page: of a login that had run out, or a table saved as one. Export it again, or save the "
                + "table as “CSV UTF-8”."
        case .xml:
            "The file is XML, not a table. Save it as “CSV UTF-8” in Excel, or export it as CSV where it came from."
        case .json: "The file is JSON, not a table. Export it as CSV where it came from."
        case .card:
            "The file holds contact cards (vCard), not a table. Export it as CSV, such as from Google Contacts, where cards can be "
                + "taken in."
        case .richText: "The file is a document (RTF), not a table. Save it as “CSV UTF-8”."
        case .binary: "The file is no text, such as a picture or a program. Export the table as CSV where it came from."
        case .utf32: "The file is UTF-32 text. Save it as UTF-8."
        }
    }
}
