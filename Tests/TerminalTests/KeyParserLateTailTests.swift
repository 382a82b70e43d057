import Testing

@testable import Terminal

/// Sequences that a slow line tears apart: whatever comes late is never a command.
@Suite struct KeyParserLateTailTests {
    private static let escape = InputEvent.key(KeyPress(.escape))
    private static let commands = InputEvent.key(KeyPress(.character("k")))

    /// What terminals send: keys of all dialects, and answers to questions.
    static let sequences = [
        "[B", "[1;5A", "[5~", "[Z", "[15~", "[1;2R", "OA", "OP", "O5P", "[97;5u", "[27u", "[97;1:3u", "[57399u",
        "]11;rgb:0000/2b2b/3636\u{1B}\\", "]11;rgb:1e1e/1e1e/2e2e\u{7}", "]4;1;rgb:cd/00/00\u{7}",
        "]52;c;eHg=\u{1B}\\", "P1+r436f=38\u{1B}\\", "P>|XTerm(390)\u{1B}\\", "P1$r0m\u{1B}\\", "_Gi=31;OK\u{1B}\\",
        "[?2026;2$y", "[0n", "[12;40R", "[?62;22c", "[<64;5;6M", "[I",
    ]

    /// Feeds one byte after the other with silence between, as a loop would that sleeps no longer than the parser asks.
    private static func play(_ text: String, gap: Duration, into parser: inout KeyParser) -> [InputEvent] {
        var events: [InputEvent] = []
        var now = Duration.seconds(1)
        for byte in text.utf8 {
            events += parser.feed([byte], at: now)
            let next = now + gap
            while let wait = parser.pendingTimeout(at: now), now + wait < next {
                now += wait
                events += parser.expire(at: now)
            }
            now = next
        }
        now += .seconds(5)
        events += parser.expire(at: now)
        return events + parser.feed("k".utf8, at: now)
    }

    @Test(
        "K6: torn into single bytes at any speed, a sequence gives its key, an Escape or nothing",
        arguments: sequences
    )
    func tornIntoBytes(sequence: String) {
        for gap in [1, 20, 99, 101, 150, 250, 390].map({ Duration.milliseconds($0) }) {
            var whole = KeyParser()
            let meant = whole.feed("\u{1B}\(sequence)".utf8, at: .zero).filter { event in
                if case .mouse = event { false } else { true }
            }
            var parser = KeyParser()
            let events = Self.play("\u{1B}\(sequence)", gap: gap, into: &parser).filter { event in
                if case .mouse = event { false } else { true }
            }
            #expect(
                events == meant + [Self.commands] || events == [Self.escape, Self.commands],
                "\(sequence.debugDescription) with \(gap) between bytes gave \(events)"
            )
        }
    }

    @Test("K6: an ESC and its rest 150 ms later are an Escape and nothing else", arguments: sequences)
    func tornOnce(sequence: String) {
        var parser = KeyParser()
        #expect(parser.feed([0x1B], at: .zero) == [])
        #expect(parser.expire(at: .milliseconds(100)) == [Self.escape])
        let events = parser.feed(sequence.utf8, at: .milliseconds(150))
        #expect(events.allSatisfy { if case .mouse = $0 { true } else { false } }, "\(events)")
        #expect(parser.feed("k".utf8, at: .milliseconds(151)) == [Self.commands])
    }

    @Test(
        "an answer whose first two bytes came alone is an Alt key and nothing else",
        arguments: sequences.filter { "]P_".contains($0.prefix(1)) }
    )
    func tornAfterIntroducer(sequence: String) {
        var parser = KeyParser()
        let introducer = sequence.prefix(1)
        #expect(parser.feed("\u{1B}\(introducer)".utf8, at: .zero) == [])
        let alt = InputEvent.key(KeyPress(.character(Character(String(introducer))), modifiers: .alt))
        #expect(parser.expire(at: .milliseconds(100)) == [alt])
        #expect(parser.feed(sequence.dropFirst().utf8, at: .milliseconds(150)) == [])
        #expect(parser.feed("k".utf8, at: .milliseconds(151)) == [Self.commands])
    }

    @Test("while an answer is due, a late one is not even an Escape", arguments: sequences)
    func expected(sequence: String) {
        var parser = KeyParser()
        parser.expectsAnswer = true
        #expect(parser.feed([0x1B], at: .zero) == [])
        #expect(parser.pendingTimeout(at: .zero) == .milliseconds(500))
        #expect(parser.expire(at: .milliseconds(400)) == [])
        var whole = KeyParser()
        let meant = whole.feed("\u{1B}\(sequence)".utf8, at: .zero)
        #expect(parser.feed(sequence.utf8, at: .milliseconds(400)) == meant)
        parser.expectsAnswer = false
        _ = parser.feed([0x1B], at: .seconds(1))
        #expect(parser.pendingTimeout(at: .seconds(1)) == .milliseconds(100))
    }

    @Test(
        "the ground of the terminal is told by its answer, however it is written",
        arguments: [
            ("rgb:0000/2b2b/3636\u{7}", 0x002B36), ("rgb:fdfd/f6f6/e3e3\u{1B}\\", 0xFDF6E3),
            ("rgb:00/2b/36\u{7}", 0x002B36),
            ("rgb:f/0/8\u{7}", 0xFF0088), ("rgba:1e1e/1e1e/2e2e/ffff\u{7}", 0x1E1E2E), ("#1e1e2e\u{7}", 0x1E1E2E),
        ] as [(String, UInt32)]
    )
    func background(text: String, color: UInt32) {
        var parser = KeyParser()
        #expect("\u{1B}]11;\(text)".utf8.flatMap { parser.feed([$0], at: .zero) } == [])
        #expect(parser.takeAnswers() == [.background(RGB(color))])
        #expect(parser.takeAnswers() == [])
    }

    @Test(
        "an answer that makes no sense says nothing",
        arguments: [
            "rgb:00/2b\u{7}", "rgb:xx/2b/36\u{7}", "rgb:00000/2b/36\u{7}", "?\u{7}", "\u{7}", "rgb:+1/2b/36\u{7}",
            "blue\u{7}", "rgb:00/2b/36/44\u{7}", "rgb:" + String(repeating: "0", count: 5000) + "\u{7}", "#12345\u{7}",
        ]
    )
    func nonsense(text: String) {
        var parser = KeyParser()
        #expect(parser.feed("\u{1B}]11;\(text)k".utf8, at: .zero) == [Self.commands])
        #expect(parser.takeAnswers() == [])
    }

    @Test("the terminal says that it has caught up, on time or late")
    func caughtUp() {
        var parser = KeyParser()
        #expect(parser.feed("\u{1B}[0nk\u{1B}".utf8, at: .zero) == [Self.commands])
        #expect(parser.expire(at: .milliseconds(100)) == [Self.escape])
        #expect(parser.feed("[0n".utf8, at: .milliseconds(200)) == [])
        #expect(parser.takeAnswers() == [.caughtUp, .caughtUp])
    }

    @Test("a key that is let go is no key")
    func release() {
        var parser = KeyParser()
        #expect(parser.feed("\u{1B}[107;1:3u\u{1B}[1;1:3B\u{1B}[107;1:1u".utf8, at: .zero) == [Self.commands])
    }

    @Test("Enter and Ctrl-C are not lost in an answer that never ends", arguments: ["\r", "\u{3}", "\t"])
    func controls(typed: String) {
        var parser = KeyParser()
        var plain = KeyParser()
        #expect(parser.feed("\u{1B}]11;rgb\(typed)".utf8, at: .zero) == plain.feed(typed.utf8, at: .zero))
    }

    @Test("a person who types a bracket and a digit after Escape loses no key after them")
    func typedBracket() {
        var parser = KeyParser()
        _ = parser.feed([0x1B], at: .zero)
        #expect(parser.expire(at: .milliseconds(100)) == [Self.escape])
        #expect(parser.feed("]".utf8, at: .milliseconds(400)) == [])
        #expect(parser.feed("1".utf8, at: .milliseconds(500)) == [])
        #expect(parser.feed("k".utf8, at: .milliseconds(600)) == [Self.commands])
    }

    @Test("characters and pastes torn into bytes over seconds arrive whole")
    func textAndPaste() {
        let text = "é李😀\u{1B}[200~dd\rd\u{1B}[201~"
        var parser = KeyParser()
        let events = Self.play(text, gap: .milliseconds(90), into: &parser)
        let letters = ["é", "李", "😀"].map { InputEvent.key(KeyPress(.character($0))) }
        #expect(events == letters + [.paste("dd\rd"), Self.commands])
        var slower = KeyParser()
        let slow = Self.play(text, gap: .milliseconds(300), into: &slower)
        #expect(slow == letters + [Self.escape, .paste("dd\rd"), Self.commands])
    }
}
