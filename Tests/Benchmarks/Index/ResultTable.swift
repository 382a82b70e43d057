import BenchmarkSupport
import Foundation

/// Figures by what was measured and by the size of the book, printed as one Markdown table.
struct ResultTable {
    private let sizes: [Int]
    private var names: [String] = []
    private var cells: [String: [Int: String]] = [:]
    private var goals: [String: String] = [:]

    init(_ sizes: [Int]) { self.sizes = sizes }

    mutating func add(_ name: String, of size: Int, _ text: String, goal: String = "") {
        if cells[name] == nil { names.append(name) }
        cells[name, default: [:]][size] = text
        goals[name] = goal
    }

    mutating func add(_ name: String, of size: Int, _ durations: [Duration], goal: String = "") {
        add(name, of: size, Samples(durations).text, goal: goal)
    }

    var text: String {
        let heads = sizes.map { "\($0 / 1_000) k" }.joined(separator: " | ")
        var lines = ["| p50 / p99 in ms, by leads | \(heads) | goal at 1,000 k |"]
        lines.append("|---" + String(repeating: "|---", count: sizes.count + 1) + "|")
        for name in names {
            let figures = sizes.map { cells[name]?[$0] ?? "" }.joined(separator: " | ")
            lines.append("| \(name) | \(figures) | \(goals[name] ?? "") |")
        }
        return lines.joined(separator: "\n")
    }
}
