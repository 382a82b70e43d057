import Foundation
import JSONText
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

/// `FOYER_FUZZ_ROUNDS` and `FOYER_FUZZ_SEED` ask for a longer run or repeat a failed one.
@Suite("Mutated answers", .timeLimit(.minutes(1)))
struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    static let rounds = environment["FOYER_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 4_000
    static let seed = environment["FOYER_FUZZ_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)

    private static let spices: [[UInt8]] =
        [
            "null", "-1", "\"N/A\"", "{}", "[]", "1e999", "9223372036854775808", "\"\\ud800\"", "true", "\"\"", "0",
            "1.0", "{\"a\":[[[",
            ",", ":", "\"", "\\", "}", "]", "\"leadId\":", "_metadata",
        ].map { Array($0.utf8) } + [[0xFF], [0x00], [0xC3, 0x28], [0xF0, 0x9F]]

    func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
            let position = Int.random(in: 0..<bytes.count, using: &generator)
            let length = min(Int.random(in: 1...24, using: &generator), bytes.count - position)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.removeSubrange(position..<(position + length))
            case 2: bytes.insert(contentsOf: bytes[position..<(position + length)], at: position)
            case 3: bytes.insert(contentsOf: Self.spices.randomElement(using: &generator) ?? [], at: position)
            case 4:
                bytes.replaceSubrange(
                    position..<(position + length),
                    with: Self.spices.randomElement(using: &generator) ?? []
                )
            default: bytes.removeSubrange(position...)
            }
        }
    }

    private static let values: [[UInt8]] = [
        "null", "-1", "0", "1.0", "1e999", "9223372036854775807", "9223372036854775808", "true", "\"\"", "\"N/A\"",
        "\"\\ud800\"",
        "{}", "[]", "[null]", "[[1],{\"tagName\":3}]", "{\"leadId\":7,\"total\":-5}", "\"2026-02-30 00:00:00\"",
        "\"-12\"",
    ].map { Array($0.utf8) }

    /// Puts other values in the place of some, so that the text stays JSON and the reading of leads is reached.
    ///
    /// One value out of `interval` is changed.
    func transplant(
        into document: JSONDocument,
        every interval: Int = 100,
        _ generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = document.bytes
        // From the end, so that what was found before stays where it is.
        for token in document.tokens.reversed() where token.kind != .object && token.kind != .array {
            let quote: UInt32 = token.kind == .string || token.kind == .escapedString ? 1 : 0
            let isKey = bytes[Int(token.end + quote)...].first == UInt8(ascii: ":")
            guard !isKey, Int.random(in: 0..<interval, using: &generator) == 0 else { continue }
            let value = Self.values.randomElement(using: &generator) ?? []
            bytes.replaceSubrange(Int(token.start - quote)..<Int(token.end + quote), with: value)
        }
        return bytes
    }

    @Test("a mutated page of leads is a correct page or a typed error, never a trap")
    func survivesMutations() throws {
        print("mutated answers: FOYER_FUZZ_SEED=\(Self.seed) FOYER_FUZZ_ROUNDS=\(Self.rounds)")
        var generator = SeededGenerator(seed: Self.seed)
        // Many short leads, so that ids are hit often.
        let leads = [fullLead] + (2..<30).map { leadText($0) }
        let original = try JSONDocument(Data(pageText(leads, total: 454, scrollID: "abc").utf8))
        var outcomes = (pages: 0, refused: 0, lossy: 0)
        for round in 0..<Self.rounds {
            var bytes = original.bytes
            if round.isMultiple(of: 2) {
                mutate(&bytes, &generator)
            } else {
                bytes = transplant(into: original, &generator)
            }
            do {
                let page = try LeadPage(wire: JSONDocument(Data(bytes)).root)
                outcomes.pages += 1
                outcomes.lossy += page.unreadable.isEmpty ? 0 : 1
                #expect(page.leads.allSatisfy { !$0.id.isProvisional && $0.id.rawValue != 0 }, "round \(round)")
                #expect(page.total >= 0, "round \(round)")
            } catch is JSONError, is WireError {
                outcomes.refused += 1
            }
        }
        print("mutated answers: \(outcomes)")
        // A mutation that never reaches the far side of a check tests nothing.
        #expect(outcomes.pages > Self.rounds / 4)
        #expect(outcomes.refused > Self.rounds / 4)
        #expect(outcomes.lossy > Self.rounds / 20)
    }

    @Test("a mutated refusal is an error without control characters, never a trap")
    func survivesMutatedErrors() async throws {
        var generator = SeededGenerator(seed: Self.seed)
        let reader = AnswerReader(credential: .apiKey("key"))
        let originals = [
            #"{"code":200058,"message":"User in token does not exist."}"#,
            #"{"message":"BaseApplicationException:errorCode=20006,errorMsg=Lead not exist"}"#,
            #"{"status":{"code":5,"msg":"x"},"data":true}"#, "\"text\"", "<html><title>x</title></html>",
        ]
        let statuses = [200, 302, 400, 401, 404, 429, 500]
        for round in 0..<(Self.rounds / 4) {
            var bytes = Array((originals.randomElement(using: &generator) ?? "").utf8)
            mutate(&bytes, &generator)
            let status = statuses.randomElement(using: &generator) ?? 400
            let response = HTTPResponse(status: status, body: Data(bytes))
            let error = await failure { try reader.read(response, to: .createLead, at: Date()) }
            #expect(status == 200 || error != nil, "round \(round)")
            let text = error?.serverText ?? ""
            #expect(text.count <= ServerText.limit, "round \(round)")
            #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control }, "round \(round)")
        }
    }

    @Test("every date that is read is read the same from its own text")
    func survivesMutatedDates() {
        var generator = SeededGenerator(seed: Self.seed)
        let originals = [
            "2026-06-17T16:50:40GMT", "2026-06-17 16:50:40", "2026-06-17T16:50:40.125-07:00", "1781715040000",
        ]
        for _ in 0..<Self.rounds {
            var bytes = Array((originals.randomElement(using: &generator) ?? "").utf8)
            mutate(&bytes, &generator)
            guard let date = WireDate.date(String(decoding: bytes, as: UTF8.self)) else { continue }
            let milliseconds = (date.timeIntervalSince1970 * 1_000).rounded()
            guard milliseconds >= 0, milliseconds < 1e15 else { continue }
            let again = WireDate.date(String(Int64(milliseconds)))
            #expect(again.map { abs($0.timeIntervalSince(date)) < 0.002 } == true)
        }
    }
}

extension FuzzTests {
    /// An answer, and how it is read.
    private static let records: [(text: String, read: @Sendable (JSONValue) throws -> Void)] = [
        (
            #"{"lead":{"leadId":5,"tags":[{"tagName":"A"}],"segments":["S"],"leadInquiry":{"priceMin":-1,"bathroomsMin":1.5,"#
                + #""locations":[{"city":"C"}]},"leadPropertyList":[{"id":7,"price":-1,"lotSize":0.25,"bathrooms":2.5}],"#
                + #""customAttributes":[{"attributeName":"N","value":"v"}],"leadFamilyMemberList":[{"firstName":"M"}],"#
                + #""customRoleList":[{"roleId":40,"assigneeId":0}],"ownershipScope":"OFFICE","ownershipId":3}}"#,
            { _ = try LeadDetails(wireAnswer: $0) }
        ),
        (
            #"{"hasMore":1,"timeLines":[{"id":"1224565260755697664","timelineTime":"2026-06-10T05:51:02.165+00:00","#
                + #""fromType":1,"refId":5,"content":{"a":"b","c":[1,{"d":null}]}}]}"#,
            { _ = try RecordPage(systemLogs: $0, page: 0) }
        ),
        (
            #"{"noteId":7,"id":8,"leadId":5,"content":"x","isPin":true,"createTime":"2026-04-22 10:15:30"}"#,
            { _ = try NoteRecord(wire: $0) }
        ),
        (
            #"{"id":7,"leadId":5,"callingOutcome":"Talked","outboundOrInbound":"inbound","createTime":"2026-04-22 10:15:30"}"#,
            { _ = try ContactLogRecord(wire: $0) }
        ),
        (
            #"{"type":"Browse","created":1747272300000,"listing":{"price":100000,"floors":-1},"link":"l"}"#,
            { value in
                let activity = try SiteActivity(wire: value)
                _ = TimelineEntry(activity)
            }
        ),
        (
            #"{"id":7,"activityTime":"2026-03-19T10:30:00-07:00","channel":"Call","direction":"Inbound","note":"x"}"#,
            { value in
                let communication = try LeadCommunication(wire: value)
                _ = TimelineEntry(communication)
            }
        ),
    ]

    @Test(
        "a mutated answer about a lead's details or past is read or refused, never a trap",
        arguments: records.indices
    )
    func survivesMutatedRecords(index: Int) throws {
        let (text, read) = Self.records[index]
        print("mutated record \(index): FOYER_FUZZ_SEED=\(Self.seed) FOYER_FUZZ_ROUNDS=\(Self.rounds)")
        var generator = SeededGenerator(seed: Self.seed &+ UInt64(index))
        let original = try JSONDocument(Data(text.utf8))
        var outcomes = (read: 0, refused: 0)
        for round in 0..<Self.rounds {
            var bytes = original.bytes
            if round.isMultiple(of: 4) {
                mutate(&bytes, &generator)
            } else {
                bytes = transplant(into: original, every: 8, &generator)
            }
            do {
                try read(JSONDocument(Data(bytes)).root)
                outcomes.read += 1
            } catch is JSONError, is WireError {
                outcomes.refused += 1
            }
        }
        #expect(outcomes.read > Self.rounds / 20)
        #expect(outcomes.refused > Self.rounds / 20)
    }
}
