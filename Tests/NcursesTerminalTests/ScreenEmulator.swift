import Terminal

/// As much of xterm as ncurses uses, to see what a person would see.
///
/// Collects what it does not understand in ``unknown``, so that a test cannot pass by misreading.
struct ScreenEmulator {
    struct Shown: Hashable {
        var text: String
        var style: Style
    }

    let size: Size
    private(set) var cells: [[Shown]]
    private(set) var cursor = Point(x: 0, y: 0)
    private(set) var isCursorVisible = true
    private(set) var privateModes: Set<Int> = []
    private(set) var unknown: [String] = []
    /// What was said between OSC and its end.
    private(set) var commands: [String] = []
    /// How often the terminal was asked whether it has caught up.
    private(set) var questionCount = 0
    private var style = Style.plain
    private var scrollRegion: Range<Int>
    private var wrapsNext = false
    private var lastText = " "
    private var unread: [UInt8] = []

    init(size: Size) {
        self.size = size
        scrollRegion = 0..<size.height
        cells = Array(
            repeating: Array(repeating: Shown(text: " ", style: .plain), count: size.width),
            count: size.height
        )
    }

    var lines: [String] { cells.map { row in row.map(\.text).joined() } }

    /// Takes in bytes as they come over a line: what is not whole waits for its rest.
    ///
    /// A sequence is whole when the next one begins; frames and questions end in what is known.
    mutating func feed(whole bytes: ArraySlice<UInt8>) {
        unread += bytes
        let isAtEnd = ["\u{1B}[?2026l", "\u{1B}[5n"].contains { unread.suffix($0.utf8.count).elementsEqual($0.utf8) }
        guard !isAtEnd, let last = unread.lastIndex(of: 0x1B) else {
            feed(unread)
            unread = []
            return
        }
        feed(Array(unread[..<last]))
        unread = Array(unread[last...])
    }

    mutating func feed(_ bytes: [UInt8]) {
        var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\u{1B}": takeEscape(&scalars)
            case "\r": moveTo(x: 0, y: cursor.y)
            case "\n": lineFeed()
            case "\u{8}": moveTo(x: cursor.x - 1, y: cursor.y)
            case "\u{7}", "\u{F}": break
            case "\u{0}"..."\u{1F}": unknown.append("control \(scalar.value)")
            default: draw(scalar)
            }
        }
    }
}

extension ScreenEmulator {
    private mutating func takeEscape(_ scalars: inout Substring.UnicodeScalarView) {
        switch scalars.popFirst() {
        case "[": takeControl(&scalars)
        case "(", ")": _ = scalars.popFirst()
        case "M": if cursor.y == scrollRegion.lowerBound { scrollDown(1) } else { cursor.y -= 1 }
        case "7", "8", "=", ">": break
        case "]": takeCommand(&scalars)
        case let other: unknown.append("ESC \(other.map(String.init(describing:)) ?? "")")
        }
    }

    private mutating func takeControl(_ scalars: inout Substring.UnicodeScalarView) {
        var parameters = ""
        while let scalar = scalars.popFirst() {
            guard (0x40...0x7E).contains(scalar.value) else {
                parameters.unicodeScalars.append(scalar)
                continue
            }
            let isPrivate = parameters.hasPrefix("?")
            let numbers = parameters.drop { $0 == "?" }.split(separator: ";", omittingEmptySubsequences: false)
                .map { Int($0) ?? 0 }
            if isPrivate { setModes(numbers, isOn: scalar == "h") } else { perform(scalar, numbers) }
            return
        }
    }

    private mutating func takeCommand(_ scalars: inout Substring.UnicodeScalarView) {
        var command = ""
        while let scalar = scalars.popFirst(), scalar != "\u{7}" {
            if scalar == "\u{1B}" {
                _ = scalars.popFirst()
                break
            }
            command.unicodeScalars.append(scalar)
        }
        commands.append(command)
    }

    private mutating func setModes(_ numbers: [Int], isOn: Bool) {
        for number in numbers {
            if number == 25 { isCursorVisible = isOn }
            if isOn { privateModes.insert(number) } else { privateModes.remove(number) }
        }
    }

    private mutating func perform(_ final: Unicode.Scalar, _ numbers: [Int]) {
        let first = numbers.first ?? 0
        let count = max(1, first)
        switch final {
        case "H", "f": moveTo(x: max(1, numbers.count > 1 ? numbers[1] : 1) - 1, y: count - 1)
        case "A": moveTo(x: cursor.x, y: cursor.y - count)
        case "B": moveTo(x: cursor.x, y: cursor.y + count)
        case "C": moveTo(x: cursor.x + count, y: cursor.y)
        case "D": moveTo(x: cursor.x - count, y: cursor.y)
        case "G": moveTo(x: count - 1, y: cursor.y)
        case "d": moveTo(x: cursor.x, y: count - 1)
        case "J": eraseDisplay(first)
        case "K":
            erase(row: cursor.y, first == 1 ? 0..<(cursor.x + 1) : first == 2 ? 0..<size.width : cursor.x..<size.width)
        case "X": erase(row: cursor.y, cursor.x..<min(size.width, cursor.x + count))
        case "b": for _ in 0..<count { for scalar in lastText.unicodeScalars { draw(scalar) } }
        case "@": insertCells(count)
        case "P": deleteCells(count)
        case "L": withRegion(from: cursor.y) { $0.scrollDown(count) }
        case "M": withRegion(from: cursor.y) { $0.scrollUp(count) }
        case "S": scrollUp(count)
        case "T": scrollDown(count)
        case "r":
            let bottom = numbers.count > 1 && numbers[1] > 0 ? numbers[1] : size.height
            scrollRegion = (count - 1)..<min(size.height, bottom)
            moveTo(x: 0, y: 0)
        case "m": setStyle(numbers)
        case "h", "l", "t": break
        case "n" where first == 5: questionCount += 1
        default: unknown.append("CSI \(numbers) \(final)")
        }
    }

    private mutating func moveTo(x: Int, y: Int) {
        cursor = Point(x: min(max(0, x), size.width - 1), y: min(max(0, y), size.height - 1))
        wrapsNext = false
    }

    private mutating func lineFeed() {
        wrapsNext = false
        if cursor.y == scrollRegion.upperBound - 1 {
            scrollUp(1)
        } else if cursor.y < size.height - 1 {
            cursor.y += 1
        }
    }

    private mutating func draw(_ scalar: Unicode.Scalar) {
        let text = String(Character(scalar))
        // A mark alone counts as one cell, the place where it is shown; here it joins what stands before.
        if scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .enclosingMark
            || (0x1160...0x11FF).contains(scalar.value)
        {
            join(scalar)
            return
        }
        let width = TextWidth.cells(of: text)
        if wrapsNext || cursor.x + width > size.width {
            lineFeed()
            cursor.x = 0
        }
        erase(row: cursor.y, cursor.x..<(cursor.x + width))
        cells[cursor.y][cursor.x] = Shown(text: text, style: style)
        if width == 2 { cells[cursor.y][cursor.x + 1] = Shown(text: "", style: style) }
        lastText = text
        wrapsNext = cursor.x + width == size.width
        cursor.x = min(size.width - 1, cursor.x + width)
    }

    private mutating func join(_ mark: Unicode.Scalar) {
        var x = wrapsNext ? cursor.x : cursor.x - 1
        while x > 0, cells[cursor.y][x].text.isEmpty { x -= 1 }
        guard x >= 0 else { return }
        cells[cursor.y][x].text.unicodeScalars.append(mark)
        lastText.unicodeScalars.append(mark)
    }
}

extension ScreenEmulator {
    private var blank: Shown { Shown(text: " ", style: Style(background: style.background)) }

    /// Blanks cells, and the other half of a wide glyph that the range cuts.
    private mutating func erase(row: Int, _ columns: Range<Int>) {
        if columns.lowerBound < size.width, cells[row][columns.lowerBound].text.isEmpty {
            cells[row][columns.lowerBound - 1].text = " "
        }
        if columns.upperBound < size.width, cells[row][columns.upperBound].text.isEmpty {
            cells[row][columns.upperBound].text = " "
        }
        for x in columns { cells[row][x] = blank }
    }

    private mutating func eraseDisplay(_ kind: Int) {
        if kind == 0 { erase(row: cursor.y, cursor.x..<size.width) }
        if kind == 1 { erase(row: cursor.y, 0..<(cursor.x + 1)) }
        let rows = kind == 0 ? (cursor.y + 1)..<size.height : kind == 1 ? 0..<cursor.y : 0..<size.height
        for row in rows { erase(row: row, 0..<size.width) }
    }

    private mutating func insertCells(_ count: Int) {
        let count = min(count, size.width - cursor.x)
        cells[cursor.y].insert(contentsOf: Array(repeating: blank, count: count), at: cursor.x)
        cells[cursor.y].removeLast(count)
    }

    private mutating func deleteCells(_ count: Int) {
        let count = min(count, size.width - cursor.x)
        cells[cursor.y].removeSubrange(cursor.x..<(cursor.x + count))
        cells[cursor.y] += Array(repeating: blank, count: count)
    }

    private mutating func withRegion(from top: Int, _ body: (inout ScreenEmulator) -> Void) {
        let whole = scrollRegion
        scrollRegion = top..<whole.upperBound
        body(&self)
        scrollRegion = whole
    }

    private mutating func scrollUp(_ count: Int) {
        for _ in 0..<min(count, scrollRegion.count) {
            cells.remove(at: scrollRegion.lowerBound)
            cells.insert(Array(repeating: blank, count: size.width), at: scrollRegion.upperBound - 1)
        }
    }

    private mutating func scrollDown(_ count: Int) {
        for _ in 0..<min(count, scrollRegion.count) {
            cells.remove(at: scrollRegion.upperBound - 1)
            cells.insert(Array(repeating: blank, count: size.width), at: scrollRegion.lowerBound)
        }
    }

    private mutating func setStyle(_ numbers: [Int]) {
        var rest = numbers.isEmpty ? [0] : numbers[...]
        while let number = rest.popFirst() {
            switch number {
            case 0: style = .plain
            case 1: style.attributes.insert(.bold)
            case 2: style.attributes.insert(.dim)
            case 3: style.attributes.insert(.italic)
            case 4: style.attributes.insert(.underline)
            case 7: style.attributes.insert(.reverse)
            case 22: style.attributes.subtract([.bold, .dim])
            case 23: style.attributes.remove(.italic)
            case 24: style.attributes.remove(.underline)
            case 27: style.attributes.remove(.reverse)
            case 30...37: style.foreground = .indexed(UInt8(number - 30))
            case 40...47: style.background = .indexed(UInt8(number - 40))
            case 90...97: style.foreground = .indexed(UInt8(number - 82))
            case 100...107: style.background = .indexed(UInt8(number - 92))
            case 39: style.foreground = .standard
            case 49: style.background = .standard
            case 38, 48:
                guard let color = takeColor(&rest) else { continue }
                if number == 38 { style.foreground = color } else { style.background = color }
            default: unknown.append("SGR \(number)")
            }
        }
    }

    private func takeColor(_ rest: inout ArraySlice<Int>) -> Color? {
        switch rest.popFirst() {
        case 5: return rest.popFirst().map { .indexed(UInt8($0)) }
        case 2:
            let channels = rest.prefix(3).map { UInt8($0) }
            rest = rest.dropFirst(3)
            return channels.count == 3 ? .rgb(RGB(red: channels[0], green: channels[1], blue: channels[2])) : nil
        default: return nil
        }
    }
}
