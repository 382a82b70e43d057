import Terminal

/// How many colours a terminal has, and the nearest of them for a colour of a theme.
enum ColorDepth: Hashable, Sendable {
    case monochrome
    case eight
    case sixteen
    case palette
    /// Colours are 24-bit numbers but for the first eight, as in terminfo's `-direct` entries.
    case direct

    init(count: Int) {
        switch count {
        case ..<8: self = .monochrome
        case 8..<16: self = .eight
        case 16..<256: self = .sixteen
        case 256: self = .palette
        default: self = .direct
        }
    }

    /// The terminal's own number; -1 is its standard colour.
    func number(of color: Color) -> Int32 {
        guard case .indexed(let index) = color else { return -1 }
        switch self {
        case .monochrome: return -1
        case .eight: return Int32(Self.basic(nearest: index, among: 16) % 8)
        case .sixteen: return Int32(Self.basic(nearest: index, among: 16))
        case .palette: return Int32(index)
        case .direct: return index < 8 ? Int32(index) : Self.rgb(of: index).packed
        }
    }

    /// Whether bold has to stand for the brightness that eight colours lack.
    func needsBold(for foreground: Color) -> Bool {
        guard self == .eight, case .indexed(let index) = foreground else { return false }
        return Self.basic(nearest: index, among: 16) >= 8
    }
}

extension ColorDepth {
    private struct RGB {
        let red: Int32
        let green: Int32
        let blue: Int32

        var packed: Int32 { red << 16 | green << 8 | blue }

        func distance(to other: RGB) -> Int32 {
            let red = red - other.red
            let green = green - other.green
            let blue = blue - other.blue
            // The eye tells greens apart best and blues least.
            return 3 * red * red + 4 * green * green + 2 * blue * blue
        }
    }

    /// The first sixteen as xterm ships them; people change them, and then the nearest of these is still the right name.
    private static let basicColors = [
        RGB(red: 0, green: 0, blue: 0), RGB(red: 205, green: 0, blue: 0),
        RGB(red: 0, green: 205, blue: 0), RGB(red: 205, green: 205, blue: 0),
        RGB(red: 0, green: 0, blue: 238), RGB(red: 205, green: 0, blue: 205),
        RGB(red: 0, green: 205, blue: 205), RGB(red: 229, green: 229, blue: 229),
        RGB(red: 127, green: 127, blue: 127), RGB(red: 255, green: 0, blue: 0),
        RGB(red: 0, green: 255, blue: 0), RGB(red: 255, green: 255, blue: 0),
        RGB(red: 92, green: 92, blue: 255), RGB(red: 255, green: 0, blue: 255),
        RGB(red: 0, green: 255, blue: 255), RGB(red: 255, green: 255, blue: 255),
    ]

    private static func basic(nearest index: UInt8, among count: Int) -> Int {
        if index < 16 { return Int(index) }
        let wanted = rgb(of: index)
        let distances = basicColors.prefix(count).map { $0.distance(to: wanted) }
        return distances.indices.min { distances[$0] < distances[$1] } ?? 0
    }

    /// xterm's palette: sixteen basic colours, a 6×6×6 cube, 24 greys.
    private static func rgb(of index: UInt8) -> RGB {
        switch index {
        case 0..<16: return basicColors[Int(index)]
        case 16..<232:
            let cube = Int32(index) - 16
            let level: (Int32) -> Int32 = { $0 == 0 ? 0 : 55 + 40 * $0 }
            return RGB(red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6))
        default:
            let grey = 8 + 10 * (Int32(index) - 232)
            return RGB(red: grey, green: grey, blue: grey)
        }
    }
}
