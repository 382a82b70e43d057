import Terminal
import Testing

@testable import NcursesTerminal

@Suite struct FrameEncoderTests {
    private func encode(_ text: String, slots: ColorSlots? = nil, endsSingly: Bool = true) -> String {
        var encoder = FrameEncoder(slots: slots, endsAttributesSingly: endsSingly)
        _ = encoder.encode(Array("\u{1B}(B\u{1B}[m".utf8))
        return String(decoding: encoder.encode(Array(text.utf8)), as: UTF8.self)
    }

    @Test(
        "only what is different when something is drawn is sent",
        arguments: [
            ("a\u{1B}[1m\u{1B}[mb", "ab"), ("\u{1B}(B\u{1B}[ma", "a"),
            ("\u{1B}[1ma\u{1B}(B\u{1B}[m", "\u{1B}[1ma\u{1B}[m"),
            (
                "\u{1B}[1m\u{1B}[38;5;9ma\u{1B}[m\u{1B}[1m\u{1B}[38;5;10mb\u{1B}[m",
                "\u{1B}[1;38;5;9ma\u{1B}[38;5;10mb\u{1B}[m"
            ),
            ("\u{1B}[1m\u{1B}[5;5Ha\u{1B}[m", "\u{1B}[5;5H\u{1B}[1ma\u{1B}[m"),
            ("\u{1B}[41m\u{1B}[K\u{1B}[m", "\u{1B}[41m\u{1B}[K\u{1B}[m"),
            ("\u{1B}[1;4ma\u{1B}[m\u{1B}[2mb\u{1B}[m", "\u{1B}[1;4ma\u{1B}[0;2mb\u{1B}[m"),
            ("\u{1B}[31m\u{1B}[91ma\u{1B}[39m", "\u{1B}[91ma\u{1B}[m"), ("李é", "李é"), ("", ""),
        ]
    )
    func changes(input: String, expected: String) {
        #expect(encode(input) == expected)
    }

    @Test("a terminal that cannot end one attribute is told to end all")
    func oldTerminal() {
        #expect(
            encode("\u{1B}[1;7ma\u{1B}[m\u{1B}[7mb\u{1B}[m", endsSingly: false) == "\u{1B}[1;7ma\u{1B}[0;7mb\u{1B}[m"
        )
    }

    @Test(
        "what is not understood passes through with all that follows, up to a reset",
        arguments: [
            "\u{1B}[58;5;9m", "\u{1B}[38;5m", "\u{1B}[38;2;1m", "\u{1B}[38;9;1m", "\u{1B}[38:2:1m", "\u{1B}[21m",
        ]
    )
    func unknown(sequence: String) {
        #expect(encode("\u{1B}[1ma\(sequence)\u{1B}[1mb") == "\u{1B}[1ma\(sequence)\u{1B}[1mb")
        #expect(
            encode("\u{1B}[1m\(sequence)a\u{1B}[m\u{1B}[4mb\u{1B}[m") == "\u{1B}[1m\(sequence)a\u{1B}[0;4mb\u{1B}[m"
        )
    }

    @Test("blanks take the ground of the pen and leave the rest of it alone")
    func blanks() {
        let word = "\u{1B}[1;31;44ma\u{1B}[m\u{1B}[32;44m  \u{1B}[1;31;44mb\u{1B}[m"
        #expect(encode(word) == "\u{1B}[1;31;44ma  b\u{1B}[m")
        #expect(encode("\u{1B}[31ma\u{1B}[m\u{1B}[32;44m \u{1B}[K\u{1B}[m") == "\u{1B}[31ma\u{1B}[44m \u{1B}[K\u{1B}[m")
        #expect(encode("\u{1B}[31ma\u{1B}[7;32m \u{1B}[m") == "\u{1B}[31ma\u{1B}[7;32m \u{1B}[m")
        #expect(encode("\u{1B}[4;31ma\u{1B}[m b") == "\u{1B}[4;31ma\u{1B}[m b")
    }

    @Test(
        "the other character set is entered and left",
        arguments: [("\u{1B}(0q\u{1B}(Ba", "\u{1B}(0q\u{1B}(Ba"), ("\u{E}q\u{F}a", "\u{E}q\u{F}a")]
    )
    func characterSets(input: String, expected: String) {
        #expect(encode(input) == expected)
    }

    @Test("a place that stands for an exact colour is sent as that colour, in either form of terminfo")
    func exact() {
        var slots = ColorSlots()
        let place = slots.number(of: .rgb(RGB(0x6FB9FF)))
        let other = slots.number(of: .indexed(208))
        #expect(
            encode("\u{1B}[38;5;\(place);48;5;\(other)ma\u{1B}[m", slots: slots)
                == "\u{1B}[38;2;111;185;255;48;5;208ma\u{1B}[m"
        )
        #expect(encode("\u{1B}[38:2::1:2:3ma\u{1B}[m") == "\u{1B}[38:2::1:2:3ma\u{1B}[m")
        #expect(slots.number(of: .indexed(7)) == 7 && slots.number(of: .standard) == -1)
        #expect(slots.number(of: .rgb(RGB(0x6FB9FF))) == place)
    }

    @Test("after others have drawn, the pen is set whole")
    func forgetting() {
        var encoder = FrameEncoder(slots: nil, endsAttributesSingly: true)
        _ = encoder.encode(Array("\u{1B}[1ma".utf8))
        encoder.forget()
        #expect(String(decoding: encoder.encode(Array("\u{1B}[1mb".utf8)), as: UTF8.self) == "\u{1B}[0;1mb")
    }

    @Test(
        "bytes cut anywhere do not stop it",
        arguments: ["\u{1B}", "\u{1B}[", "\u{1B}[38;5", "\u{1B}(", "a\u{1B}[999999999999999999999999m"]
    )
    func cut(input: String) {
        #expect(encode(input).utf8.count <= input.utf8.count + 4)
    }
}
