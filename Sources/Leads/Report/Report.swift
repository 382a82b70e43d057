package import FoundationEssentials

/// A report as a table: the same on the screen, in CSV and in JSON.
package struct Report: Hashable, Sendable {
    package var name: ReportName
    package var columns: [Column]
    /// As many cells in each row as there are columns.
    package var rows: [[Cell]]
    /// What is shown as a bar; `nil` for none.
    package var bar: Int?
    /// Values over time for a sparkline, the oldest first.
    package var trend: Trend?
    /// Sentences that belong to the figures.
    package var remarks: [String]

    package init(
        _ name: ReportName,
        columns: [Column],
        rows: [[Cell]],
        bar: Int? = nil,
        trend: Trend? = nil,
        remarks: [String] = []
    ) {
        self.name = name
        self.columns = columns
        self.rows = rows
        self.bar = bar
        self.trend = trend
        self.remarks = remarks
    }

    /// A column of the table.
    package struct Column: Hashable, Sendable {
        /// As JSON and CSV have it.
        package var name: String
        /// Above the column in a table.
        package var heading: String

        package init(_ name: String, _ heading: String) {
            self.name = name
            self.heading = heading
        }
    }

    package enum Cell: Hashable, Sendable {
        case none
        case text(String)
        case id(Int64)
        case count(Int)
        /// From 0 to 1.
        case share(Double)
        /// In seconds.
        case time(Double)
        case moment(Date)

        static func share(_ part: Int, of whole: Int) -> Cell {
            whole > 0 ? .share(Double(part) / Double(whole)) : .none
        }

        static func time(_ seconds: Double?) -> Cell { seconds.map { .time($0) } ?? .none }

        /// What a bar shows of it.
        package var size: Double {
            switch self {
            case .none, .text, .id, .moment: 0
            case .count(let count): Double(count)
            case .share(let share): share
            case .time(let seconds): seconds
            }
        }
    }

    package struct Trend: Hashable, Sendable {
        /// What the values are, such as `answered in 5 min, by day`.
        package var words: String
        /// `nil` where there is nothing to tell.
        package var values: [Double?]

        package init(_ words: String, _ values: [Double?]) {
            self.words = words
            self.values = values
        }
    }
}
