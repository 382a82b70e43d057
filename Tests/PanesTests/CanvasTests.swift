import Terminal
import TestSupport
import Testing

@testable import Panes

@Suite("Writing on the canvas")
struct CanvasTests {
    private func text(_ lines: [[Canvas.Piece]]) -> [String] { lines.map { $0.map(\.text).joined() } }

    private func wrap(_ text: String, width: Int, indent: Int = 0) -> [String] {
        self.text(Canvas.wrap([Canvas.Piece(text)], width: width, indent: indent))
    }

    @Test("text is broken at blanks, which go with the break, and later lines are indented")
    func words() {
        #expect(wrap("moves from Denver", width: 10) == ["moves from", "Denver"])
        #expect(wrap("moves from Denver", width: 9) == ["moves", "from", "Denver"])
        #expect(wrap("moves from Denver", width: 11, indent: 2) == ["moves from", "  Denver"])
        #expect(wrap("moves from Denver", width: 17) == ["moves from Denver"])
        #expect(wrap("", width: 10) == [""])
    }

    @Test("a word that is longer than a line goes on in the next, whole lines first")
    func longWord() {
        #expect(wrap("abcdefghij", width: 4) == ["abcd", "efgh", "ij"])
        #expect(wrap("ab cdefghij", width: 4) == ["ab", "cdef", "ghij"])
        #expect(wrap("abcdefghij", width: 6, indent: 2) == ["abcdef", "  ghij"])
        #expect(wrap("李小龍李小龍", width: 5) == ["李小", "龍李", "小龍"])
    }

    @Test("a tag is never broken, and takes the next line whole")
    func chips() {
        let pieces = [Canvas.Piece("tags "), Canvas.Piece.tag("back from Denver")]

        #expect(text(Canvas.wrap(pieces, width: 20, indent: 0)) == ["tags ", " back from Denver "])
    }

    @Test("no line is wider than asked for and nothing is lost, whatever the text", arguments: 0..<40)
    func wrapping(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let words = ["a", "Denver", "relocation", "李小龍", "👩‍👧", "e\u{301}", "abcdefghijklmnopqrstuvwxyz"]
        let text = (0..<Int(random.next() % 12)).map { _ in words[Int(random.next() % 7)] }.joined(separator: " ")
        let width = 4 + Int(random.next() % 20)
        let indent = Int(random.next() % 3)

        let lines = wrap(text, width: max(width, indent + 4), indent: indent)

        for line in lines { #expect(TextWidth.cells(of: line) <= max(width, indent + 4), "seed \(seed): \(line)") }
        let kept = lines.joined().filter { $0 != " " }
        #expect(kept == text.filter { $0 != " " }, "seed \(seed)")
    }

    @Test("the thumb tells how much is seen and where: at the top, at the end and in between")
    func thumb() {
        let rows = { (top: Int) in ScrollThumb(top: top, visible: 10, total: 40).rows(of: 20) }

        #expect(rows(0) == 0..<5)
        #expect(rows(30) == 15..<20)
        #expect(rows(10) == 5..<10)
        #expect(ScrollThumb(top: 0, visible: 10, total: 10).rows(of: 20) == nil)
        #expect(ScrollThumb(top: 0, visible: 10, total: 11).rows(of: 1) == nil)
        #expect(ScrollThumb(top: 0, visible: 1, total: 5_000).rows(of: 20) == 0..<1)
        #expect(ScrollThumb(top: 4_999, visible: 1, total: 5_000).rows(of: 20) == 19..<20)
        #expect(ScrollThumb(top: 1, visible: 1, total: 2).rows(of: 2) == 1..<2)
    }

    @Test("what is written at the right ends at the edge, and loses its end when it is too long")
    func right() {
        var canvas = Canvas(size: Size(width: 12, height: 3), look: Look(.foyerDark, exact: true))
        let room = Rect(x: 2, y: 0, width: 8, height: 1)
        canvas.writeRight([Canvas.Piece("ab"), Canvas.Piece("c")], in: room)
        canvas.writeRight([Canvas.Piece("Alice Johnson")], in: Rect(x: 2, y: 1, width: 8, height: 1))

        #expect(canvas.frame.lines == ["       abc  ", "  Alice J…  ", "            "])
    }

    @Test("pieces share one line, and what is behind the edge is not written")
    func pieces() {
        var canvas = Canvas(size: Size(width: 12, height: 1), look: Look(.foyerDark, exact: true))
        let end = canvas.write(
            [Canvas.Piece("abc"), Canvas.Piece("def"), Canvas.Piece("ghi")],
            in: Rect(x: 1, y: 0, width: 6, height: 1)
        )

        #expect(end == 7)
        #expect(canvas.frame.lines == [" abcdef     "])
    }

    @Test("a tag has brackets where its ground cannot be painted, and blanks where it can", arguments: [true, false])
    func tag(paintsGrounds: Bool) {
        let look = paintsGrounds ? Look(.foyerDark, exact: true) : Look.choose(for: TerminalFacts(colors: .monochrome))
        var canvas = Canvas(size: Size(width: 5, height: 1), look: look)
        canvas.write([Canvas.Piece.tag("hot")], in: Rect(x: 0, y: 0, width: 5, height: 1))

        #expect(canvas.frame.lines == [paintsGrounds ? " hot " : "[hot]"])
    }
}
