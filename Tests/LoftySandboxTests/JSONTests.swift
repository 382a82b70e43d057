import Foundation
import Testing

@testable import LoftySandbox

@Suite("JSON")
struct JSONTests {
    @Test(
        "whole numbers keep every digit of 64 bits",
        arguments: [0, -1, 9_007_199_254_740_993, Int64.max, Int64.min]
    )
    func wholeNumbers(value: Int64) throws {
        #expect(try JSONParser.parse("\(value)".utf8) == .integer(value))
        #expect(JSON.integer(value).text == "\(value)")
    }

    @Test(
        "what is no JSON is refused",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "01", "1.", ".5", "+1", "-", "1e", "0x10",
            "nul", "truex", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
            "\"\u{01}\"", "1 2", "[1]]", "1e999", "\"\\u+041\"",
        ]
    )
    func refusals(text: String) {
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text.utf8) }
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0xEF, 0xBB, 0xBF, 0x31]]
    )
    func brokenUTF8(bytes: [UInt8]) {
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(bytes) }
    }

    @Test("F15: a NUL character is JSON, and refused for what it is", arguments: [#""\u0000""#, #"{"a":["x\u0000"]}"#])
    func nulCharacters(text: String) {
        let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text.utf8) }
        #expect(failure?.reason == .nulCharacter)
        let refusal = failure.map(SandboxError.init)
        #expect(refusal == .invalidParameter("a text holds the character U+0000, which nothing here can keep"))
    }

    @Test(
        "F15: half a character and a number beyond all are JSON too, and refused for what they are",
        arguments: [
            (#"{"a":"\ud800"}"#, .loneSurrogate), (#"{"\udc00x":1}"#, .loneSurrogate),
            (#"["\ud83d\u0041"]"#, .loneSurrogate), ("[1e999]", .hugeNumber), ("-1e400", .hugeNumber),
        ] as [(String, JSONParser.Failure.Reason)]
    )
    func nothingToKeep(text: String, reason: JSONParser.Failure.Reason) {
        let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text.utf8) }
        #expect(failure?.reason == reason)
        #expect(failure.map(SandboxError.init) != .malformedBody)
    }

    @Test("nesting beyond the limit is refused instead of exhausting the stack")
    func nesting() throws {
        let deepest = JSONParser.deepestNesting
        let allowed = String(repeating: "[", count: deepest) + String(repeating: "]", count: deepest)
        #expect(throws: Never.self) { try JSONParser.parse(allowed.utf8) }
        #expect(throws: JSONParser.Failure.self) {
            try JSONParser.parse(String(repeating: "[", count: 200_000).utf8)
        }
    }

    @Test("a whole number beyond 64 bits is no id")
    func oversizedNumber() throws {
        #expect(try JSONParser.parse("9223372036854775808".utf8).int64 == nil)
    }

    @Test("escapes are read and control characters are written as escapes")
    func escapes() throws {
        let value = try JSONParser.parse(#""A\n\t\"\\\/\u00e9\ud83c\udf3b\u001b""#.utf8)
        #expect(value == .string("A\n\t\"\\/é🌻\u{1B}"))
        #expect(value.text == #""A\n\u0009\"\\/é🌻\u001b""#)
    }

    @Test("of a repeated member the last one counts")
    func repeatedMember() throws {
        #expect(try JSONParser.parse(#"{"a":1,"a":2}"#.utf8)["a"] == 2)
    }

    @Test("whatever is written is read back, here and by Foundation", arguments: 1...40)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let value = randomValue(depth: 4, &random)
        #expect(try JSONParser.parse(value.utf8Text) == value, "seed \(seed)")
        #expect(throws: Never.self, "seed \(seed)") {
            try JSONSerialization.jsonObject(with: Data(value.utf8Text), options: .fragmentsAllowed)
        }
    }

    @Test("no bytes make the parser trap", arguments: 1...40)
    func randomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array(#"{}[]",:\ueE+-.0123456789 truefalsn"#.utf8) + [0xC3, 0xA9, 0xFF]
        for _ in 0..<200 {
            let bytes = (0..<random.number(0, 30)).map { _ in random.pick(alphabet) }
            let value = try? JSONParser.parse(bytes)  // A refusal is as good as a value.
            guard let value else { continue }
            #expect(throws: Never.self, "seed \(seed)") { try JSONParser.parse(value.utf8Text) }
        }
    }

    private func randomValue(depth: Int, _ random: inout SplitMix64) -> JSON {
        switch random.number(0, depth > 0 ? 6 : 4) {
        case 0: return .null
        case 1: return .bool(random.chance(50))
        case 2: return .integer(Int64(bitPattern: random.next()))
        case 3: return .decimal(random.fraction() * 1e6 + 0.5)
        case 4: return .string(randomText(&random))
        case 5: return .array((0..<random.number(0, 4)).map { _ in randomValue(depth: depth - 1, &random) })
        default:
            return .object(
                (0..<random.number(0, 4)).map { index in
                    JSON.Member(name: "\(index)" + randomText(&random), value: randomValue(depth: depth - 1, &random))
                }
            )
        }
    }

    private func randomText(_ random: inout SplitMix64) -> String {
        let scalars = Array("aé漢😀\"\\/\n\r\t\u{1}\u{1B}\u{7F}\u{202E}\u{301}".unicodeScalars)
        var text = ""
        for _ in 0..<random.number(0, 8) { text.unicodeScalars.append(random.pick(scalars)) }
        return text
    }
}
