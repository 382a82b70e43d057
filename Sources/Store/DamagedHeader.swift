import FoundationEssentials
import GRDB
import Glibc
import PrivateFiles
import Sync

/// A store of Foyer's whose beginning is damaged, so that SQLite takes it for no database.
///
/// All that the first 100 bytes say is the same in every store of this schema but for the number of pages, so a copy gets
/// the header of a new one. When the whole first page is lost, which says where the tables begin, it gets that of a new
/// store too: the first tables, the journal among them, begin at the same pages in every one.
/// Source: SQLite, "Database File Format", 1.3.
struct DamagedHeader {
    let path: String
    private let content: Data
    /// What copies are mended with, one after the other, until the journal can be read.
    let mendings: [Mending]

    /// What a copy gets from a new store.
    enum Mending: Hashable {
        case header
        case firstPage
        /// That of a store with the tables of the first version only, which stand in one page.
        case firstPageOfFirstVersion
    }

    private static let size = 100
    private static let pageSize = 4_096

    /// `nil` when the header is whole, or the file is not one of Foyer's.
    init?(path: String) {
        // A file that cannot be read is not told from another here; opening it says why.
        guard let content = try? Data(contentsOf: URL(filePath: path)), content.count >= 2 * Self.pageSize,
            !content.starts(with: Array("SQLite format 3\0".utf8))
        else { return nil }
        let holds = { (text: String) in content.firstRange(of: Data(text.utf8)) != nil }
        if holds("CREATE TABLE journal"), holds("CREATE TABLE removal") {
            mendings = [.header]
        } else if holds(#""delivery":{"#), holds(#""revision":"#) {
            mendings = [.firstPage, .firstPageOfFirstVersion]
        } else {
            return nil
        }
        self.path = path
        // Where the last page was cut off, the rest of it counts for what it holds.
        self.content = content + Data(repeating: 0, count: -content.count & (Self.pageSize - 1))
    }

    /// Makes a copy that SQLite can open, and answers its path; the file itself stays as it is.
    func mendedCopy(_ mending: Mending) throws(StoreError) -> String {
        let copy = path + ".mended"
        var mended = content
        let start = try start(mending, pages: UInt32(content.count / Self.pageSize))
        mended.replaceSubrange(0..<start.count, with: start)
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

    private func start(_ mending: Mending, pages: UInt32) throws(StoreError) -> [UInt8] {
        let template = path + ".template"
        defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(template + ending) } }
        var header: [UInt8]
        do {
            try PrivateFile.ensure(template)
            let queue = try DatabaseQueue(path: template)
            switch mending {
            case .header, .firstPage: try Schema.migrator.migrate(queue)
            case .firstPageOfFirstVersion: try Schema.migrator.migrate(queue, upTo: Schema.firstVersion)
            }
            try queue.close()
            let size = mending == .header ? Self.size : Self.pageSize
            header = Array(try Data(contentsOf: URL(filePath: template)).prefix(size))
        } catch {
            throw StoreError(error, path: template)
        }
        guard header.count >= Self.size else { throw .failed(path: template, detail: "no header") }
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
