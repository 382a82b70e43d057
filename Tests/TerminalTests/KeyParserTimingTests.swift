import Testing

@testable import Terminal

@Suite struct KeyParserTimingTests {
    private var parser = KeyParser()
    private let escape = InputEvent.key(KeyPress(.escape))

    private func key(_ character: Character) -> InputEvent { .key(KeyPress(.character(character))) }

    @Test("an ESC alone is the key after a tenth of a second, and not before")
    mutating func loneEscape() {
        #expect(parser.feed([0x1B], at: .seconds(5)) == [])
        #expect(parser.pendingTimeout(at: .seconds(5)) == .milliseconds(100))
        #expect(parser.pendingTimeout(at: .seconds(5) + .milliseconds(40)) == .milliseconds(60))
        #expect(parser.expire(at: .seconds(5) + .milliseconds(99)) == [])
        #expect(parser.expire(at: .seconds(5) + .milliseconds(100)) == [escape])
        #expect(parser.pendingTimeout(at: .seconds(6)) == nil)
    }

    @Test("an arrow that the network split within that time is an arrow", arguments: ["[A", "OA"])
    mutating func splitArrow(tail: String) {
        #expect(parser.feed([0x1B], at: .zero) == [])
        #expect(parser.feed(tail.utf8, at: .milliseconds(90)) == [.key(KeyPress(.up))])
    }

    @Test("bytes that waited while the loop painted are in time", arguments: ["[A", "OA"])
    mutating func waitingTail(tail: String) {
        #expect(parser.feed([0x1B], at: .zero) == [])
        #expect(parser.feed(tail.utf8, at: .seconds(3)) == [.key(KeyPress(.up))])
    }

    @Test("the late rest of an arrow is no command", arguments: ["[A", "OA", "[1;5B", "[5~", "O5P", "[Z"])
    mutating func lateTail(tail: String) {
        #expect(parser.feed([0x1B], at: .zero) == [])
        #expect(parser.expire(at: .milliseconds(100)) == [escape])
        #expect(parser.feed(tail.utf8, at: .milliseconds(300)) == [])
        #expect(parser.feed("k".utf8, at: .milliseconds(310)) == [key("k")])
    }

    @Test("a paste whose start came late is a paste all the same")
    mutating func latePaste() {
        #expect(parser.feed([0x1B], at: .zero) == [])
        #expect(parser.expire(at: .milliseconds(100)) == [escape])
        #expect(parser.feed("[200~dd\u{1B}[201~".utf8, at: .milliseconds(200)) == [.paste("dd")])
    }

    @Test("brackets and capital O typed after Escape are keys", arguments: ["[", "O"])
    mutating func typedBracket(typed: Character) {
        #expect(parser.feed([0x1B], at: .zero) == [])
        #expect(parser.expire(at: .milliseconds(100)) == [escape])
        #expect(parser.feed(String(typed).utf8, at: .milliseconds(300)) == [])
        #expect(parser.pendingTimeout(at: .milliseconds(300)) == .milliseconds(400))
        #expect(parser.expire(at: .milliseconds(700)) == [key(typed)])
        #expect(parser.feed("j".utf8, at: .milliseconds(710)) == [key("j")])
        #expect(parser.feed(String(typed).utf8, at: .milliseconds(711)) == [key(typed)])
    }

    @Test("long after Escape they are keys at once, and what does not continue them is a key", arguments: ["[", "O"])
    mutating func bracketLater(typed: Character) {
        _ = parser.feed([0x1B], at: .zero)
        #expect(parser.expire(at: .milliseconds(100)) == [escape])
        #expect(parser.feed("\(typed)x".utf8, at: .milliseconds(200)) == [key(typed), key("x")])
        _ = parser.feed([0x1B], at: .seconds(2))
        #expect(parser.expire(at: .seconds(3)) == [escape])
        #expect(parser.feed(String(typed).utf8, at: .seconds(4)) == [key(typed)])
    }

    @Test("two Escapes are two")
    mutating func twoEscapes() {
        #expect(parser.feed([0x1B, 0x1B], at: .zero) == [escape])
        #expect(parser.expire(at: .milliseconds(100)) == [escape])
    }

    @Test("the first byte of a terminal's answer, typed alone, is an Alt key", arguments: ["]", "P", "X", "^", "_"])
    mutating func altIntroducer(typed: Character) {
        #expect(parser.feed("\u{1B}\(typed)".utf8, at: .zero) == [])
        #expect(parser.expire(at: .milliseconds(100)) == [.key(KeyPress(.character(typed), modifiers: .alt))])
    }

    @Test(
        "keys behind an Escape in the same read are not taken for an answer of the terminal",
        arguments: ["]jsq", "Ps", "_1Gs", "^x", "Xn", "[jj", "[sq"]
    )
    mutating func keysBehindEscape(typed: String) {
        let rest = typed.dropFirst().map(key)
        let introducer = KeyPress(.character(typed.first ?? " "), modifiers: .alt)
        #expect(parser.feed("\u{1B}\(typed)".utf8, at: .zero) == [.key(introducer)] + rest)
        #expect(parser.pendingTimeout(at: .zero) == nil)
    }

    @Test(
        "a sequence that never ends is given up",
        arguments: [
            ("\u{1B}[1;", 1), ("\u{1B}O", 1), ("\u{1B}[[", 1), ("\u{1B}[M!", 1), ("\u{1B}]11;rgb", 2),
            ("\u{1B}]1x\u{1B}", 2),
        ]
    )
    mutating func unfinished(bytes: String, seconds: Int) {
        let end = Duration.seconds(seconds)
        #expect(parser.feed(bytes.utf8, at: .zero) == [])
        #expect(parser.expire(at: end - .milliseconds(1)) == [])
        #expect(parser.expire(at: end) == [])
        #expect(parser.pendingTimeout(at: end) == nil)
        #expect(parser.feed("k".utf8, at: end + .milliseconds(1)) == [key("k")])
    }

    @Test("a character waits for its bytes as long as it takes")
    mutating func slowCharacter() {
        let events = "é李😀".utf8.enumerated().flatMap { parser.feed([$1], at: .seconds($0 * 60)) }
        #expect(events == [key("é"), key("李"), key("😀")])
    }
}
