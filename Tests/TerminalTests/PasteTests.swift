import Testing

@testable import Terminal

@Suite struct PasteTests {
    private static func bracketed(_ text: String) -> [UInt8] { Array("\u{1B}[200~\(text)\u{1B}[201~".utf8) }

    @Test(
        "a bracketed paste is one event, as it came, however it is split",
        arguments: [
            "", "hello", "two\rlines\n", "日本 😀", "\u{1B}[A\u{1B}\u{1B}[201", "q\u{3}\u{1B}[200~", "\u{1B}[20\u{1B}[2",
        ]
    )
    func splits(text: String) {
        let bytes = Self.bracketed(text) + Array("k".utf8)
        for cut in 0...bytes.count {
            var parser = KeyParser()
            let events = parser.feed(bytes[..<cut], at: .zero) + parser.feed(bytes[cut...], at: .milliseconds(1))
            #expect(events == [.paste(text), .key(KeyPress(.character("k")))], "cut at \(cut)")
        }
    }

    @Test("a paste is cut at its limit, at a character, and its end is still found", arguments: 1...9)
    func limit(limit: Int) {
        var limits = KeyParser.Limits()
        limits.pasteInBytes = limit
        var parser = KeyParser(limits: limits)
        let events = parser.feed(Self.bracketed("é李😀xyz") + Array("k".utf8), at: .zero)
        let fitting = ["", "é", "é", "é", "é李", "é李", "é李", "é李", "é李😀"][limit - 1]
        #expect(events == [.paste(fitting), .key(KeyPress(.character("k")))])
    }

    @Test("a paste whose end never comes is delivered after a silence")
    func endless() {
        var parser = KeyParser()
        #expect(parser.feed("\u{1B}[200~dd".utf8, at: .zero) == [])
        #expect(parser.pendingTimeout(at: .zero) == .seconds(5))
        #expect(parser.expire(at: .seconds(5)) == [.paste("dd")])
    }

    @Test(
        "a line break in the middle of long text is doubtful, whatever ends the line",
        arguments: ["\r", "\n"]
    )
    func burst(lineEnd: String) {
        var parser = KeyParser()
        let text = "Jane Smith called at ten\(lineEnd)and wants to see the yard"
        let events = BurstDetector().collapse(parser.feed(text.utf8, at: .zero))
        guard case .burst(let presses) = events.first, events.count == 1 else {
            Issue.record("\(events)")
            return
        }
        #expect(String(presses.compactMap(BurstDetector.text)) == "Jane Smith called at ten\nand wants to see the yard")
    }

    @Test(
        "keys behind a stalled link stay keys, Enter included",
        arguments: [
            "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj", "jjjjjjjjjjjjjjjjkkkkkkkkkkkkkkkkjjjjjjjj", "jjsqjkTt",
            "mprefers mornings, after nine\rjj", "m" + String(repeating: "abcdefg ", count: 40) + "\r",
            "NZoe\tQuist\tzoe@example.com\r", "/stage:new age<2d\rjjsc", "jjjjjjjjjjjjjjjjjjjj\rjjjjjjjjjjjjjjjjjjjj",
        ]
    )
    func typed(keys: String) {
        var parser = KeyParser()
        let events = parser.feed(keys.utf8, at: .zero)
        #expect(BurstDetector().collapse(events) == events)
    }

    @Test("arrows end a run of text, and stay keys")
    func arrows() {
        let arrow = InputEvent.key(KeyPress(.up))
        let line = "a long line of honest text".map { InputEvent.key(KeyPress(.character($0))) }
        let enter = InputEvent.key(KeyPress(.enter))
        #expect(BurstDetector().collapse(line + [enter, arrow] + line) == line + [enter, arrow] + line)
    }

    @Test("a bracketed paste passes through with the events around it")
    func bracketedInBurst() {
        let events: [InputEvent] = [.key(KeyPress(.character("m"))), .paste("text"), .key(KeyPress(.enter))]
        #expect(BurstDetector().collapse(events) == events)
    }
}
