/// Decides row by row what an import would do; asks nobody and changes nothing.
///
/// ```swift
/// var reader = try CSVFile(path: path).reader()
/// var planner = try ImportPlanner(&reader, stages: stages) { lead, line in … }
/// while let line = try planner.next(&reader) { … }
/// ```
package struct ImportPlanner {
    /// Says whom a lead of the file is the same as, or shares a household with; `line` is where it stands.
    ///
    /// It sees every lead that can be made, in the order of the file, so it may remember them.
    package typealias Acquaintance = (_ lead: ImportedLead, _ line: Int) -> ImportLine.Relation

    /// The people of so many rows are remembered, in some hundred bytes each.
    package static let mostRows = 2_000_000

    package let header: HeaderMap
    package private(set) var summary = ImportSummary()
    private let stages: [String]
    private let relation: Acquaintance
    private var rows = 0
    private let mostRows: Int

    /// Reads the first row of the file and maps its columns by ``HeaderMap``.
    ///
    /// `stages` are the team's own names: a stage of the file is matched to one whatever its case. Empty takes any.
    ///
    /// - Throws: ``ImportError``.
    package init(
        _ reader: inout CSVReader,
        stages: [String] = [],
        choices: [String: LeadField?] = [:],
        atMost mostRows: Int = mostRows,
        relation: @escaping Acquaintance = { _, _ in .stranger }
    ) throws(ImportError) {
        header = try Self.header(&reader, choices)
        self.stages = stages
        self.mostRows = mostRows
        self.relation = relation
    }

    private static func header(
        _ reader: inout CSVReader,
        _ choices: [String: LeadField?]
    ) throws(ImportError) -> HeaderMap {
        let first: CSVReader.Record?
        do throws(CSVError) { first = try reader.next() } catch { throw .file(error) }
        guard let first else { throw .file(.empty) }
        do throws(HeaderError) {
            return try HeaderMap(first, choices: choices)
        } catch {
            guard let below = try header(below: first, &reader, choices) else { throw .header(error) }
            return below
        }
    }

    /// So many lines of titles may stand above the names of the columns, as in reports.
    private static let mostTitles = 5

    /// The names of the columns, where the lines above are a title; `nil` when they are data.
    private static func header(
        below first: CSVReader.Record,
        _ reader: inout CSVReader,
        _ choices: [String: LeadField?]
    ) throws(ImportError) -> HeaderMap? {
        guard HeaderMap.isTitle(first) else { return nil }
        for titles in 1...mostTitles {
            let record: CSVReader.Record?
            do throws(CSVError) { record = try reader.next() } catch { throw .file(error) }
            guard let record else { return nil }
            if HeaderMap.isTitle(record) { continue }
            // What it lacks is told of the first line, as that of the whole file.
            return try? HeaderMap(record, choices: choices, titles: titles)
        }
        return nil
    }

    /// What becomes of the next row that has text; `nil` at the end of the file.
    package mutating func next(_ reader: inout CSVReader) throws(CSVError) -> ImportLine? {
        guard let record = try reader.next() else {
            summary.blankRows = reader.blankRows
            return nil
        }
        rows += 1
        guard rows <= mostRows else { throw .tooManyRows(line: record.line, limit: mostRows) }
        let line = plan(record)
        summary.count(line)
        return line
    }

    private func plan(_ record: CSVReader.Record) -> ImportLine {
        let verdict: ImportLine.Verdict
        // As where files were put one behind the other.
        guard !header.isRepeated(by: record) else {
            return ImportLine(line: record.line, verdict: .refused([.headerAgain]), remarks: [])
        }
        let (lead, row) = RowReader.read(record, header, stages: stages)
        if row.faults.isEmpty {
            switch relation(lead, record.line) {
            case .stranger: verdict = .create(lead)
            case .same(let other): verdict = .same(lead, as: other)
            case .household(let other): verdict = .household(lead, with: other)
            }
        } else {
            verdict = .refused(row.faults)
        }
        return ImportLine(line: record.line, verdict: verdict, remarks: row.remarks)
    }
}

/// Why nothing of a file can be imported.
package enum ImportError: Error, Hashable, Sendable {
    case file(CSVError)
    case header(HeaderError)

    package var sentence: String {
        switch self {
        case .file(let error): error.sentence
        case .header(let error): error.sentence
        }
    }
}
