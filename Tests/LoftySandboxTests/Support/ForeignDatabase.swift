import GRDB

/// A database of some other program.
enum ForeignDatabase {
    static func write(to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: "CREATE TABLE recipe (name TEXT)") }
        try queue.close()
    }
}
