import FoundationEssentials
import PrivateFiles
package import Sync

/// The file in which texts that were never sent are kept, one a line, for their owner alone.
///
/// A file of its own and no table, so that a store that is damaged or busy costs nobody what they are typing.
package struct DraftFile: Hashable, Sendable {
    private let path: String

    /// Far more than a person types, and no more than a start can read at once.
    private static let limit = 32 << 20

    package init(directory: StateDirectory) { path = directory.path + "/drafts.jsonl" }

    /// The lines as they were written last; none when there is no file.
    package func read() throws(StoreError) -> [String] {
        let bytes = try StoreError.reporting { () throws(PrivateFileError) in
            try PrivateFile.read(path, limit: Self.limit)
        }
        return String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Replaces all lines; they are on the disk when this returns, or the old ones are.
    package func write(_ lines: [String]) throws(StoreError) {
        let text = lines.map { $0 + "\n" }.joined()
        try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.write(Array(text.utf8), to: path) }
    }
}
