import Terminal
import Testing

@testable import NcursesTerminal

extension NcursesTests {
    @MainActor @Suite struct Bytes {
        @Test("a frame is one synchronized update, and a frame that changes nothing is nothing")
        func update() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            rig.look()
            var frame = Frame(size: rig.terminal.size)
            for y in 0..<10 { frame.write("Jane Smith, Zillow", at: Point(x: 3, y: y)) }
            try rig.present(frame)
            #expect(rig.lastText.hasPrefix("\u{1B}[?2026h"))
            #expect(rig.lastText.hasSuffix("\u{1B}[?2026l"))
            #expect(rig.lastText.split(separator: "\u{1B}[?2026h").count == 1)
            try rig.present(frame)
            #expect(rig.lastOutput == [])
            rig.terminal.redraw()
            try rig.present(frame)
            #expect(rig.lastText.contains("Jane"))
        }

        @Test("a few letters go without the marks of a synchronized update")
        func small() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            try rig.present(Frame(size: rig.terminal.size))
            var frame = Frame(size: rig.terminal.size)
            frame.write("Jane", at: Point(x: 3, y: 3))
            try rig.present(frame)
            #expect(rig.lastText.contains("Jane"))
            #expect(!rig.lastText.contains("2026"))
        }

        @Test("a mark that moves down the gutter costs no more than 64 bytes")
        func gutter() throws {
            let size = Size(width: 200, height: 50)
            let rig = try Rig(size: size)
            defer { rig.terminal.close() }
            var sizes: [Int] = []
            for selected in 0..<40 {
                var frame = Frame(size: size)
                for y in 0..<50 { frame.write("Jane Smith \(y * 7919) Zillow", at: Point(x: 2, y: y)) }
                frame.write(">", at: Point(x: 0, y: selected), style: Style(attributes: .bold))
                frame.cursor = Point(x: 0, y: selected)
                try rig.present(frame)
                sizes.append(rig.lastOutput.count)
            }
            #expect(sizes.dropFirst().allSatisfy { $0 <= 64 }, "\(sizes)")
            #expect(rig.screen.lines[39].hasPrefix("> Jane"))
        }

        @Test("colours come down to what the terminal has, and NO_COLOR leaves none")
        func colours() throws {
            let plain = try colourOutput(["TERM": "xterm-256color", "NO_COLOR": "1"])
            #expect(!plain.contains("[31m") && !plain.contains("38;5"))
            let empty = try colourOutput(["TERM": "xterm-256color", "NO_COLOR": ""])
            #expect(empty.contains("[38;5;208m"))
            #expect(try !colourOutput(["TERM": "vt100"]).contains("3"))
            #expect(
                try colourOutput(["TERM": "linux"]).contains("[33m") || colourOutput(["TERM": "linux"]).contains("[31m")
            )
        }

        private func colourOutput(_ environment: [String: String]) throws -> String {
            let rig = try Rig(environment: environment)
            defer { rig.terminal.close() }
            rig.look()
            var frame = Frame(size: rig.terminal.size)
            frame.write("a", at: Point(x: 0, y: 0), style: Style(foreground: .indexed(208)))
            try rig.present(frame)
            return rig.lastText.replacing("\u{1B}[?2026", with: "")
                .split(separator: "\u{1B}").filter { $0.hasSuffix("a") || $0.hasSuffix("m") }.joined(separator: " ")
        }

        @Test(
            "each depth names the nearest colour it has",
            arguments: [
                (ColorDepth.monochrome, 208, -1, false), (.eight, 9, 1, true), (.eight, 1, 1, false),
                (.eight, 196, 1, true),
                (.sixteen, 9, 9, false), (.sixteen, 196, 9, false), (.sixteen, 231, 15, false),
                (.sixteen, 16, 0, false),
                (.sixteen, 244, 8, false), (.palette, 208, 208, false), (.direct, 3, 3, false),
                (.direct, 208, 0xFF8700, false),
                (.direct, 255, 0xEEEEEE, false),
            ] as [(ColorDepth, UInt8, Int32, Bool)]
        )
        func depths(depth: ColorDepth, index: UInt8, number: Int32, isBold: Bool) {
            #expect(depth.number(of: .indexed(index)) == number)
            #expect(depth.needsBold(for: .indexed(index)) == isBold)
            #expect(depth.number(of: .standard) == -1)
        }

        @Test("a copy goes out as OSC 52, in both forms inside tmux, and not at all when it is too long")
        func copying() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            rig.look()
            try rig.terminal.copy("日本 555-0100")
            rig.look()
            #expect(rig.lastText == "\u{1B}]52;c;5pel5pysIDU1NS0wMTAw\u{7}")
            rig.terminal.bell()
            rig.look()
            #expect(rig.lastText == "\u{7}")
            let tmux = try ClipboardSequence.bytes(copying: "a", insideTmux: true)
            let plain = "\u{1B}]52;c;YQ==\u{7}"
            #expect(String(decoding: tmux, as: UTF8.self) == plain + "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\")
            let limit = ClipboardSequence.limitInBytes
            #expect(
                try ClipboardSequence.bytes(copying: String(repeating: "a", count: limit), insideTmux: false).count
                    <= 100_000
            )
            #expect(throws: TerminalError.copyTooLong(limitInBytes: limit)) {
                try rig.terminal.copy(String(repeating: "a", count: limit + 1))
            }
        }
    }
}
