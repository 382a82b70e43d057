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
        guard let fields = Self.fields(of: parameters) else { return nil }
        var index = 0
        while index < fields.count {
            let code = fields[index].number
            switch code {
            case 0: pen = .normal
            // The ordinary font, which the Linux console's terminfo names in passing.
            case 10: break
            case 1...9: pen.attributes |= 1 << UInt16(code)
            case 22: pen.attributes &= ~0b110
            case 23...25, 27...29: pen.attributes &= ~(1 << UInt16(code - 20))
            case 30...37: pen.foreground = .basic(code - 30)
            case 90...97: pen.foreground = .basic(code - 82)
            case 40...47: pen.background = .basic(code - 40)
            case 100...107: pen.background = .basic(code - 92)
            case 39: pen.foreground = .standard
            case 49: pen.background = .standard
            case 38, 48:
                guard let ink = Self.ink(fields, &index, slots: slots) else { return nil }
                if code == 38 { pen.foreground = ink } else { pen.background = ink }
            default: return nil
            }
            repeat { index += 1 } while index < fields.count && fields[index].isPart
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
    private struct Field {
        var number: Int
        /// Behind a colon, so that it says more about the number before it.
        var isPart: Bool
    }

    /// The numbers between semicolons and colons, at least one; `nil` for private parameters.
    private static func fields(of parameters: some Sequence<UInt8>) -> [Field]? {
        var fields = [Field(number: 0, isPart: false)]
        fields.reserveCapacity(8)
        for byte in parameters {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let number = fields[fields.count - 1].number
                fields[fields.count - 1].number = min(number * 10 + Int(byte) - 0x30, 1_000_000)
            case UInt8(ascii: ":"), UInt8(ascii: ";"):
                fields.append(Field(number: 0, isPart: byte == UInt8(ascii: ":")))
            default: return nil
            }
        }
        return fields
    }

    /// The colour after 38 or 48, in fields of their own or in parts of the same; `index` is left at its last number.
    private static func ink(_ fields: [Field], _ index: inout Int, slots: ColorSlots?) -> Ink? {
        let parts = fields[(index + 1)...].prefix(while: \.isPart)
        if let kind = parts.first?.number {
            switch kind {
            case 2 where parts.count >= 4: return exact(parts.suffix(3).map(\.number), colons: true)
            case 5 where parts.count == 2: return palette(fields[index + 2].number, slots)
            default: return nil
            }
        }
        switch index + 1 < fields.count ? fields[index + 1].number : 0 {
        case 5 where index + 2 < fields.count:
            index += 2
            return palette(fields[index].number, slots)
        case 2 where index + 4 < fields.count:
            index += 4
            return exact(fields[(index - 2)...index].map(\.number), colons: false)
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
