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

    @Test("text that comes faster than anyone types is a paste")
    func burst() {
        var parser = KeyParser()
        var detector = BurstDetector()
        let text = "Jane Smith\r555-0100\tdd"
        let events = detector.collapse(parser.feed(text.utf8, at: .zero), at: .zero)
        #expect(events == [.paste("Jane Smith\n555-0100\tdd")])
    }

    @Test(
        "keys held down or typed ahead stay keys",
        arguments: [
            "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj", "jjjjjjjjjjjjjjjjkkkkkkkkkkkkkkkkjjjjjjjj", "jjsqjkTt",
            "Jane Smith 555-",
        ]
    )
    func typed(keys: String) {
        var detector = BurstDetector()
        let events = keys.map { InputEvent.key(KeyPress(.character($0))) }
        #expect(detector.collapse(events, at: .zero) == events)
    }

    @Test("arrows held down stay keys, and end a run of text")
    func arrows() {
        var detector = BurstDetector()
        let arrows = (0..<40).map { InputEvent.key(KeyPress($0.isMultiple(of: 2) ? .up : .down)) }
        #expect(detector.collapse(arrows, at: .zero) == arrows)
        let text = "a long line of text".map { InputEvent.key(KeyPress(.character($0))) }
        let mixed = detector.collapse(text + [arrows[0]] + text.prefix(3), at: .zero)
        #expect(mixed == [.paste("a long line of text"), arrows[0], .paste("a l")])
    }

    @Test("what follows a burst at once belongs to it, what comes later does not")
    func tail() {
        var detector = BurstDetector()
        let text = "a long line of text".map { InputEvent.key(KeyPress(.character($0))) }
        _ = detector.collapse(text, at: .zero)
        let rest: [InputEvent] = [.key(KeyPress(.character("d"))), .key(KeyPress(.enter))]
        #expect(detector.collapse(rest, at: .milliseconds(60)) == [.paste("d\n")])
        #expect(detector.collapse(rest, at: .milliseconds(159)) == [.paste("d\n")])
        #expect(detector.collapse(rest, at: .milliseconds(259)) == rest)
    }

    @Test("a bracketed paste passes through with the events around it")
    func bracketedInBurst() {
        var detector = BurstDetector()
        let events: [InputEvent] = [.key(KeyPress(.character("m"))), .paste("text"), .key(KeyPress(.enter))]
        #expect(detector.collapse(events, at: .zero) == events)
    }
}
