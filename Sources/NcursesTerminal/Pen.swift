import Terminal

/// How a terminal draws at a moment, as SGR sequences set it.
///
/// Source: ECMA-48, 8.3.117; colours as xterm, ctlseqs, “Character Attributes”.
struct Pen: Hashable, Sendable {
    enum Ink: Hashable, Sendable {
        case standard
        /// One of the sixteen by their own short codes, 0 to 15.
        case basic(Int)
        case palette(Int)
        /// With the field separator that the terminal's terminfo uses.
        case exact(RGB, colons: Bool)
    }

    /// Bit `n` stands for SGR `n`, 1 to 9.
    private var attributes: UInt16 = 0
    private var foreground = Ink.standard
    private var background = Ink.standard

    static let normal = Pen()

    /// Follows the parameters of one sequence; `nil` when one of them is not understood.
    func applying(_ parameters: some Sequence<UInt8>, slots: ColorSlots?) -> Pen? {
        var pen = self
        guard var fields = Self.fields(of: parameters)?[...] else { return nil }
        while let field = fields.popFirst() {
            switch field[0] {
            case 0: pen = .normal
            // The ordinary font, which the Linux console's terminfo names in passing.
            case 10: break
            case 1...9: pen.attributes |= 1 << UInt16(field[0])
            case 22: pen.attributes &= ~0b110
            case 23...25, 27...29: pen.attributes &= ~(1 << UInt16(field[0] - 20))
            case 30...37: pen.foreground = .basic(field[0] - 30)
            case 90...97: pen.foreground = .basic(field[0] - 82)
            case 40...47: pen.background = .basic(field[0] - 40)
            case 100...107: pen.background = .basic(field[0] - 92)
            case 39: pen.foreground = .standard
            case 49: pen.background = .standard
            case 38, 48:
                guard let ink = Self.ink(field, &fields, slots: slots) else { return nil }
                if field[0] == 38 { pen.foreground = ink } else { pen.background = ink }
            default: return nil
            }
        }
        return pen
    }

    /// What is enough to draw blanks as with this pen: its ground, while foreground and weight stay as they are.
    func forBlanks(_ shown: Pen) -> Pen {
        // Underline, inverse and struck out show the foreground in blanks too; blinking is left alone with them.
        let visible: UInt16 = 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 9
        guard attributes & visible == 0, shown.attributes & visible == 0 else { return self }
        var pen = shown
        pen.background = background
        return pen
    }

    /// The shortest sequence that makes `known` into this pen.
    ///
    /// - Parameters:
    ///   - known: how the terminal draws now; `nil` when that is not known.
    ///   - endsSingly: whether the terminal knows how to end one attribute; old ones can only end all.
    /// - Returns: nothing when the pens are the same.
    func sequence(from known: Pen?, endsSingly: Bool) -> [UInt8] {
        guard known != self else { return [] }
        let whole = codes(from: .normal)
        let reset = whole.isEmpty ? "" : "0;" + whole
        guard let known, endsSingly || known.attributes & ~attributes == 0 else { return Self.sequence(reset) }
        let change = codes(from: known)
        return Self.sequence(change.utf8.count < reset.utf8.count ? change : reset)
    }

    private static func sequence(_ codes: String) -> [UInt8] { Array("\u{1B}[\(codes)m".utf8) }

    private func codes(from known: Pen) -> String {
        var codes: [String] = []
        let removed = known.attributes & ~attributes
        var added = attributes & ~known.attributes
        // One code ends both bold and dim.
        if removed & 0b110 != 0 {
            codes.append("22")
            added |= attributes & 0b110
        }
        for attribute in 3...9 where removed & 1 << UInt16(attribute) != 0 { codes.append("\(attribute + 20)") }
        for attribute in 1...9 where added & 1 << UInt16(attribute) != 0 { codes.append("\(attribute)") }
        if foreground != known.foreground { codes.append(Self.code(foreground, base: 30)) }
        if background != known.background { codes.append(Self.code(background, base: 40)) }
        return codes.joined(separator: ";")
    }

    private static func code(_ ink: Ink, base: Int) -> String {
        switch ink {
        case .standard: "\(base + 9)"
        case .basic(let index): index < 8 ? "\(base + index)" : "\(base + 52 + index)"
        case .palette(let index): "\(base + 8);5;\(index)"
        case .exact(let color, colons: false): "\(base + 8);2;\(color.red);\(color.green);\(color.blue)"
        case .exact(let color, colons: true): "\(base + 8):2::\(color.red):\(color.green):\(color.blue)"
        }
    }
}

extension Pen {
    /// The numbers between semicolons, each with its parts between colons, none of them empty; `nil` for private parameters.
    private static func fields(of parameters: some Sequence<UInt8>) -> [[Int]]? {
        var fields: [[Int]] = []
        var field: [Int] = []
        var number = 0
        for byte in parameters {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = min(number * 10 + Int(byte) - 0x30, 1_000_000)
            case UInt8(ascii: ":"), UInt8(ascii: ";"):
                field.append(number)
                number = 0
                guard byte == UInt8(ascii: ";") else { continue }
                fields.append(field)
                field = []
            default: return nil
            }
        }
        return fields + [field + [number]]
    }

    /// The colour after 38 or 48, in fields of their own or in parts of the same.
    private static func ink(_ field: [Int], _ rest: inout ArraySlice<[Int]>, slots: ColorSlots?) -> Ink? {
        if field.count > 1 {
            guard field[1] == 2, field.count >= 5 else {
                return field[1] == 5 && field.count == 3 ? palette(field[2], slots) : nil
            }
            return exact(Array(field.suffix(3)), colons: true)
        }
        switch rest.popFirst()?.first {
        case 5: return rest.popFirst().flatMap { palette($0[0], slots) }
        case 2:
            let channels = rest.prefix(3).map { $0[0] }
            rest = rest.dropFirst(3)
            return exact(channels, colons: false)
        default: return nil
        }
    }

    private static func palette(_ index: Int, _ slots: ColorSlots?) -> Ink? {
        switch slots?.color(at: index) {
        case .rgb(let color): .exact(color, colons: false)
        case .indexed(let index): .palette(Int(index))
        case .standard: .standard
        case nil: (0...255).contains(index) ? .palette(index) : nil
        }
    }

    private static func exact(_ channels: [Int], colons: Bool) -> Ink? {
        let bytes = channels.compactMap { UInt8(exactly: $0) }
        guard bytes.count == 3 else { return nil }
        return .exact(RGB(red: bytes[0], green: bytes[1], blue: bytes[2]), colons: colons)
    }
}
