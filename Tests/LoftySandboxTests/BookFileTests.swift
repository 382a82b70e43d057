import Foundation
import GRDB
import Glibc
import Synchronization
import Testing

@testable import LoftySandbox

@Suite("The file of a new book", .timeLimit(.minutes(1)))
struct BookFileTests {
    private static let book = Book(seed: 5, leads: 130, nowMillis: 1_795_000_000_000)

    private func make(_ path: String) throws {
        try BookFile(path: path).make(Self.book, BookProgress(leads: 130, environment: ManualClock().environment))
    }

    @Test("it has the same rows, cells, indexes and triggers as a book that was written row by row")
    func sameAsInMemory() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            try make(path)
            let file = try DatabaseQueue(path: path)
            let memory = try DatabaseQueue()
            try SandboxSchema.migrator.migrate(memory)
            try memory.write { db in try Self.book.write(to: db) }
            let contents = try [file, memory].map { try $0.read(Self.contents) }
            #expect(contents[0].keys == contents[1].keys)
            for (table, rows) in contents[0] { #expect(rows == contents[1][table], "\(table)") }
            try file.write { db in
                #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
                #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
                try db.execute(sql: "INSERT INTO leadSearch (leadSearch, rank) VALUES ('integrity-check', 1)")
            }
        }
    }

    /// The rows of each table without the numbers that cells have; the text of each index and trigger.
    private static func contents(_ db: Database) throws -> [String: [String]] {
        let tables = try String.fetchAll(
            db,
            sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'leadSearch%'"
        )
        var contents = try tables.reduce(into: [String: [String]]()) { contents, table in
            contents[table] = try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { row in
                row.filter { !["cellId", "id"].contains($0.0) || table != "leadCell" && $0.0 == "id" }
                    .map { "\($0.0)=\($0.1)" }.joined(separator: "|")
            }.sorted()
        }
        contents["schema"] = try String.fetchAll(
            db,
            sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
        )
        return contents
    }

    @Test("what a killed process left is thrown away")
    func leftovers() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            for end in [".new", "-wal", "-shm"] { try Data("half-made".utf8).write(to: URL(filePath: path + end)) }
            try await withSandbox(SandboxConfiguration(leads: 9, database: path)) { sandbox, client async throws in
                #expect(sandbox.endpoint.leads == 9)
                #expect(try await client.list("limit=100").leads.count == 9)
            }
            #expect(!FileManager.default.fileExists(atPath: path + ".new"))
        }
    }

    @Test("a book that another process is making is left to it")
    func locked() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let descriptor = open(path + ".new", O_CREAT | O_RDWR, 0o600)
            defer { close(descriptor) }
            #expect(flock(descriptor, LOCK_EX) == 0)
            #expect(throws: SandboxStartError.unusableDatabase(path: path, reason: "another process is making it")) {
                try make(path)
            }
            #expect(BookFile(path: path).isMissing)
        }
    }

    @Test("a file that cannot be made is told by its reason, and one that is there is left alone")
    func refusals() async throws {
        try await withTemporaryDirectory { directory in
            let missing = directory.appending(path: "missing/book.sqlite").path
            let reason = SandboxStartError.unusableDatabase(path: missing, reason: "No such file or directory")
            #expect(throws: reason) { try make(missing) }
            let path = directory.appending(path: "book.sqlite").path
            try Data("somebody's".utf8).write(to: URL(filePath: path))
            try make(path)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "somebody's")
        }
    }

    @Test("a long start says every five seconds how far it is")
    func progress() {
        let clock = ManualClock()
        let lines = Mutex<[String]>([])
        var environment = clock.environment
        environment.report = { line in lines.withLock { $0.append(line) } }
        var progress = BookProgress(leads: 1_000_000, environment: environment)
        for count in [1_000, 430_000, 431_000, 999_999] {
            progress.reached(leads: count)
            clock.advance(by: 2.5)
        }
        clock.advance(by: 9)
        progress.reached(step: 12, of: 40)
        #expect(
            lines.withLock { $0 } == [
                "making the book: 431,000 of 1,000,000 leads", "making the book: index 12 of 40",
            ]
        )
    }
}
