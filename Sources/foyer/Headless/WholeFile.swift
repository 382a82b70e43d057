import FoundationEssentials
import Glibc

/// A file that a command reads whole; `-` is standard input.
enum WholeFile {
    /// In bytes: far above any plan and any body of a call, and far below what hurts.
    static let longest = 256 << 20

    /// - Throws: a failure for a folder, for what cannot be read, and for what is too long to be meant.
    static func read(_ path: String) throws(FoyerFailure) -> Data {
        let name = path == "-" ? "Standard input" : path
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(name) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(name) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw FoyerFailure(.refused, "\(name) is a folder. Name the file in it.")
        }
        var bytes = Data()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            guard max(bytes.count, Int(status.st_size)) <= longest else {
                throw FoyerFailure(
                    .refused,
                    "\(name) has more than \(longest >> 20) MB, which is nothing that this command makes or takes."
                )
            }
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes.append(contentsOf: chunk[..<count])
            } else if errno != EINTR {
                throw unreadable(name)
            }
        }
    }

    private static func unreadable(_ name: String) -> FoyerFailure {
        FoyerFailure(
            .unusable,
            "\(name) cannot be read (\(String(cString: strerror(errno)))). Check the name and its rights."
        )
    }
}
