import Foundation
import LeadFiles
import Leads
import Testing

/// The folder with the sample files, found from where this file was compiled.
private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/LeadFiles")

func fixture(_ name: String) -> String { fixtures.appendingPathComponent(name).path }

/// All rows of a table in memory.
func records(_ bytes: [UInt8]) throws(CSVError) -> [CSVReader.Record] {
    var reader = try CSVReader(bytes: bytes)
    var records: [CSVReader.Record] = []
    while let record = try reader.next() { records.append(record) }
    return records
}

func cells(_ text: String) throws(CSVError) -> [[String]] { try records(Array(text.utf8)).map(\.cells) }

/// What an import of a table would do, line by line.
func plan(
    _ text: String,
    stages: [String] = [],
    choices: [String: LeadField?] = [:]
) throws -> [ImportLine] {
    var reader = try CSVReader(bytes: Array(text.utf8))
    return try lines(&reader, stages: stages, choices: choices).lines
}

func lines(
    _ reader: inout CSVReader,
    stages: [String] = [],
    choices: [String: LeadField?] = [:]
) throws -> (lines: [ImportLine], planner: ImportPlanner) {
    var planner = try ImportPlanner(&reader, stages: stages, choices: choices)
    var lines: [ImportLine] = []
    while let line = try planner.next(&reader) { lines.append(line) }
    return (lines, planner)
}

extension ImportLine {
    /// The lead of a row that makes one.
    var created: ImportedLead? {
        if case .create(let lead) = verdict { lead } else { nil }
    }

    var faults: [CellProblem] {
        if case .refused(let faults) = verdict { faults } else { [] }
    }
}

/// The one lead of a table with one row.
func lead(_ header: String, _ row: String) throws -> ImportedLead {
    let lines = try plan("\(header)\n\(row)\n")
    let line = try #require(lines.first)
    return try #require(line.created, "\(line.faults.map(\.sentence))")
}

/// Why the one row of a table is refused.
func faults(_ header: String, _ row: String) throws -> [CellProblem] {
    try #require(try plan("\(header)\n\(row)\n").first).faults
}
