import FoundationEssentials
import JSONText
import Testing

@testable import LoftyAPI

@Suite("JSON")
struct JSONTests {
    @Test(
        "a text that is not JSON is refused",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "[1 2]", "01", "1.", ".5", "+1", "1e", "-",
            "tru",
            "nul", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\\", "\"\t\"", "[1]x", "{} {}", "NaN", "'a'", "<html>",
            "[\"a\":1]",
        ]
    )
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try json(text) }
    }

    @Test(
        "a correct text is read whole",
        arguments: [
            "0", "-0", "-1.5e+10", "\"\"", "[]", "{}", " [ 1 , {\"a\" : null} ] ", "\u{FEFF}{}", "[[[[]]]]", "true",
            "\"\\u00e9\\n\\\"\\/\"",
        ]
    )
    func accepts(text: String) throws {
        _ = try json(text)
    }

    @Test("nesting is bounded at 64 levels")
    func boundsNesting() throws {
        _ = try json(String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
        let tooDeep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect(throws: JSONError(offset: 64, reason: .tooDeep)) { try json(tooDeep) }
        #expect(throws: JSONError.self) { try json(String(repeating: "{\"a\":", count: 100_000)) }
    }

    @Test(
        "an id is a whole number or a string of digits up to Int64.max, and nothing else",
        arguments: [
            ("9007199254740993", 9_007_199_254_740_993), ("9223372036854775807", Int64.max),
            ("\"9223372036854775807\"", Int64.max), ("-9223372036854775808", Int64.min),
            ("\"563172647619608\"", 563_172_647_619_608),
            ("0", 0), ("9223372036854775808", nil), ("-9223372036854775809", nil), ("99999999999999999999", nil),
            ("1.0", nil), ("1e3", nil), ("\"\"", nil), ("\"12a\"", nil), ("\" 12\"", nil), ("\"+12\"", nil),
            ("\"1.0\"", nil),
            ("true", nil), ("[1]", nil), ("{}", nil),
        ] as [(String, Int64?)]
    )
    func readsIdentifiers(text: String, expected: Int64?) throws {
        #expect(try json(text).identifier == expected)
    }

    @Test(
        "a quantity may be written with a fraction of zero or an exponent",
        arguments: [("350000.0", 350_000), ("1e3", 1_000), ("1.5", nil), ("1e300", nil), ("\"7\"", 7), ("null", nil)]
            as [(String, Int64?)]
    )
    func readsQuantities(text: String, expected: Int64?) throws {
        #expect(try json(text).integer == expected)
    }

    @Test(
        "text is unescaped, and what is no character becomes U+FFFD",
        arguments: [
            (#""a\tb\n\"\\\/""#, "a\tb\n\"\\/"), (#""\u00e9""#, "é"), (#""\ud83c\udfe1""#, "🏡"),
            (#""\ud83c""#, "\u{FFFD}"),
            (#""\udfe1x""#, "\u{FFFD}x"), (#""\ud83c\u0041""#, "\u{FFFD}A"), (#""\u0000""#, "\u{0}"), (#""王""#, "王"),
        ]
    )
    func unescapes(text: String, expected: String) throws {
        #expect(try json(text).string == expected)
    }

    @Test("invalid UTF-8 inside a string is replaced, and the rest is read")
    func repairsUTF8() throws {
        let bytes = Data([UInt8]("{\"a\":\"x".utf8) + [0xFF, 0xC3] + [UInt8]("y\",\"b\":2}".utf8))
        let value = try JSONDocument(bytes).root
        #expect(value["a"]?.string == "x\u{FFFD}\u{FFFD}y")
        #expect(value["b"]?.integer == 2)
    }

    @Test("keys are found behind nested values, escaped or not, and null counts as missing")
    func findsKeys() throws {
        let value = try json(#"{"x":{"b":[1,{"b":2}]},"\u0062":7,"b":8,"n":null,"":1}"#)
        #expect(value["b"]?.integer == 7)
        #expect(value["x"]?["b"]?.kind == .array)
        #expect(value["n"] == nil)
        #expect(value["missing"] == nil)
        #expect(value[""]?.integer == 1)
        #expect(try json("[1]")["b"] == nil)
    }

    @Test("a list may be missing, null, one value or many")
    func readsLists() throws {
        let value = try json(#"{"many":["a",null,{"c":[1,2]},"d"],"one":"a","none":null}"#)
        #expect(value.texts("many") == ["a", "d"])
        #expect(Array(value.list("many")).count == 4)
        #expect(value.texts("one") == ["a"])
        #expect(value.texts("none").isEmpty)
        #expect(value.texts("missing").isEmpty)
    }

    @Test(
        "flags come as words, numbers and strings",
        arguments: [
            ("true", true), ("false", false), ("1", true), ("0", false), ("\"True\"", true), ("\"false\"", false),
            ("\"yes\"", nil), ("2", nil), ("null", nil), ("[]", nil),
        ] as [(String, Bool?)]
    )
    func readsFlags(text: String, expected: Bool?) throws {
        #expect(try json(text).flag == expected)
    }
}
