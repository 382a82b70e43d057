/// A file that keeps what went over the wire, for a person who looks for a fault.
///
/// One JSON object a line, with heads and bodies; credentials are taken out, names and numbers of leads are not. So
/// the file is its owner's alone (mode 0600), and is written only while somebody asked for it.
///
/// ```swift
/// let transport = TracingTransport(CurlTransport(), to: try RequestTrace(path: "/home/ada/lofty.trace"))
/// ```
public struct RequestTrace: Sendable {
    let file: AppendFile

    /// Opens the file, or goes on with one that is there.
    ///
    /// Once it would grow beyond `limit` bytes, nothing more is written.
    ///
    /// - Throws: ``CredentialError/Kind/unusable`` for a symbolic link, for a file that others may read or that another
    ///   user owns, and for one that cannot be opened.
    public init(path: String, limit: Int = 64 << 20) throws(CredentialError) {
        file = try AppendFile(path: path, limit: limit)
    }

    init(_ file: AppendFile) { self.file = file }

    /// Entries that could not be written, the disk being full or the limit reached.
    public var lostEntries: Int { file.lostLines }
}
