import Terminal

/// Where the parts of a bulk plan stand on the screen.
struct BulkParts {
    let place: OverlayPlace
    let head: Rect
    let titles: Rect
    let rows: Rect
    let detail: Rect
    let question: Rect
    /// Columns, in cells from the left of a row; empty where there is no room for one.
    let name: Range<Int>
    let change: Range<Int>
    let calls: Range<Int>
    let result: Range<Int>

    init(_ layout: ScreenLayout, _ look: Look) {
        place = OverlayPlace(.sheet, lines: layout.body.height, layout: layout, look: look)
        let inner = place.content
        let isTall = inner.height >= 16
        let line = { (y: Int, height: Int) in Rect(x: inner.x + 1, y: y, width: max(0, inner.width - 2), height: height)
        }
        head = line(inner.y + (isTall ? 1 : 0), min(1, inner.height))
        titles = Rect(x: inner.x, y: head.y + (isTall ? 2 : 1), width: inner.width, height: inner.height > 4 ? 1 : 0)
        let detailHeight = isTall ? 4 : 0
        let last = inner.maxY - 1 - (isTall ? 1 : 0)
        question = line(last, inner.height > 1 ? 1 : 0)
        let top = titles.y + titles.height
        let bottom = last - (isTall ? 1 : 0) - detailHeight
        rows = Rect(x: inner.x, y: top, width: inner.width, height: max(0, bottom - top))
        detail = line(bottom, detailHeight)

        let width = inner.width
        let nameWidth = max(10, min(24, width * 9 / 40))
        name = 4..<(4 + nameWidth)
        let isWide = width >= 76
        // Where cells are dear the change goes before the words about it: the line of the row has these whole.
        let room = min(60, width * 3 / 10 + max(0, width - 118) / 3)
        let resultWidth = isWide ? room : max(0, width - name.upperBound - 1)
        result = (width - resultWidth)..<width
        calls = isWide ? (result.lowerBound - 7)..<(result.lowerBound - 2) : 0..<0
        change = isWide ? (name.upperBound + 1)..<max(name.upperBound + 1, calls.lowerBound - 1) : 0..<0
    }
}
