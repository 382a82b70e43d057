import Foundation
import Glibc
import Testing

@testable import PrivateFiles

@Suite("Private files")
struct PrivateFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    // MARK: Reading

    @Test("a file of its owner's alone is read whole, a missing one is none", arguments: [0o600, 0o400])
    func reads(mode: mode_t) throws {
        let path = try folder.write("s3cret", mode: mode)
        #expect(try PrivateFile.read(path) == Array("s3cret".utf8))
        #expect(try PrivateFile.read(path + "-missing") == nil)
    }

    @Test(
        "a file that others can read or write is refused with the command that mends it",
        arguments: [0o640, 0o604, 0o602]
    )
    func refusesLooseModes(mode: mode_t) throws {
        let path = try folder.write("s3cret", mode: mode)
        let error = PrivateFileError.looseMode(path: path, mode: UInt32(mode), allowed: 0o600)
        #expect(throws: error) { try PrivateFile.read(path) }
        #expect(throws: error) { try PrivateFile.ensure(path) }
        #expect(throws: error) { _ = try PrivateFile.open(path) }
        #expect(error.sentence == "\(path) can be read by others; run: chmod 600 '\(path)'")
    }

    @Test("a quote in the name does not break out of the command")
    func quotesNames() {
        #expect(PrivateFileError.remedy(path: "/it's", allowed: 0o700) == #"chmod 700 '/it'\''s'"#)
    }

    @Test("what is no file, or far too long, is refused without waiting", .timeLimit(.minutes(1)))
    func refusesOddFiles() throws {
        let pipe = folder.path + "/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(throws: PrivateFileError.notPlainFile(path: pipe)) { try PrivateFile.read(pipe) }
        #expect(throws: PrivateFileError.notPlainFile(path: folder.path)) { try PrivateFile.read(folder.path) }
        let long = try folder.write(String(repeating: "x", count: 70_000))
        #expect(throws: PrivateFileError.tooLarge(path: long, limit: 65_536)) { try PrivateFile.read(long) }
    }

    @Test("a file of another user is refused, one of the superuser only where it must be the user's own")
    func checksOwners() throws {
        for owner in [PrivateFile.Owner.user, .userOrRoot] {
            #expect(throws: PrivateFileError.foreignOwner(path: "key")) {
                try PrivateFile.check(1_001, owner, user: 1_000, "key")
            }
            try PrivateFile.check(1_000, owner, user: 1_000, "key")
        }
        try PrivateFile.check(0, .userOrRoot, user: 1_000, "key")
        #expect(throws: PrivateFileError.foreignOwner(path: "key")) {
            try PrivateFile.check(0, .user, user: 1_000, "key")
        }
    }

    // MARK: Making

    @Test("a file is made once, with mode 0600 whatever the mask, and never through a link")
    func makes() throws {
        let path = folder.path + "/new"
        #expect(try PrivateFile.make(path))
        #expect(try !PrivateFile.make(path))
        #expect(folder.mode(path) == 0o600)
        let link = folder.path + "/link"
        try #require(symlink(path, link) == 0)
        #expect(throws: PrivateFileError.refused(path: link, step: .open, code: ELOOP)) {
            _ = try PrivateFile.open(link)
        }
        #expect(throws: PrivateFileError.notPlainFile(path: link)) { try PrivateFile.ensure(link) }
    }

    @Test("folders are made with their parents, for their owner alone, and refused when others may look in")
    func makesFolders() throws {
        let path = folder.path + "/a/b c/d"
        try PrivateFolder.make(path)
        try PrivateFolder.make(path)
        #expect(folder.mode(path) == 0o700)
        #expect(folder.mode(folder.path + "/a") == 0o700)
        try PrivateFolder.check(path)
        chmod(path, 0o750)
        #expect(throws: PrivateFileError.looseMode(path: path, mode: 0o750, allowed: 0o700)) {
            try PrivateFolder.check(path)
        }
        let file = try folder.write("x")
        #expect(throws: PrivateFileError.notFolder(path: file)) { try PrivateFolder.check(file) }
        #expect(throws: PrivateFileError.self) { try PrivateFolder.make("/proc/foyer") }
    }

    @Test("the folder of a path is found", arguments: [("/a/b", "/a"), ("/a", "/"), ("a", "."), ("a/b/c", "a/b")])
    func findsFolders(path: String, folder: String) {
        #expect(PrivateFolder.holding(path) == folder)
    }

    // MARK: Writing

    @Test("a file is replaced whole, with mode 0600, and leaves nothing beside it")
    func writes() throws {
        let path = folder.path + "/tokens"
        for text in ["first and longer", "second"] {
            try PrivateFile.write(Array(text.utf8), to: path)
            #expect(try PrivateFile.read(path) == Array(text.utf8))
        }
        #expect(folder.mode(path) == 0o600)
        #expect(try folder.names == ["tokens"])
    }

    @Test("what a killed writer left neither counts nor stands in the way", arguments: [0o600, 0o644])
    func survivesDrafts(mode: mode_t) throws {
        let path = folder.path + "/file"
        try folder.write("half a tok", to: "file.new", mode: mode)
        try PrivateFile.write(Array("b".utf8), to: path)
        #expect(try PrivateFile.read(path) == Array("b".utf8))
        #expect(try folder.names == ["file"])
    }

    @Test("a draft that leads elsewhere is not written through")
    func followsNoLinks() throws {
        try folder.write("untouched", to: "other")
        try #require(symlink("other", folder.path + "/file.new") == 0)
        try PrivateFile.write(Array("a".utf8), to: folder.path + "/file")
        #expect(try PrivateFile.read(folder.path + "/other") == Array("untouched".utf8))
        #expect(try PrivateFile.read(folder.path + "/file") == Array("a".utf8))
    }

    @Test("a failure leaves the old file and says which file could not be written")
    func keepsOldFiles() throws {
        let missing = folder.path + "/missing/file"
        #expect(throws: PrivateFileError.refused(path: missing, step: .write, code: ENOENT)) {
            try PrivateFile.write([1], to: missing)
        }
        let occupied = folder.path + "/occupied"
        try #require(mkdir(occupied, 0o700) == 0)
        #expect(throws: PrivateFileError.refused(path: occupied, step: .write, code: EISDIR)) {
            try PrivateFile.write([1], to: occupied)
        }
        #expect(try folder.names == ["occupied"], "no draft is left")
    }

    @Test("writers at one time leave one of their texts, whole", .timeLimit(.minutes(1)))
    func manyWriters() async throws {
        let path = folder.path + "/shared"
        let texts = (0..<4).map { [UInt8](repeating: UInt8(ascii: "a") + UInt8($0), count: 20_000 + $0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for text in texts {
                group.addTask { for _ in 0..<50 { try PrivateFile.write(text, to: path) } }
            }
            group.addTask {
                for _ in 0..<200 {
                    if let seen = try PrivateFile.read(path) { #expect(texts.contains(seen)) }
                }
            }
            try await group.waitForAll()
        }
        #expect(texts.contains(try #require(try PrivateFile.read(path))))
        #expect(try folder.names == ["shared"])
    }

    @Test("a writer that holds the draft for ever is given up", .timeLimit(.minutes(1)))
    func givesUp() throws {
        let path = folder.path + "/file"
        let other = try OwnedDescriptor(opening: path + ".new", O_RDWR | O_CREAT)
        let isHeld = try other.tryLock(path)
        try #require(isHeld)
        #expect(throws: PrivateFileError.busy(path: path)) { try PrivateFile.write([1], to: path) }
        withExtendedLifetime(other) {}
    }

    // MARK: Locks

    @Test("one open file has the lock at a time, and the next when it is closed")
    func locks() throws {
        let path = try folder.write("")
        do {
            let first = try PrivateFile.open(path)
            let second = try PrivateFile.open(path)
            let answers = [try first.tryLock(path), try first.tryLock(path), try second.tryLock(path)]
            #expect(answers == [true, true, false], "who has it keeps it, nobody else gets it")
            let isNamed = first.isNamed(path)
            try #require(rename(path, path + "-moved") == 0)
            let isStillNamed = first.isNamed(path)
            #expect(isNamed && !isStillNamed)
            withExtendedLifetime(first) {}
        }
        let third = try PrivateFile.open(path + "-moved")
        let isFree = try third.tryLock(path)
        #expect(isFree)
    }
}

/// A folder of a test's own, gone with it.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("foyer-files-\(UUID().uuidString)").path
        try #require(mkdir(path, 0o700) == 0)
    }

    // What is left in the temporary folder harms nobody, and there is nobody to tell.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ text: String, to name: String = "key", mode: mode_t = 0o600) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try #require(chmod(file, mode) == 0)
        return file
    }

    func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    var names: Set<String> { get throws { Set(try FileManager.default.contentsOfDirectory(atPath: path)) } }
}
