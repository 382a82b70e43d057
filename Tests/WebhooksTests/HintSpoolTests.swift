import Foundation
import Leads
import LoftyAPI
import PrivateFiles
import Testing

@testable import Webhooks

@Suite("The spool of hints")
struct HintSpoolTests {
    private let folder = ScratchFolder()

    private var spool: HintSpool { HintSpool(path: folder.path + "/hints") }

    private func lead(_ id: Int64, at millis: Int64 = 0) -> DatedHint { DatedHint(.lead(Lead.ID(id)), millis: millis) }

    @Test("What was put is taken once, in order, each lead once")
    func putAndTake() throws {
        #expect(try spool.take().isEmpty)
        #expect(try spool.put([lead(7, at: 1), lead(9, at: 1), lead(7, at: 2), DatedHint(.news, millis: 1)]) == 4)
        let batch = try spool.take()
        #expect(batch == .init(hints: [.lead(Lead.ID(7)), .lead(Lead.ID(9)), .news]))
        #expect(try spool.take().isEmpty)
    }

    @Test("A change that was told already is not told again, before or after it was taken")
    func repeats() throws {
        #expect(try spool.put([lead(7, at: 1)]) == 1)
        #expect(try spool.put([lead(7, at: 1)]) == 0)
        _ = try spool.take()
        for _ in 0..<1_000 { #expect(try spool.put([lead(7, at: 1)]) == 0) }
        #expect(try spool.take().isEmpty)
        #expect(try spool.put([lead(7, at: 2)]) == 1)
    }

    @Test("A change without a moment is told once while it waits")
    func undated() throws {
        #expect(try spool.put([lead(7), lead(7)]) == 1)
        _ = try spool.take()
        #expect(try spool.put([lead(7)]) == 1)
    }

    @Test("A date in the far future does not hide later changes")
    func future() throws {
        try spool.put([lead(7, at: .max)])
        _ = try spool.take()
        #expect(try spool.put([lead(7, at: 5)]) == 1)
    }

    @Test("The file never grows, and whoever takes late learns that hints are lost")
    func bounded() throws {
        let count = HintSpool.capacity + 500
        try spool.put([lead(1, at: 1)])
        let size = try size()
        for start in stride(from: 0, to: count, by: 250) {
            try spool.put((start..<start + 250).map { lead(Int64($0 + 1), at: 2) })
        }
        #expect(try self.size() <= 32 + HintSpool.capacity * 32)
        #expect(size < 200)
        let batch = try spool.take()
        #expect(batch.hasLost)
        #expect(batch.hints.count == HintSpool.capacity)
        #expect(batch.hints.last == .lead(Lead.ID(Int64((count + 249) / 250 * 250))))
        #expect(try spool.put([lead(3, at: 9)]) == 1)
        #expect(try spool.take() == .init(hints: [.lead(Lead.ID(3))]))
    }

    private func size() throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: spool.path)[.size] as? Int)
    }

    @Test("A writer that is killed between slots and head leaves the ring as it was")
    func torn() throws {
        try spool.put([lead(1, at: 1)])
        let before = try Data(contentsOf: URL(fileURLWithPath: spool.path))
        try spool.put([lead(2, at: 1), lead(3, at: 1)])
        var torn = try Data(contentsOf: URL(fileURLWithPath: spool.path))
        torn.replaceSubrange(0..<32, with: before[0..<32])
        try torn.write(to: URL(fileURLWithPath: spool.path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: spool.path)
        #expect(try spool.take().hints == [.lead(Lead.ID(1))])
        #expect(try spool.put([lead(2, at: 1)]) == 1, "it was never told")
    }

    @Test("Any bytes are a ring or an empty one, and go on working")
    func junk() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SystemRandomNumberGenerator()
        for length in [0, 5, 31, 32, 33, 200, 131_104, 140_000] {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            try PrivateFile.write(bytes, to: spool.path)
            #expect(try spool.put([lead(7, at: 1)]) == 1, "seed \(seed), length \(length)")
            #expect(try spool.take().hints == [.lead(Lead.ID(7))])
        }
    }

    @Test("A damaged slot costs that hint only")
    func damagedSlot() throws {
        try spool.put([lead(1, at: 1), lead(2, at: 1), lead(3, at: 1)])
        var bytes = try #require(try PrivateFile.read(spool.path))
        bytes[32 + 32 + 9] ^= 1
        try PrivateFile.write(bytes, to: spool.path)
        #expect(try spool.take().hints == [.lead(Lead.ID(1)), .lead(Lead.ID(3))])
    }

    @Test("It is for its owner alone, and one that others can read is refused")
    func isPrivate() throws {
        try spool.put([lead(1)])
        let mode = try FileManager.default.attributesOfItem(atPath: spool.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: spool.path)
        #expect(throws: PrivateFileError.self) { try spool.put([lead(2)]) }
    }

    @Test("Many writers and takers lose nothing", .timeLimit(.minutes(1)))
    func crowd() async throws {
        let spool = spool
        let taken = try await withThrowingTaskGroup(of: [LeadHint].self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for step in 1...100 {
                        try spool.put([DatedHint(.lead(Lead.ID(Int64(writer * 1_000 + step))), millis: 1)])
                    }
                    return []
                }
            }
            for _ in 0..<2 { group.addTask { try (0..<100).flatMap { _ in try spool.take().hints } } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let all = taken + (try spool.take().hints)
        #expect(all.count == 400)
        #expect(Set(all).count == 400)
    }
}

@Suite("Hints of deliveries")
struct LeadHintTests {
    private func hints(_ text: String) throws -> [DatedHint] { [DatedHint](try WebhookDelivery(Data(text.utf8))) }

    @Test("Every lead that is named is worth reading, with the moment of its change")
    func leads() throws {
        let text = #"{"listId":12,"teamId":4,"movedFrobs":[{"leadId":7,"updateTime":1780000000000},{"leadId":9}]}"#
        #expect(
            try hints(text) == [
                DatedHint(.lead(Lead.ID(7)), millis: 1_780_000_000_000), DatedHint(.lead(Lead.ID(9)), millis: 0),
            ]
        )
    }

    @Test("A new lead makes the newest ones worth a look, and so does a change that names none")
    func news() throws {
        #expect(
            try hints(#"{"listId":2,"createdLead":[{"leadId":7,"updateTime":5}]}"#).map(\.hint) == [
                .lead(Lead.ID(7)), .news,
            ]
        )
        #expect(try hints(#"{"listId":2,"frobs":[{"id":7}]}"#).map(\.hint) == [.news])
        #expect(try hints(#"{"listId":9,"createdNote":[{"noteId":5,"leadId":7}]}"#).map(\.hint) == [.lead(Lead.ID(7))])
        #expect(try hints(#"{"listId":1,"updatedAgent":[{"agentId":5}]}"#).isEmpty)
    }
}
