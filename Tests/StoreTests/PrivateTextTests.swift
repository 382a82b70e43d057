import Foundation
import PrivateFiles
import Sync
import TestSupport
import Testing

@testable import Store

@Suite("Texts of the person beside the store")
struct PrivateTextTests {
    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("drafts are read back line by line, from a file for the owner alone")
    func drafts() throws {
        let state = try TemporaryState()
        try state.directory.prepare()
        let file = DraftFile(directory: state.directory)
        #expect(try file.read() == [])

        try file.write(["{\"a\":1}", "李"])
        #expect(try file.read() == ["{\"a\":1}", "李"])
        #expect(try mode(state.file("drafts.jsonl")) == 0o600)
        try file.write([])
        #expect(try file.read() == [])
    }

    @Test("drafts that others could have read or put there are refused", arguments: [0o644, 0o660])
    func looseMode(_ mode: Int) throws {
        let state = try TemporaryState()
        try state.directory.prepare()
        let file = DraftFile(directory: state.directory)
        try file.write(["mine"])
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: state.file("drafts.jsonl"))

        #expect(throws: StoreError.self) { try file.read() }
    }

    @Test("a text that is written out gets a file of its own each time, for the owner alone")
    func exports() throws {
        let state = try TemporaryState()
        try state.directory.prepare()
        let folder = ExportFolder(directory: state.directory)

        let first = try folder.write("one\n", named: "outbox", at: someTime)
        let second = try folder.write("two\n", named: "outbox", at: someTime)

        #expect(first != second)
        #expect(try String(contentsOfFile: first, encoding: .utf8) == "one\n")
        #expect(try String(contentsOfFile: second, encoding: .utf8) == "two\n")
        #expect(try mode(first) == 0o600 && mode(second) == 0o600)
        #expect(try mode(state.file("exports")) == 0o700)
    }

    @Test("for which the disk has no room are told as that, not as a matter of rights", arguments: [ENOSPC, EDQUOT])
    func noRoom(_ code: Int32) {
        #expect(throws: StoreError.diskFull(path: "/exports/outbox.txt")) {
            try StoreError.reporting { () throws(PrivateFileError) in
                throw PrivateFileError.refused(path: "/exports/outbox.txt", step: .write, code: code)
            }
        }
    }
}
