import Terminal

/// The stream for people: progress and failures.
enum StandardError {
    /// Prints a line; what comes from strangers in it, such as a stage's name, cannot steer a terminal.
    static func print(_ line: String) {
        // Where nobody can be told, the exit code still tells.
        _ = StandardStream.error.write(CleanText.clean(line, lineEnds: .becomeNewlines) + "\n")
    }
}
