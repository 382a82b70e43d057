import TestSupport
import Testing

@testable import Terminal

@Suite struct FrameDrawingTests {
    private let bold = Style(attributes: .bold)

    @Test("text is written cell by cell and says where to go on")
    func writing() {
        var frame = Frame(size: Size(width: 10, height: 2))
        let used = frame.write("李a", at: Point(x: 1, y: 1), style: bold)
        #expect(used == 3)
        #expect(frame.lines == ["          ", " 李a      "])
        #expect(frame[1, 1] == Cell(text: "李", style: bold))
        #expect(frame[2, 1] == Cell(text: "", style: bold))
        #expect(frame[4, 1] == .blank)
    }

    @Test(
        "text is cut at the frame and at its own limit, never inside a glyph",
        arguments: [
            (0, 5, "Jane Smith", "Jane ", 5), (0, 99, "Jane Smith", "Jane S", 6), (0, 3, "李小龍", "李    ", 2),
            (5, 9, "李", "      ", 0), (4, 9, "李小", "    李", 2), (-1, 9, "李a", " a    ", 3),
            (-2, 9, "abcd", "cd    ", 4),
            (6, 9, "a", "      ", 0), (0, 0, "a", "      ", 0), (0, -4, "a", "      ", 0), (-9, 9, "abc", "      ", 3),
        ]
    )
    func clipping(x: Int, limit: Int, text: String, expected: String, used: Int) {
        var frame = Frame(size: Size(width: 6, height: 1))
        #expect(frame.write(text, at: Point(x: x, y: 0), maxWidth: limit) == used)
        let padded = expected + String(repeating: " ", count: max(0, 6 - TextWidth.cells(of: expected)))
        #expect(frame.lines == [padded])
    }

    @Test(
        "a text that is written whole is as any other, or is not written at all",
        arguments: [
            (0, 6, "Jane", 4), (2, 4, "Jane", 4), (3, 4, "Jane", nil), (0, 3, "Jane", nil), (-1, 6, "Jane", nil),
            (6, 6, "a", nil), (0, 6, "李", nil), (0, 6, "a\u{7}", nil), (1, 4, "à→─", 3), (0, 6, "", 0),
        ]
    )
    func whole(x: Int, limit: Int, text: String, used: Int?) {
        let point = Point(x: x, y: 0)
        // A wide glyph on either side that may be cut.
        var ground = Frame(size: Size(width: 6, height: 1))
        ground.write("李李李", at: Point(x: 0, y: 0))
        var (frame, other) = (ground, ground)
        #expect(frame.writeWhole(text, at: point, maxWidth: limit, style: bold) == used)
        if used != nil { other.write(text, at: point, maxWidth: limit, style: bold) }
        #expect(frame == other)
        #expect(frame == ground || used != nil)
    }

    @Test("rows outside the frame take nothing", arguments: [-1, 2, .max])
    func outside(y: Int) {
        var frame = Frame(size: Size(width: 4, height: 2))
        #expect(frame.write("a", at: Point(x: 0, y: y)) == 0)
        #expect(frame == Frame(size: Size(width: 4, height: 2)))
    }

    @Test("drawing over one half of a wide glyph blanks the other", arguments: [(2, " x"), (1, "x ")])
    func overwriting(x: Int, expected: String) {
        var frame = Frame(size: Size(width: 4, height: 1))
        frame.write("李", at: Point(x: 1, y: 0))
        frame.write("x", at: Point(x: x, y: 0))
        #expect(frame.lines == [" " + expected + " "])
    }

    @Test("hostile text is cleaned on its way into a frame")
    func cleaning() {
        var frame = Frame(size: Size(width: 12, height: 1))
        frame.write("a\u{1B}[2Jb\nc\u{202E}", at: Point(x: 0, y: 0))
        #expect(frame.lines == ["a\u{FFFD}[2Jb c    "])
    }

    @Test("a box has a clipped title in its edge, and a border of its own style")
    func box() {
        var frame = Frame(size: Size(width: 12, height: 3))
        frame.drawBox(Rect(frame.size), title: "New untouched", style: bold)
        #expect(frame.lines == ["┌ New unt… ┐", "│          │", "└──────────┘"])
        #expect(frame[0, 0].style == bold)
        #expect(frame[1, 1] == .blank)
    }

    @Test("a box too small to be one, or outside, draws nothing harmful", arguments: [(1, 5), (5, 1), (0, 0)])
    func tinyBox(width: Int, height: Int) {
        var frame = Frame(size: Size(width: 4, height: 4))
        frame.drawBox(Rect(x: 0, y: 0, width: width, height: height), title: "x", style: bold)
        #expect(frame == Frame(size: frame.size))
        frame.drawBox(Rect(x: -2, y: -2, width: 40, height: 40), title: "x", style: bold)
        #expect(frame == Frame(size: frame.size))
    }

    @Test("filling blanks and restyling keeps the text")
    func fillAndRestyle() {
        var frame = Frame(size: Size(width: 6, height: 2))
        frame.write("abcdef", at: Point(x: 0, y: 0))
        frame.write("李小龍", at: Point(x: 0, y: 1))
        frame.fill(Rect(x: 4, y: 0, width: 9, height: 1), style: bold)
        frame.restyle(Rect(x: 1, y: 1, width: 2, height: 5)) { style in
            Style(foreground: style.foreground, attributes: .reverse)
        }
        #expect(frame.lines == ["abcd  ", "李小龍"])
        #expect(frame[4, 0].style == bold)
        // Halves follow the first cell of their glyph, inside the rectangle and out of it.
        let reversed = (0..<6).map { frame[$0, 1].style.attributes == .reverse }
        #expect(reversed == [false, false, true, true, false, false])
    }

    @Test("wide glyphs keep both cells whatever is drawn, and rows their width", arguments: SeededGenerator.seeds)
    func wholeness(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let size = Size(width: 17, height: 3)
        var frame = Frame(size: size)
        for _ in 0..<400 {
            let at = Point(x: .random(in: -6..<20, using: &generator), y: .random(in: -1...3, using: &generator))
            let width = Int.random(in: 0..<9, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: frame.fill(Rect(x: at.x, y: at.y, width: width, height: 2), style: .plain)
            case 1: frame.drawBox(Rect(x: at.x, y: at.y, width: width, height: 3), title: "李", style: bold)
            default:
                let text = HostileText.random(using: &generator, maximumParts: 6)
                let used = frame.write(text, at: at, maxWidth: width, style: .plain)
                #expect(used <= width)
            }
            for y in 0..<size.height {
                let row = (0..<size.width).map { frame[$0, y].text }
                #expect(Self.isWhole(row), "\(row)")
                #expect(row.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 })
            }
        }
    }

    private static func isWhole(_ row: [String]) -> Bool {
        row.indices.allSatisfy { x in
            let isSecondHalf = row[x].isEmpty
            let followsWide = x > 0 && TextWidth.cells(of: row[x - 1]) == 2
            return isSecondHalf == followsWide && !(x == row.count - 1 && TextWidth.cells(of: row[x]) == 2)
        }
    }
}
