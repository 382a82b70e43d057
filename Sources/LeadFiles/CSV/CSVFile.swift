import Glibc

/// A table on the disk, read in pieces.
package final class CSVFile: Sendable {
    /// The most bytes of a file.
    ///
    /// Lofty holds no account of so many leads; a file beyond it is a mistake that would take hours to tell.
    package static let longest: Int64 = 1_000_000_000

    private let path: String
    private let descriptor: Int32

    /// Opens a file, or a pipe such as a shell makes; `-` is standard input.
    package init(path: String) throws(CSVError) {
        self.path = path == "-" ? "Standard input" : path
        descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(self.path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure(self.path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .folder(path: self.path) }
        guard status.st_size <= Self.longest else { throw .tooLong(path: self.path, bytes: Int64(status.st_size)) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// A reader from where the file stands; a file has one at a time.
    package func reader() throws(CSVError) -> CSVReader {
        try CSVReader { [self] () throws(CSVError) in try read() }
    }

    private func read() throws(CSVError) -> [UInt8] {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
                count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                initialized = max(0, count)
            }
            if count >= 0 { return bytes }
            guard errno == EINTR else { throw Self.failure(path) }
        }
    }

    private static func failure(_ path: String) -> CSVError {
        .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
}
