import FoundationEssentials
import Glibc
public import Logging

/// A log in a file that only its owner may read.
///
/// ```swift
/// configuration.logger = try FileLog(path: "/home/ada/foyer.log").logger(label: "lofty")
/// ```
public struct FileLog: Sendable {
    private let file: AppendFile
    private let now: @Sendable () -> Date

    /// Opens the file, or goes on with one that is there.
    ///
    /// A file of more than half of `limit` bytes is first put aside under its name and `.old`, in place of the one that
    /// was put aside before. Once the file would grow beyond `limit`, nothing more is written; failing to write disturbs
    /// nobody.
    ///
    /// - Throws: ``CredentialError/Kind/unusable`` for a symbolic link, for a file that others may read or that another
    ///   user owns, and for one that cannot be opened.
    public init(path: String, limit: Int = 16 << 20, time: TimeSource = .live) throws(CredentialError) {
        let present = try AppendFile(path: path, limit: limit)
        let isPutAside = present.size > limit / 2 && rename(path, path + ".old") == 0
        file = isPutAside ? try AppendFile(path: path, limit: limit) : present
        now = time.date
    }

    /// A logger whose lines of `level` and above go to the file.
    public func logger(label: String, level: Logger.Level = .notice) -> Logger {
        var logger = Logger(label: label) { label in Handler(label: label, file: file, now: now) }
        logger.logLevel = level
        return logger
    }

    private struct Handler: LogHandler {
        let label: String
        let file: AppendFile
        let now: @Sendable () -> Date
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.notice

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = metadata.merging(event.metadata ?? [:]) { $1 }
            let facts = values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
            let line = "\(now().formatted(.iso8601)) \(event.level) \(label): \(event.message)\(facts)"
            // One entry, one line: nothing that is logged can pass for an entry of its own.
            let printable = line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
            file.append(Array(String(String.UnicodeScalarView(printable)).utf8))
        }
    }
}
