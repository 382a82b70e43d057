import Testing

@testable import Terminal

@Suite struct KeyParserTests {
    static let single: [(String, KeyPress)] = [
        ("j", KeyPress(.character("j"))), ("é", KeyPress(.character("é"))), ("李", KeyPress(.character("李"))),
        ("😀", KeyPress(.character("😀"))), ("\r", KeyPress(.enter)), ("\t", KeyPress(.tab)),
        ("\u{7F}", KeyPress(.backspace)),
        ("\u{8}", KeyPress(.backspace)), ("\u{1}", KeyPress(.character("a"), modifiers: .control)),
        ("\u{3}", KeyPress(.character("c"), modifiers: .control)),
        ("\n", KeyPress(.character("j"), modifiers: .control)),
        ("\u{0}", KeyPress(.character(" "), modifiers: .control)),
        ("\u{1C}", KeyPress(.character("\\"), modifiers: .control)),
        ("\u{1B}[A", KeyPress(.up)), ("\u{1B}[B", KeyPress(.down)), ("\u{1B}[C", KeyPress(.right)),
        ("\u{1B}[D", KeyPress(.left)),
        ("\u{1B}OA", KeyPress(.up)), ("\u{1B}OD", KeyPress(.left)), ("\u{1B}[H", KeyPress(.home)),
        ("\u{1B}OF", KeyPress(.end)),
        ("\u{1B}[1~", KeyPress(.home)), ("\u{1B}[4~", KeyPress(.end)), ("\u{1B}[2~", KeyPress(.insert)),
        ("\u{1B}[3~", KeyPress(.delete)), ("\u{1B}[5~", KeyPress(.pageUp)), ("\u{1B}[6~", KeyPress(.pageDown)),
        ("\u{1B}OP", KeyPress(.function(1))), ("\u{1B}[11~", KeyPress(.function(1))),
        ("\u{1B}[[E", KeyPress(.function(5))),
        ("\u{1B}[15~", KeyPress(.function(5))), ("\u{1B}[17~", KeyPress(.function(6))),
        ("\u{1B}[24~", KeyPress(.function(12))),
        ("\u{1B}[29~", KeyPress(.function(16))), ("\u{1B}[34~", KeyPress(.function(20))),
        ("\u{1B}[Z", KeyPress(.tab, modifiers: .shift)), ("\u{1B}[1;2A", KeyPress(.up, modifiers: .shift)),
        ("\u{1B}[1;5C", KeyPress(.right, modifiers: .control)), ("\u{1B}[1;3D", KeyPress(.left, modifiers: .alt)),
        ("\u{1B}[5;6~", KeyPress(.pageUp, modifiers: [.shift, .control])),
        ("\u{1B}[1;2R", KeyPress(.function(3), modifiers: .shift)),
        ("\u{1B}x", KeyPress(.character("x"), modifiers: .alt)),
        ("\u{1B}é", KeyPress(.character("é"), modifiers: .alt)),
        ("\u{1B}\u{7F}", KeyPress(.backspace, modifiers: .alt)), ("\u{1B}\r", KeyPress(.enter, modifiers: .alt)),
        ("\u{1B}\u{1}", KeyPress(.character("a"), modifiers: [.alt, .control])), ("\u{1B}OM", KeyPress(.enter)),
        ("\u{1B}Oj", KeyPress(.character("*"))), ("\u{1B}Oy", KeyPress(.character("9"))),
        ("\u{1B}[13u", KeyPress(.enter)),
        ("\u{1B}[97;5u", KeyPress(.character("a"), modifiers: .control)), ("\u{1B}[97;2u", KeyPress(.character("A"))),
        ("\u{1B}[27;5;9~", KeyPress(.tab, modifiers: .control)), ("\u{1B}[97:65;2:1u", KeyPress(.character("A"))),
    ]

    @Test("keys are read whole and byte by byte", arguments: single)
    func keys(bytes: String, expected: KeyPress) {
        var whole = KeyParser()
        #expect(whole.feed(bytes.utf8, at: .zero) == [.key(expected)])
        #expect(whole.pendingTimeout(at: .zero) == nil)
        var split = KeyParser()
        #expect(bytes.utf8.flatMap { split.feed([$0], at: .zero) } == [.key(expected)])
    }

    @Test(
        "what is no key is swallowed whole, and the key after it is read",
        arguments: [
            "\u{1B}[I", "\u{1B}[O", "\u{1B}[?1;2c", "\u{1B}[>0;276;0c", "\u{1B}[12;40R", "\u{1B}[?2026;2$y",
            "\u{1B}[99~", "\u{1B}[201~",
            "\u{1B}[57358u", "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]52;c;eHg=\u{1B}\\", "\u{1B}P1+r436f\u{1B}\\",
            "\u{1B}_Gi=1;OK\u{1B}\\",
            "\u{1B}[M !!", "\u{1B}[<35;4;4M", "\u{1B}[<2;4;4M", "\u{1B}[<66;4;4M", "\u{1B}[<0;0;4M", "\u{1B}[<0;4M",
            "\u{1B}OE", "\u{1B}[1;2\u{18}",
            "\u{1B}[" + String(repeating: "1;", count: 500) + "A", "\u{1B}[99999999999999999999~", "\u{85}",
        ]
    )
    func swallowed(bytes: String) {
        var parser = KeyParser()
        #expect(parser.feed(bytes.utf8, at: .zero) == [])
        #expect(parser.feed("k".utf8, at: .zero) == [.key(KeyPress(.character("k")))])
    }

    @Test(
        "mouse reports name kind and cell",
        arguments: [
            ("\u{1B}[<0;1;1M", MouseEvent(.press, at: Point(x: 0, y: 0))),
            ("\u{1B}[<0;300;40m", MouseEvent(.release, at: Point(x: 299, y: 39))),
            ("\u{1B}[<64;5;6M", MouseEvent(.scrollUp, at: Point(x: 4, y: 5))),
            ("\u{1B}[<81;5;6M", MouseEvent(.scrollDown, at: Point(x: 4, y: 5))),
        ]
    )
    func mouse(bytes: String, expected: MouseEvent) {
        var parser = KeyParser()
        #expect(parser.feed(bytes.utf8, at: .zero) == [.mouse(expected)])
    }

    @Test(
        "bytes that are no UTF-8 are dropped and what follows is read",
        arguments: [
            [0xFF], [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5],
            [0xE6, 0x9D],
            [0xF0, 0x9F, 0x98], [0xC2],
        ] as [[UInt8]]
    )
    func invalidText(bytes: [UInt8]) {
        var parser = KeyParser()
        #expect(parser.feed(bytes + Array("k".utf8), at: .zero) == [.key(KeyPress(.character("k")))])
    }
}
