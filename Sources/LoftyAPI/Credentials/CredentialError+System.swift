import Glibc

extension CredentialError {
    /// A failed call of the system, by `errno`; `what` is the beginning of a sentence.
    static func system(_ what: String, errno code: Int32 = errno) -> CredentialError {
        CredentialError(.unusable, "\(what) (\(String(cString: strerror(code))))")
    }
}

/// A file descriptor that is closed when the value goes away.
struct OwnedDescriptor: ~Copyable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// The next bytes; empty at the end, `nil` when there are none for now.
    ///
    /// - Throws: ``CredentialError/Kind/unusable``; `name` begins its sentence.
    func read(_ name: String) throws(CredentialError) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(number, &buffer, buffer.count)
            if count >= 0 { return Array(buffer[..<count]) }
            if errno == EAGAIN { return nil }
            guard errno == EINTR else { throw .system("\(name) cannot be read") }
        }
    }

    /// Writes all bytes; false, with `errno` set, when that failed.
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
