/// The stream for people: progress and failures.
enum StandardError {
    static func print(_ line: String) {
        // Where nobody can be told, the exit code still tells.
        _ = StandardStream.error.write("\(line)\n")
    }
}
