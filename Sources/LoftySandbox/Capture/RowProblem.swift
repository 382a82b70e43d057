/// What is wrong with a row of a file.
struct RowProblem: Error, Hashable, Sendable {
    /// Where the row begins, counted from 1; the header is line 1.
    let line: Int
    let problem: String

    var json: JSON { ["line": .integer(Int64(line)), "message": .string(problem)] }
}
