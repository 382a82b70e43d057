import Leads
import Terminal
import TestSupport
import Testing
import ViewModels

@testable import Panes

@Suite("Text that is being typed, on the screen")
struct FieldViewTests {
    private func drawn(_ text: String, left: Int = 0, width: Int = 12, isFocused: Bool = true) -> Frame {
        var field = TextField(text)
        for _ in 0..<left { field.apply(.left) }
        var canvas = Canvas(size: Size(width: width, height: 1), look: Look(.foyerDark, exact: true))
        let rect = Rect(x: 0, y: 0, width: width, height: 1)
        FieldView.draw([Canvas.Piece("> ")], field, isFocused: isFocused, in: rect, on: .page, &canvas)
        return canvas.frame
    }

    @Test("a short text stands behind its label, with the cursor where the next letter goes")
    func short() {
        #expect(drawn("abc").lines == ["> abc       "])
        #expect(drawn("abc").cursor == Point(x: 5, y: 0))
        #expect(drawn("abc", left: 2).cursor == Point(x: 3, y: 0))
        #expect(drawn("abc", isFocused: false).cursor == nil)
    }

    @Test("a long text scrolls so that its end and the cursor are in sight, and one cell stays for the next letter")
    func long() {
        #expect(drawn("abcdefghijklmno").lines == ["> ghijklmno "])
        #expect(drawn("abcdefghijklmno").cursor == Point(x: 11, y: 0))
        #expect(drawn("abcdefghi").lines == ["> abcdefghi "])
        #expect(drawn("abcdefghij").lines == ["> bcdefghij "])
        #expect(drawn("abcdefghijklmno", left: 12).lines == ["> abcdefghij"])
        #expect(drawn("abcdefghijklmno", left: 12).cursor == Point(x: 5, y: 0))
    }

    @Test("a field that is left shows how its text begins, with a sign where it is cut")
    func left() {
        #expect(drawn("abcdefghijklmno", isFocused: false).lines == ["> abcdefghi…"])
        #expect(drawn("abcdefghij", isFocused: false).lines == ["> abcdefghij"])
        #expect(drawn("李小龍李小龍", isFocused: false).lines == ["> 李小龍李… "])
    }

    @Test("wide characters are scrolled as wholes")
    func wide() {
        #expect(drawn("李小龍李小龍").lines == ["> 龍李小龍  "])
        #expect(drawn("李小龍李小龍").cursor == Point(x: 10, y: 0))
    }

    private func lines(_ text: String, width: Int, left: Int = 0) -> (lines: [String], cursor: Int) {
        var field = TextField(text)
        for _ in 0..<left { field.apply(.left) }
        let area = AreaLines(field, width: width)
        return (area.ranges.map { String(field.characters[$0]) }, area.cursorLine)
    }

    @Test("an area breaks at blanks and at line breaks, and keeps every blank that was typed")
    func area() {
        #expect(lines("moves from Denver", width: 11).lines == ["moves from ", "Denver"])
        #expect(lines("one\n\ntwo", width: 10).lines == ["one", "", "two"])
        #expect(lines("abcdefghij", width: 4).lines == ["abcd", "efgh", "ij"])
        #expect(lines("ab cdefghij", width: 4).lines == ["ab ", "cdef", "ghij"])
        #expect(lines("李小龍", width: 4).lines == ["李小", "龍"])
        #expect(lines("", width: 4).lines == [""])
    }

    @Test("the cursor's line is the one the next letter goes into")
    func cursorLine() {
        #expect(lines("one\ntwo", width: 10).cursor == 1)
        #expect(lines("one\ntwo", width: 10, left: 3).cursor == 1)
        #expect(lines("one\ntwo", width: 10, left: 4).cursor == 0)
        #expect(lines("one\n", width: 10).cursor == 1)
    }

    @Test("an area's lines are the whole text and none is too wide", arguments: 0..<40)
    func wholeText(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let parts = ["a", " ", "\n", "Denver", "李", "👩‍👧", "e\u{301}"]
        let text = (0..<Int(random.next() % 60)).map { _ in parts[Int(random.next() % 7)] }.joined()
        let width = 2 + Int(random.next() % 12)
        let field = TextField(text)
        let area = AreaLines(field, width: width)

        let kept = area.ranges.map { String(field.characters[$0]) }
        #expect(kept.joined() == text.filter { !$0.isNewline }, "seed \(seed)")
        // A blank at the end of a line may stand behind the edge.
        for line in kept {
            #expect(TextWidth.cells(of: line.trimmed) <= width, "seed \(seed): \(line)")
        }
        #expect(area.cursorLine == area.ranges.count - 1)
    }

    private func area(_ text: String, up: Int, height: Int) -> Frame {
        var field = TextField(text)
        for _ in 0..<up { field.apply(.line(-1)) }
        var canvas = Canvas(size: Size(width: 6, height: height), look: Look(.foyerDark, exact: true))
        FieldView.drawArea(field, isFocused: true, in: Rect(x: 0, y: 0, width: 6, height: height), on: &canvas)
        return canvas.frame
    }

    @Test("an area that is higher than its place shows the cursor's line")
    func scrolledArea() {
        let text = (1...9).map { "l\($0)" }.joined(separator: "\n")

        #expect(area(text, up: 0, height: 3).lines == ["l7    ", "l8    ", "l9    "])
        #expect(area(text, up: 0, height: 3).cursor == Point(x: 2, y: 2))
        #expect(area(text, up: 6, height: 3).lines == ["l1    ", "l2    ", "l3    "])
        #expect(area(text, up: 6, height: 3).cursor == Point(x: 2, y: 2))
        #expect(area(text, up: 8, height: 3).cursor == Point(x: 2, y: 0))
        #expect(area("a", up: 0, height: 3).lines == ["a     ", "      ", "      "])
        #expect(area("abcdef", up: 0, height: 3).cursor == Point(x: 5, y: 0))
    }
}
