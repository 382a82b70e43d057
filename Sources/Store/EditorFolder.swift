import FoundationEssentials
import Glibc
import PrivateFiles
package import Sync

/// Texts that a person's editor has open: the folder `texts` of the state directory.
package struct EditorFolder: Hashable, Sendable {
    private let path: String

    /// Larger ones are no notes.
    private static let mostBytes = 1_048_576

    package init(directory: StateDirectory) { path = directory.path + "/texts" }

    /// Writes a text into a new file of mode 0600 and answers its path.
    package func write(_ text: String) throws(StoreError) -> String {
        try StoreError.reporting { () throws(PrivateFileError) in
            try PrivateFolder.make(path)
            try PrivateFolder.check(path)
            var number = 1
            while try !PrivateFile.make(file(number)) { number += 1 }
            try PrivateFile.write(Array(text.utf8), to: file(number))
            return file(number)
        }
    }

    private func file(_ number: Int) -> String { "\(path)/note-\(number).txt" }

    /// The text of a file of ``write(_:)``, which is then removed; bytes that are no UTF-8 become U+FFFD.
    ///
    /// An editor may have put another file in its place, of whatever mode.
    ///
    /// - Throws: when it is gone or larger than 1 MiB; it is then left alone.
    package func take(_ file: String) throws(StoreError) -> String {
        let bytes = try StoreError.reporting { () throws(PrivateFileError) in
            chmod(file, 0o600)
            guard let bytes = try PrivateFile.read(file, limit: Self.mostBytes) else {
                throw PrivateFileError.refused(path: file, step: .open, code: ENOENT)
            }
            return bytes
        }
        unlink(file)
        return String(decoding: bytes, as: UTF8.self)
    }
}
