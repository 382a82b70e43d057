import PrivateFiles
package import Sync

/// The file in which a workbench remembers how it was arranged, for its owner alone.
package struct ViewFile: Hashable, Sendable {
    private let path: String

    /// Larger ones were not written by Foyer.
    private static let limit = 65_536

    package init(directory: StateDirectory) { path = directory.path + "/view.json" }

    /// What was written last; `nil` when there is no file.
    package func read() throws(StoreError) -> [UInt8]? {
        try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.read(path, limit: Self.limit) }
    }

    package func write(_ bytes: [UInt8]) throws(StoreError) {
        try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.write(bytes, to: path) }
    }
}
