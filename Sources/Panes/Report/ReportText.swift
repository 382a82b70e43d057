package import FoundationEssentials
package import Leads
import Terminal

/// A report as lines: for the overlay in its roles, for the command line as plain text.
package struct ReportText {
    let lines: [[Canvas.Piece]]

    /// Lines of `width` cells, of which bars take what the columns leave; `offset` is in seconds east of Greenwich.
    package init(_ report: Report, width: Int, glyphs: Glyphs, now: Date, offset: (Date) -> Int) {
        let cells = report.rows.map { row in row.map { Self.words($0, now, offset) } }
        let widths = report.columns.indices.map { column in
            let longest = (cells.map { $0[column] } + [report.columns[column].heading]).map(TextWidth.cells).max() ?? 0
            return min(longest, Self.widest)
        }
        let isNumber = report.columns.indices.map { column in report.rows.contains { $0[column].isNumber } }
        let taken = widths.reduce(0) { $0 + $1 + 2 }
        let bar = ReportBar(report, width: min(40, width - taken), glyphs: glyphs)
        let table = cells.enumerated().map { index, row in
            let pieces = row.indices.map { column in
                let text = Self.aligned(row[column], to: widths[column], toTheRight: isNumber[column])
                return Canvas.Piece(text + "  ", column == 0 ? .strong : .text)
            }
            return pieces + [Canvas.Piece(bar.text(of: report.rows[index]), .accent)]
        }
        let head = report.columns.indices.map { column in
            let heading = report.columns[column].heading
            return Canvas.Piece(Self.aligned(heading, to: widths[column], toTheRight: isNumber[column]) + "  ", .muted)
        }
        let trend = report.trend.map { [[], Self.line($0, glyphs)] } ?? []
        let remarks = report.remarks.flatMap { remark in
            TextWrap.lines(remark, width: max(20, width)).map { [Canvas.Piece($0, .muted)] }
        }
        lines =
            (table.isEmpty ? [[Canvas.Piece("Nothing to tell.", .muted)]] : [head] + table) + trend
            + (remarks.isEmpty ? [] : [[]] + remarks)
    }

    /// The lines without blanks at their ends.
    package var plain: [String] {
        lines.map { line in
            var text = line.map(\.text).joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    /// Wider cells are cut, so that figures and bars stay in sight.
    private static let widest = 32

    private static func aligned(_ text: String, to width: Int, toTheRight: Bool) -> String {
        guard toTheRight else { return TextWidth.pad(text, to: width) }
        let clipped = TextWidth.clip(text, to: width)
        return String(repeating: " ", count: max(0, width - TextWidth.cells(of: clipped))) + clipped
    }

    private static func words(_ cell: Report.Cell, _ now: Date, _ offset: (Date) -> Int) -> String {
        switch cell {
        case .none: ""
        case .text(let text): CleanText.clean(text)
        case .id(let id): String(id)
        case .count(let count): String(count)
        case .share(let share): percent(share)
        case .time(let seconds): SpanWords.text(seconds)
        case .moment(let date): Formatters.moment(date, now: now, offset: offset)
        }
    }

    /// `42 %`, below ten with a decimal place: `0.4 %`.
    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1_000).rounded())
        return tenths < 100 && tenths % 10 != 0 ? "\(tenths / 10).\(tenths % 10) %" : "\((tenths + 5) / 10) %"
    }

    private static func line(_ trend: Report.Trend, _ glyphs: Glyphs) -> [Canvas.Piece] {
        let top = max(trend.values.compactMap(\.self).max() ?? 0, .leastNonzeroMagnitude)
        let signs = trend.values.map { value in value.map { glyphs.spark($0 / top) } ?? " " }.joined()
        return [Canvas.Piece(signs, .accent), Canvas.Piece("  \(trend.words)", .muted)]
    }
}

/// Bars of one length scale.
private struct ReportBar {
    private let column: Int?
    private let width: Int
    private let top: Double
    private let glyphs: Glyphs

    init(_ report: Report, width: Int, glyphs: Glyphs) {
        // A bar of a few cells tells nothing.
        column = width >= 6 ? report.bar : nil
        self.width = width
        self.glyphs = glyphs
        top = report.bar.flatMap { bar in report.rows.map { $0[bar].size }.max() } ?? 0
    }

    func text(of row: [Report.Cell]) -> String {
        guard let column, top > 0 else { return "" }
        return glyphs.bar(row[column].size / top, width: width)
    }
}

extension Glyphs {
    /// A bar of at most `width` cells for a part of 0 to 1; what is not nothing is seen.
    func bar(_ part: Double, width: Int) -> String {
        let eighths = Int((min(max(0, part), 1) * Double(width * 8)).rounded())
        if isASCII { return String(repeating: "#", count: part > 0 ? max(1, (eighths + 4) / 8) : 0) }
        let seen = part > 0 ? max(1, eighths) : 0
        let rests = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: seen / 8) + rests[seen % 8]
    }

    /// One cell for a part of 0 to 1.
    func spark(_ part: Double) -> String {
        let steps = isASCII ? [".", ":", "-", "=", "+", "*", "%", "#"] : ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        return steps[Int((min(max(0, part), 1) * 7).rounded())]
    }
}

extension Report.Cell {
    fileprivate var isNumber: Bool {
        switch self {
        case .id, .count, .share, .time: true
        case .none, .text, .moment: false
        }
    }
}
