import Glibc
import Terminal
import Testing

@testable import NcursesTerminal

/// All tests of the driver: curses knows one terminal at a time.
@MainActor @Suite(.serialized) struct NcursesTests {}

/// A terminal under test with its other end and what can be seen there.
@MainActor final class Rig {
    let pseudo: PseudoTerminal
    let terminal: NcursesTerminal
    private(set) var screen: ScreenEmulator
    private(set) var lastOutput: [UInt8] = []

    init(size: Size = Size(width: 80, height: 24), environment: [String: String] = ["TERM": "xterm-256color"]) throws {
        pseudo = try PseudoTerminal(size: size)
        screen = ScreenEmulator(size: size)
        terminal = try NcursesTerminal(configuration: Self.configuration(for: pseudo, environment: environment))
    }

    static func configuration(
        for pseudo: PseudoTerminal,
        environment: [String: String]
    ) -> NcursesTerminal.Configuration {
        var configuration = NcursesTerminal.Configuration(environment: environment, logPath: nil)
        configuration.input = pseudo.far
        configuration.output = pseudo.far
        return configuration
    }

    func present(_ frame: Frame) throws {
        try terminal.present(frame)
        lastOutput = pseudo.output()
        // The kernel holds some thousand bytes; the rest of the frame follows when these were read.
        while !terminal.backlog.isEmpty {
            try terminal.catchUp()
            lastOutput += pseudo.output()
        }
        screen.feed(lastOutput)
    }

    /// Takes in what the terminal was sent.
    func look() {
        lastOutput = pseudo.output()
        screen.feed(lastOutput)
    }

    var lastText: String { String(decoding: lastOutput, as: UTF8.self) }
}

extension Style {
    /// What can be seen of the style: a blank has no weight and no colour of its own.
    fileprivate func seen(in text: String) -> Style {
        guard text == " ", attributes.isDisjoint(with: [.underline, .reverse]) else { return self }
        return Style(background: background)
    }
}

extension Terminal.Frame {
    /// How each cell looks, row by row.
    var looks: [[Style]] {
        (0..<size.height).map { y in (0..<size.width).map { self[$0, y].style.seen(in: self[$0, y].text) } }
    }
}

extension ScreenEmulator {
    var looks: [[Style]] { cells.map { row in row.map { $0.style.seen(in: $0.text) } } }
}

extension NcursesTests {
    @MainActor @Suite struct Screen {
        private let texts = [
            "Jane Smith", "李小龍 山田太郎", "👨‍👩‍👧 ok", "⚠️ x", "🇩🇪 x", "👍🏽 x", "e\u{301}x", "한국 x", "\u{1112}\u{1161}\u{11AB}x",
            "प्रिया",
            "محمد", "a\u{1B}[2Jb", "Z\u{334}\u{334}\u{334}\u{334}\u{334}x", "1️⃣x", "😀😀",
        ]

        @Test("the screen shows the frame, cell by cell, with styles and cursor")
        func frame() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            var frame = Frame(size: rig.terminal.size)
            frame.drawBox(Rect(frame.size), title: "Leads", style: Style(foreground: .indexed(208)))
            for (row, text) in texts.enumerated() {
                let style = Style(foreground: .indexed(UInt8(row * 16)), background: .indexed(17), attributes: .bold)
                let used = frame.write(text, at: Point(x: 2, y: row + 1), style: style)
                frame.write("|", at: Point(x: 2 + used, y: row + 1), style: Style(attributes: [.reverse, .italic]))
            }
            frame.cursor = Point(x: 7, y: 3)
            try rig.present(frame)
            #expect(rig.screen.lines == frame.lines)
            #expect(rig.screen.looks == frame.looks)
            #expect(rig.screen.cursor == Point(x: 7, y: 3))
            #expect(rig.screen.isCursorVisible)
            #expect(rig.screen.unknown == [])
        }

        @Test("every difference between frames arrives, scrolled or drawn over", arguments: [1, 2, 3, 4] as [UInt64])
        func increments(seed: UInt64) throws {
            let rig = try Rig(size: Size(width: 31, height: 9))
            defer { rig.terminal.close() }
            var random = Random(state: seed)
            var frame = Frame(size: rig.terminal.size)
            for step in 0..<150 {
                if random.next(5) == 0 { frame = scrolled(frame) }
                for _ in 0..<random.next(6) {
                    let style = Style(
                        foreground: .indexed(UInt8(random.next(256))),
                        attributes: random.next(2) == 0 ? .bold : []
                    )
                    let at = Point(x: random.next(33) - 2, y: random.next(9))
                    frame.write(texts[random.next(texts.count)], at: at, maxWidth: random.next(12), style: style)
                }
                frame.cursor = random.next(3) == 0 ? nil : Point(x: random.next(31), y: random.next(9))
                if random.next(20) == 0 { rig.terminal.redraw() }
                try rig.present(frame)
                #expect(rig.screen.lines == frame.lines, "seed \(seed), step \(step)")
                #expect(rig.screen.isCursorVisible == (frame.cursor != nil))
                if let cursor = frame.cursor { #expect(rig.screen.cursor == cursor) }
            }
            #expect(rig.screen.unknown == [])
        }

        @Test("no scalar, known to this system or not, moves the cell after it")
        func drift() throws {
            let rig = try Rig(size: Size(width: 80, height: 24))
            defer { rig.terminal.close() }
            // Every scalar of the planes with text, three by three columns apart, and samples of the rest.
            let values =
                Array(UInt32(0)..<0x3400) + Array(stride(from: 0x3400, to: 0x10000, by: 7))
                + Array(0x10000..<0x20000).filter { $0 % 5 == 0 || (0x1F000..<0x20000).contains($0) }
                + Array(stride(from: 0x20000, to: 0x110000, by: 997))
            let scalars = values.compactMap(Unicode.Scalar.init)
            for start in stride(from: 0, to: scalars.count, by: 24 * 16) {
                var frame = Frame(size: rig.terminal.size)
                for (index, scalar) in scalars[start..<min(scalars.count, start + 24 * 16)].enumerated() {
                    let at = Point(x: index % 16 * 5, y: index / 16)
                    let used = frame.write("x" + String(Character(scalar)), at: at, maxWidth: 4)
                    frame.write("|", at: Point(x: at.x + used, y: at.y))
                }
                try rig.present(frame)
                for y in 0..<24 {
                    for x in 0..<80 where frame[x, y].text == "|" && rig.screen.cells[y][x].text != "|" {
                        Issue.record("drift in \(frame.lines[y])")
                    }
                }
            }
            #expect(rig.screen.unknown == [])
        }

        @Test("what this system cannot measure is shown as a placeholder of the same width")
        func placeholder() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            var frame = Frame(size: rig.terminal.size)
            // Unassigned, but wide: Unicode keeps the plane for ideographs.
            #expect(frame.write("\u{3FFFD}|", at: Point(x: 0, y: 0)) == 3)
            try rig.present(frame)
            #expect(rig.screen.lines[0].hasPrefix("\u{FFFD} |"))
        }

        private func scrolled(_ frame: Frame) -> Frame {
            var next = Frame(size: frame.size)
            for y in 1..<frame.size.height { next.write(frame.lines[y], at: Point(x: 0, y: y - 1)) }
            return next
        }

        private struct Random {
            var state: UInt64

            mutating func next(_ limit: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(state >> 33) % limit
            }
        }
    }
}
