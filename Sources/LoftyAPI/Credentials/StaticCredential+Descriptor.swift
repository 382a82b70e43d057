import Glibc
import PrivateFiles

extension StaticCredential {
    /// Reads a credential from an open descriptor to its end, and closes it.
    ///
    /// For a parent process that hands a key down through a pipe. Blocks until the end; meant for the program's start,
    /// before anything could take over the number.
    ///
    /// The end has to be reached within `patience`.
    ///
    /// - Throws: ``CredentialError/Kind/unusable`` for a descriptor that is not open, stays silent, or holds no key or
    ///   more than 64 KiB.
    public init(
        descriptor: Int32,
        holds form: Credential.Form = .apiKey,
        patience: Duration = .seconds(5)
    ) throws(CredentialError) {
        let name = "Descriptor \(descriptor)"
        guard descriptor >= 0, fcntl(descriptor, F_GETFD) >= 0 else {
            throw CredentialError(.unusable, "\(name) is not open; hand the key over on it")
        }
        let bytes = try Self.readToEnd(OwnedDescriptor(descriptor), name, until: ContinuousClock.now + patience)
        let credential = Credential(form, String(decoding: bytes, as: UTF8.self))
        guard !credential.isEmpty else { throw CredentialError(.unusable, "\(name) holds no key") }
        self.init(credential)
    }

    private static func readToEnd(
        _ file: consuming OwnedDescriptor,
        _ name: String,
        until end: ContinuousClock.Instant
    ) throws(CredentialError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            try wait(for: file, name, until: end)
            let more = try CredentialError.reporting { () throws(PrivateFileError) in try file.read(name) }
            guard let more else { continue }
            if more.isEmpty { return bytes }
            bytes += more
            guard bytes.count <= 65_536 else { throw CredentialError(.unusable, "\(name) holds more than a key") }
        }
    }

    /// Returns when reading will not block.
    private static func wait(
        for file: borrowing OwnedDescriptor,
        _ name: String,
        until end: ContinuousClock.Instant
    ) throws(CredentialError) {
        while true {
            let left = max(.zero, end - ContinuousClock.now)
            var state = pollfd(fd: file.number, events: Int16(POLLIN), revents: 0)
            let count = poll(&state, 1, Int32(clamping: Int64(left / .milliseconds(1)) + 1))
            if count > 0 { return }
            if count < 0, errno != EINTR { throw .system("\(name) cannot be waited for") }
            guard left > .zero else {
                throw CredentialError(.unusable, "\(name) did not end in time; close its other end after the key")
            }
        }
    }
}
