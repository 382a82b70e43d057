import FoundationEssentials
import GRDB
import Glibc
import PrivateFiles
import Sync

/// A store of Foyer's whose first 100 bytes are damaged, so that SQLite takes it for no database.
///
/// All that they say is the same in every store of this schema but for the number of pages, so a copy gets the header of
/// a new one. Source: SQLite, "Database File Format", 1.3.
struct DamagedHeader {
    let path: String
    private let content: Data

    private static let size = 100
    private static let pageSize = 4_096

    /// `nil` when the header is whole, or the file is not one of Foyer's.
    init?(path: String) {
        // A file that cannot be read is not told from another here; opening it says why.
        guard let content = try? Data(contentsOf: URL(filePath: path)), content.count >= 2 * Self.pageSize,
            content.count.isMultiple(of: Self.pageSize), !content.starts(with: Array("SQLite format 3\0".utf8))
        else { return nil }
        let tables = ["CREATE TABLE journal", "CREATE TABLE removal"]
        guard tables.allSatisfy({ content.firstRange(of: Data($0.utf8)) != nil }) else { return nil }
        self.path = path
        self.content = content
    }

    /// Makes a copy that SQLite can open, and answers its path; the file itself stays as it is.
    func mendedCopy() throws(StoreError) -> String {
        let copy = path + ".mended"
        var mended = content
        mended.replaceSubrange(0..<Self.size, with: try header(pages: UInt32(content.count / Self.pageSize)))
        do {
            try PrivateFile.ensure(copy)
            try mended.write(to: URL(filePath: copy))
            chmod(copy, 0o600)
            if let log = try? Data(contentsOf: URL(filePath: path + "-wal")) {
                try log.write(to: URL(filePath: copy + "-wal"))
            }
        } catch {
            throw StoreError(error, path: copy)
        }
        return copy
    }

    private func header(pages: UInt32) throws(StoreError) -> [UInt8] {
        let template = path + ".template"
        defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(template + ending) } }
        var header: [UInt8]
        do {
            try PrivateFile.ensure(template)
            let queue = try DatabaseQueue(path: template)
            try Schema.migrator.migrate(queue)
            try queue.close()
            header = Array(try Data(contentsOf: URL(filePath: template)).prefix(Self.size))
        } catch {
            throw StoreError(error, path: template)
        }
        guard header.count == Self.size else { throw .failed(path: template, detail: "no header") }
        // Read and written through the log, as the store is.
        header[18] = 2
        header[19] = 2
        withUnsafeBytes(of: pages.bigEndian) { header.replaceSubrange(28..<32, with: $0) }
        // No free pages, and a count of pages that is valid for this state of the file.
        header.replaceSubrange(32..<40, with: [UInt8](repeating: 0, count: 8))
        header.replaceSubrange(92..<96, with: header[24..<28])
        return header
    }
}
