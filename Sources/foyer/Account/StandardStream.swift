import Glibc

/// A stream that the program was started with, by its descriptor.
enum StandardStream: Int32 {
    case output = 1
    case error = 2

    /// Writes all of a text, however many calls that takes.
    ///
    /// - Returns: the number of the error that kept a part of it from being written, or `nil`.
    func write(_ text: String) -> Int32? { write(Array(text.utf8)) }

    /// The same for text in UTF-8.
    func write(_ text: [UInt8]) -> Int32? {
        guard !text.isEmpty, isAtTerminal else { return writeAll(text) }
        return Progress.makingRoom(isLineStart: text.last == UInt8(ascii: "\n")) { writeAll(text) }
    }

    private var isAtTerminal: Bool {
        switch self {
        case .output: Self.outputIsTerminal
        case .error: Progress.isWatched
        }
    }

    private static let outputIsTerminal = isatty(STDOUT_FILENO) == 1

    private func writeAll(_ text: [UInt8]) -> Int32? {
        var bytes = text[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            if written > 0 {
                bytes = bytes.dropFirst(written)
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }
}
