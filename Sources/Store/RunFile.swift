import PrivateFiles
package import Sync

/// The file in which the rest of a paused run is kept, for its owner alone.
package struct RunFile: Hashable, Sendable {
    /// Where it is, for whoever has to look at it.
    package let path: String

    /// More than a run of the most leads that one may have.
    private static let limit = 64 << 20

    package init(directory: StateDirectory) { path = directory.path + "/paused-run.json" }

    /// What was written last; `nil` when there is no file, or nothing in it.
    package func read() throws(StoreError) -> [UInt8]? {
        let bytes = try StoreError.reporting { () throws(PrivateFileError) in
            try PrivateFile.read(path, limit: Self.limit)
        }
        return bytes.flatMap { $0.isEmpty ? nil : $0 }
    }

    package func write(_ bytes: [UInt8]) throws(StoreError) {
        try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.write(bytes, to: path) }
    }
}
