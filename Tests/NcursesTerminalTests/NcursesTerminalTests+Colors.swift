import Terminal
import Testing

@testable import NcursesTerminal

extension NcursesTests {
    @MainActor @Suite struct Colors {
        private nonisolated static let exact = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]

        @Test(
            "what a terminal can show follows from TERM, COLORTERM and NO_COLOR",
            arguments: [
                (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .trueColor),
                (["TERM": "xterm-kitty", "COLORTERM": "truecolor"], .trueColor),
                (["TERM": "tmux-256color", "COLORTERM": "24bit", "TMUX": "/tmp/t,1,0"], .trueColor),
                (["TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "/tmp/t,1,0"], .trueColor),
                (["TERM": "screen-256color", "COLORTERM": "truecolor", "STY": "1.pts"], .palette),
                (["TERM": "screen-256color", "COLORTERM": "truecolor"], .palette),
                (["TERM": "xterm-direct"], .trueColor), (["TERM": "xterm-256color"], .palette),
                (["TERM": "xterm-256color", "COLORTERM": "yes"], .palette), (["TERM": "xterm-16color"], .sixteen),
                (["TERM": "linux"], .eight), (["TERM": "xterm"], .eight), (["TERM": "vt100"], .monochrome),
                (["TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"], .monochrome),
            ] as [([String: String], ColorSupport)]
        )
        func support(environment: [String: String], expected: ColorSupport) throws {
            let rig = try Rig(environment: environment)
            defer { rig.terminal.close() }
            #expect(rig.terminal.colors == expected)
        }

        @Test(
            "a person can want fewer colours, or exact ones that the terminal did not promise",
            arguments: ColorSupport.allCases
        )
        func wanted(support: ColorSupport) throws {
            let pseudo = try PseudoTerminal(size: Size(width: 20, height: 4))
            var configuration = Rig.configuration(for: pseudo, environment: ["TERM": "xterm-256color"])
            configuration.colors = support
            let terminal = try NcursesTerminal(configuration: configuration)
            defer { terminal.close() }
            #expect(terminal.colors == support)
        }

        @Test(
            "exact colours arrive as they are, with any attributes, drawn, scrolled and drawn over",
            arguments: [1, 2, 3] as [UInt64]
        )
        func exactColors(seed: UInt64) throws {
            let rig = try Rig(size: Size(width: 31, height: 9), environment: Self.exact)
            defer { rig.terminal.close() }
            var random = Random(state: seed)
            var frame = Frame(size: rig.terminal.size)
            for step in 0..<200 {
                for _ in 0..<random.next(8) {
                    let at = Point(x: random.next(33) - 2, y: random.next(9))
                    let text = ["Jane Smith", "李小龍", "  ", "▌○ New Lead"][random.next(4)]
                    frame.write(text, at: at, maxWidth: random.next(14), style: random.style())
                }
                if random.next(6) == 0 {
                    frame.fill(Rect(x: 0, y: random.next(9), width: 31, height: 1), style: random.style())
                }
                frame.cursor = random.next(3) == 0 ? nil : Point(x: random.next(31), y: random.next(9))
                try rig.present(frame)
                guard rig.screen.looks == frame.looks, rig.screen.lines == frame.lines else {
                    Issue.record("another picture: seed \(seed), step \(step)")
                    return
                }
            }
            #expect(rig.screen.unknown == [])
        }

        @Test(
            "terminals of every depth show the text and the attributes",
            arguments: ["xterm", "linux", "vt100", "xterm-16color"]
        )
        func depths(name: String) throws {
            let rig = try Rig(size: Size(width: 31, height: 9), environment: ["TERM": name])
            defer { rig.terminal.close() }
            var random = Random(state: 7)
            for step in 0..<60 {
                var frame = Frame(size: rig.terminal.size)
                for y in 0..<9 {
                    for x in stride(from: 0, to: 30, by: 5) {
                        var style = random.style()
                        // The Linux console has 64 pairs of colours, and two colours would make 81.
                        style.background = .standard
                        style.attributes = random.next(2) == 0 ? .reverse : []
                        frame.write("Jane", at: Point(x: x, y: y), style: style)
                    }
                }
                try rig.present(frame)
                let shown = rig.screen.cells.map { $0.map { $0.style.attributes.contains(.reverse) } }
                let meant = (0..<9).map { y in (0..<31).map { frame[$0, y].style.attributes.contains(.reverse) } }
                guard shown == meant, rig.screen.lines == frame.lines else {
                    Issue.record("another picture in step \(step)")
                    return
                }
            }
        }

        @Test("more colours than there are places still show, and the next frame has its own again")
        func manyColors() throws {
            let rig = try Rig(size: Size(width: 20, height: 20), environment: Self.exact)
            defer { rig.terminal.close() }
            func frame(_ first: UInt32) -> Frame {
                var frame = Frame(size: rig.terminal.size)
                for index in 0..<400 {
                    let style = Style(foreground: .rgb(RGB(first + UInt32(index) * 641)))
                    frame.write("x", at: Point(x: index % 20, y: index / 20), style: style)
                }
                return frame
            }
            try rig.present(frame(0x100000))
            #expect(rig.screen.lines == frame(0).lines)
            var few = Frame(size: rig.terminal.size)
            few.write("Jane", at: Point(x: 1, y: 1), style: Style(foreground: .rgb(RGB(0x6FB9FF))))
            try rig.present(few)
            #expect(rig.screen.cells[1][1].style == Style(foreground: .rgb(RGB(0x6FB9FF))))
        }

        @Test("after every frame the pen is the ordinary one, so that a killed process leaves no colour behind")
        func penAtRest() throws {
            let rig = try Rig(environment: Self.exact)
            defer { rig.terminal.close() }
            var frame = Frame(size: rig.terminal.size)
            frame.fill(Rect(frame.size), style: Style(background: .rgb(RGB(0x11151C)), attributes: .bold))
            try rig.present(frame)
            let sequences = rig.lastText.split(separator: "\u{1B}").filter { $0.hasPrefix("[") && $0.hasSuffix("m") }
            #expect(["[m", "[0m"].contains(sequences.last ?? ""))
        }

        @Test(
            "a filled row that moves down a list of 98 cells costs at most 900 bytes",
            arguments: [
                exact, ["TERM": "xterm-256color"], ["TERM": "tmux-256color", "TMUX": "x", "COLORTERM": "truecolor"],
            ]
        )
        func filledRow(environment: [String: String]) throws {
            let rig = try Rig(size: Size(width: 160, height: 50), environment: environment)
            defer { rig.terminal.close() }
            var counts: [Int] = []
            for selected in 0..<45 {
                let frame = ListSample.frame(selected: selected)
                try rig.present(frame)
                counts.append(rig.lastOutput.count)
                guard rig.screen.lines == frame.lines else {
                    Issue.record("another picture with row \(selected)")
                    return
                }
            }
            let moves = counts.dropFirst()
            #expect(moves.allSatisfy { $0 <= 900 }, "\(counts)")
            print("filled row, \(environment): first \(counts[0]) B, move \(moves.min() ?? 0) to \(moves.max() ?? 0) B")
        }

        struct Random {
            var state: UInt64

            mutating func next(_ limit: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(state >> 33) % limit
            }

            mutating func color() -> Color {
                switch next(4) {
                case 0: .standard
                case 1: .indexed(UInt8(next(60)))
                // Few enough that a run of frames never needs more places than there are.
                default: .rgb(RGB(UInt32(next(40)) * 0x061B2F))
                }
            }

            mutating func style() -> Style {
                Style(
                    foreground: color(),
                    background: color(),
                    attributes: Style.Attributes(rawValue: UInt8(next(32)))
                )
            }
        }
    }
}

/// A list as the design has it, 98 cells wide, with a filled row; colours of Foyer Dark.
enum ListSample {
    static func frame(selected: Int, size: Size = Size(width: 160, height: 50)) -> Frame {
        var frame = Frame(size: size)
        let ground = Color.rgb(RGB(0x11151C))
        frame.fill(Rect(frame.size), style: Style(foreground: .rgb(RGB(0xD5DCE7)), background: ground))
        for row in 0..<(size.height - 2) { draw(row, isSelected: row == selected, in: &frame) }
        frame.cursor = Point(x: 11, y: 1 + selected)
        return frame
    }

    private static func draw(_ row: Int, isSelected: Bool, in frame: inout Frame) {
        let ground = Color.rgb(RGB(isSelected ? 0x173F6A : 0x11151C))
        let bold: Style.Attributes = isSelected ? .bold : []
        if isSelected { frame.fill(Rect(x: 1, y: row + 1, width: 96, height: 1), style: Style(background: ground)) }
        let stages =
            [("○ New Lead", 0x6CD4F5), ("◔ Contacted", 0x5ADCC4), ("◑ Qualified", 0xAEB6FF)] as [(String, UInt32)]
        let (stage, hue) = stages[row % 3]
        let muted: UInt32 = isSelected ? 0xD5DCE7 : 0xA1ACBD
        let columns: [(Int, String, UInt32, Style.Attributes)] = [
            (1, isSelected ? "▌" : " ", 0x6FB9FF, []), (5, "00:\(10 + row)", 0x7BD88F, .bold),
            (11, "Jane Smith \(row * 7919 % 100)", 0xFFFFFF, .bold), (31, row % 2 == 0 ? "new" : "", 0x6FB9FF, .bold),
            (36, stage, hue, []), (50, "\(40 + row)", row % 4 == 0 ? 0xFFA270 : 0xD5DCE7, bold),
            (53, "█", row % 4 == 0 ? 0xFFA270 : muted, []), (56, "B", muted, bold), (60, "\(row)d", muted, bold),
            (64, row % 3 == 0 ? "call today" : "—", row % 3 == 0 ? 0xF4C65F : muted, bold), (76, "Zillow", muted, bold),
            (86, row % 5 == 0 ? "nobody" : "me", row % 5 == 0 ? 0xF4C65F : 0xD5DCE7, bold),
        ]
        for (x, text, ink, attributes) in columns {
            let style = Style(foreground: .rgb(RGB(ink)), background: ground, attributes: attributes)
            frame.write(text, at: Point(x: x, y: row + 1), style: style)
        }
    }
}
