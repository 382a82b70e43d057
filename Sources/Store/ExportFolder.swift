package import FoundationEssentials
import PrivateFiles
package import Sync

/// Where the workbench puts what a person asked to have in a file.
package struct ExportFolder: Hashable, Sendable {
    private let path: String

    package init(directory: StateDirectory) { path = directory.path + "/exports" }

    /// Writes a text into a new file of mode 0600 and answers its path.
    ///
    /// Its name is `name` and the time, to the second in UTC.
    package func write(_ text: String, named name: String, at date: Date) throws(StoreError) -> String {
        let stamp = date.formatted(.iso8601).replacing(":", with: "").replacing("-", with: "")
        return try StoreError.reporting { () throws(PrivateFileError) in
            try PrivateFolder.make(path)
            try PrivateFolder.check(path)
            var file = "\(path)/\(name)-\(stamp).txt"
            var number = 1
            while try !PrivateFile.make(file) {
                number += 1
                file = "\(path)/\(name)-\(stamp)-\(number).txt"
            }
            try PrivateFile.write(Array(text.utf8), to: file)
            return file
        }
    }
}
