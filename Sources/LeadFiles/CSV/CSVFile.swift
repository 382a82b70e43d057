import Glibc

/// A table on the disk, read in pieces.
package final class CSVFile: Sendable {
    /// The most bytes of a file.
    ///
    /// Lofty holds no account of so many leads; a file beyond it is a mistake that would take hours to tell.
    package static let longest: Int64 = 1_000_000_000
    /// Seconds that a pipe may stay without anybody who writes into it.
    static let patience = 10

    private let path: String
    private let descriptor: Int32
    /// What came out of a pipe while it was looked whether anybody writes into it.
    private let first: [UInt8]

    /// Opens a file, or a pipe such as a shell makes; `-` is standard input.
    package init(path: String) throws(CSVError) {
        let name = path == "-" ? "Standard input" : path
        // Not waiting: a pipe that nobody writes into must not hold the program.
        let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.failure(name) }
        do throws(CSVError) {
            let isPipe = try Self.isPipe(descriptor, name)
            first = isPipe && path != "-" ? try Self.firstBytes(ofPipe: descriptor, name) : []
        } catch {
            close(descriptor)
            throw error
        }
        if path != "-" { _ = fcntl(descriptor, F_SETFL, 0) }
        self.path = name
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func isPipe(_ descriptor: Int32, _ path: String) throws(CSVError) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .folder(path: path) }
        guard status.st_size <= longest else { throw .tooLong(path: path, bytes: Int64(status.st_size)) }
        return status.st_mode & S_IFMT == S_IFIFO
    }

    /// Waits until somebody has a pipe open to write, or has written into it.
    ///
    /// A pipe that nobody writes into reads as if it were at its end, one with a slow writer as "not now"; once a writer has
    /// been there and gone, it has hung up. Source: pipe(7), poll(2).
    private static func firstBytes(ofPipe descriptor: Int32, _ path: String) throws(CSVError) -> [UInt8] {
        let end = ContinuousClock.now + .seconds(patience)
        while ContinuousClock.now < end {
            var byte: UInt8 = 0
            let count = Glibc.read(descriptor, &byte, 1)
            if count == 1 { return [byte] }
            if count < 0 { return [] }
            var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&state, 1, 50) > 0, Int32(state.revents) & POLLIN == 0 { return [] }
        }
        throw .silentPipe(path: path)
    }

    /// A reader from where the file stands; a file has one at a time.
    package func reader() throws(CSVError) -> CSVReader {
        var waiting = first
        var total: Int64 = 0
        return try CSVReader { [self] () throws(CSVError) in
            if !waiting.isEmpty {
                defer { waiting = [] }
                return waiting
            }
            let bytes = try read()
            total += Int64(bytes.count)
            guard total <= Self.longest else { throw .endless(path: path) }
            return bytes
        }
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
