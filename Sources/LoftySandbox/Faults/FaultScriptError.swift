/// What is wrong with a fault script; none of it has been applied.
package enum FaultScriptError: Error, Hashable, Sendable {
    /// Where the text stops being JSON; both count from 1.
    case notJSON(line: Int, column: Int)
    /// It is JSON, but no list of faults.
    case noList
    /// Counts from 1.
    case entry(Int, String)
}

extension FaultScriptError: CustomStringConvertible {
    /// One sentence that says where.
    package var description: String {
        switch self {
        case .notJSON(let line, let column): "The fault script is no JSON: line \(line), column \(column)."
        case .noList: "A fault script is a list of faults, or an object with such a list as \"faults\"."
        case .entry(let number, let problem): "Entry \(number) of the fault script: \(problem)."
        }
    }
}
