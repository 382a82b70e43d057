import ArgumentParser
import Leads

/// How a command prints what it found.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people: columns as wide as their widest cell.
    case table
    /// One array, or one object of a command that shows one thing.
    case json
    /// An object a line.
    case jsonl
    /// For spreadsheets: formulas are guarded.
    case csv
    /// For `cut` and `awk`: no quotes, tabs and line ends in a cell become blanks.
    case tsv
}

/// Options of every command that prints.
struct PrintingOptions: ParsableArguments {
    @Option(help: "\(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format = OutputFormat.table

    @Option(
        help: "What to print, in this order: names as --format json has them, parted by commas.",
        completion: LiveWords.columns
    )
    var columns: String?

    @Flag(help: "Leave the names of the columns out of table, csv and tsv.")
    var noHeader = false

    @Flag(help: "Write ids as strings in json and jsonl, for programs that round numbers above 2^53, such as jq 1.6.")
    var idsAsStrings = false

    /// Whether somebody has asked for one of these columns by name.
    func namesColumn(of names: [String]) -> Bool {
        let wanted = columns?.split(separator: ",").map { String($0).trimmed.lowercased() } ?? []
        return names.contains { wanted.contains($0.lowercased()) }
    }

    /// True when nobody has chosen columns or another form of ids.
    var isUsual: Bool { columns == nil && !idsAsStrings }
}
