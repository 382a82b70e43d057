import TestSupport
import Testing

@testable import Terminal

@Suite struct KeyParserFuzzTests {
    private static let parts = [
        "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[<0;", "\u{1B}[M",
        "\u{1B}[[", "A", "~", "M", ";", "1", "5",
        "é", "李", "😀", "q", "\r", "\u{3}", "\u{7}", "\\", "[", "O", "\u{18}",
    ].map { Array($0.utf8) }

    private static func randomBytes(using generator: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 1...40, using: &generator)).flatMap { _ -> [UInt8] in
            if Bool.random(using: &generator) { return [UInt8.random(in: 0...255, using: &generator)] }
            return parts.randomElement(using: &generator) ?? []
        }
    }

    @Test(
        "any bytes, split anywhere, give the same events and leave nothing pending for ever",
        arguments: SeededGenerator.seeds
    )
    func splits(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let bytes = Self.randomBytes(using: &generator)
            var whole = KeyParser()
            let expected = whole.feed(bytes, at: .zero) + whole.expire(at: .seconds(10))
            var split = KeyParser()
            var events: [InputEvent] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...rest.count, using: &generator)
                events += split.feed(rest.prefix(count), at: .zero)
                rest = rest.dropFirst(count)
            }
            events += split.expire(at: .seconds(10))
            #expect(events == expected, "bytes \(bytes)")
            // Only half a character may wait longer, and the next key ends that.
            #expect(split.feed("k".utf8, at: .seconds(20)).last == .key(KeyPress(.character("k"))), "bytes \(bytes)")
        }
    }

    @Test("text typed slowly arrives as it was typed", arguments: SeededGenerator.seeds)
    func typing(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var parser = KeyParser()
        var typed: [InputEvent] = []
        var seen: [InputEvent] = []
        var now = Duration.zero
        for _ in 0..<5000 {
            guard let scalar = Unicode.Scalar(UInt32.random(in: 0x20...0x10FFFF, using: &generator)),
                !(0x7F...0x9F).contains(scalar.value)
            else { continue }
            typed.append(.key(KeyPress(.character(Character(scalar)))))
            for byte in String(Character(scalar)).utf8 {
                now += .milliseconds(Int.random(in: 0...700, using: &generator))
                seen += parser.feed([byte], at: now)
            }
        }
        #expect(seen == typed)
    }
}
