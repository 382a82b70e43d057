import JSONText
import Testing

@Suite("The JSON lexer")
struct JSONLexerTests {
    @Test(
        "a text that is not JSON is refused where the first wrong byte stands",
        arguments: [
            ("", 0, .endsEarly), ("[1,]", 3, .badNumber), ("{\"a\"}", 4, .unexpectedByte),
            ("[1 2]", 3, .unexpectedByte),
            ("01", 1, .trailingBytes), ("1.", 2, .endsEarly), ("-x", 1, .badNumber), ("tru", 0, .endsEarly),
            ("\"a", 2, .endsEarly), ("\"\\x\"", 1, .badString), ("\"\t\"", 1, .badString), ("\u{FEFF}1", 0, .badNumber),
        ] as [(String, Int, JSONError.Reason)]
    )
    func refuses(text: String, offset: Int, reason: JSONError.Reason) {
        #expect(throws: JSONError(offset: offset, reason: reason)) { try JSONLexer.tokens(of: Array(text.utf8)) }
    }

    @Test("a byte order mark is passed over where that is asked for")
    func skipsMarks() throws {
        #expect(try JSONLexer.tokens(of: Array("\u{FEFF}1".utf8), skipsMark: true).map(\.range) == [3..<4])
    }

    @Test("every value and key is a token that says where it ends")
    func listsTokens() throws {
        let text = #"{"a":[1,{"b":null}],"c\n":true}"#
        let tokens = try JSONLexer.tokens(of: Array(text.utf8))
        #expect(
            tokens.map(\.kind) == [
                .object, .string, .array, .number, .object, .string, .null, .escapedString, .yes,
            ]
        )
        #expect(tokens.map { Int($0.next) } == [9, 2, 7, 4, 7, 6, 7, 8, 9])
    }

    @Test("nesting is bounded at 64 levels, whoever asks")
    func boundsNesting() throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(try JSONLexer.tokens(of: Array(deepest.utf8)).count == 64)
        let error = JSONError(offset: 64, reason: .tooDeep)
        #expect(throws: error) { try JSONLexer.tokens(of: [UInt8](repeating: UInt8(ascii: "["), count: 200_000)) }
    }

    @Test(
        "escapes are taken off, U+0000 too, and a surrogate alone is told",
        arguments: [
            (#"a\tb\n\"\\\/"#, "a\tb\n\"\\/", false), (#"\u00e9\ud83c\udfe1"#, "é🏡", false), (#"\u0000"#, "\0", false),
            (#"\ud83c"#, "\u{FFFD}", true), (#"\udfe1x"#, "\u{FFFD}x", true), (#"\ud83c\u0041"#, "\u{FFFD}A", true),
            (#"\ud83c\ud83c\udfe1"#, "\u{FFFD}🏡", true),
        ]
    )
    func unescapes(raw: String, text: String, isLone: Bool) {
        let string = JSONString(Array(raw.utf8)[...])
        #expect(String(decoding: string.bytes, as: UTF8.self) == text)
        #expect(string.hasLoneSurrogate == isLone)
    }
}
