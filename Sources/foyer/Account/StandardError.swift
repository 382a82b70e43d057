import Foundation

/// The stream for people: progress and failures.
enum StandardError {
    static func print(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
}
