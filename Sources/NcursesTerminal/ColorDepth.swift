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

    /// The same terminal with no more colours than `support`.
    func limited(to support: ColorSupport) -> ColorDepth {
        switch support {
        case .monochrome: .monochrome
        case .eight: self == .monochrome ? self : .eight
        case .sixteen: self == .monochrome || self == .eight ? self : .sixteen
        case .palette: self == .direct ? .palette : self
        case .trueColor: self
        }
    }

    var support: ColorSupport {
        switch self {
        case .monochrome: .monochrome
        case .eight: .eight
        case .sixteen: .sixteen
        case .palette: .palette
        case .direct: .trueColor
        }
    }

    /// The terminal's own number; -1 is its standard colour.
    func number(of color: Color) -> Int32 {
        switch color {
        case .standard: -1
        case .indexed(let index): number(ofIndex: index)
        case .rgb(let color): number(of: color)
        }
    }

    /// Whether bold has to stand for the brightness that eight colours lack.
    func needsBold(for foreground: Color) -> Bool {
        guard self == .eight else { return false }
        return switch foreground {
        case .standard: false
        case .indexed(let index): Self.basic(nearest: index) >= 8
        case .rgb(let color): Self.basic(nearest: color) >= 8
        }
    }

    private func number(ofIndex index: UInt8) -> Int32 {
        switch self {
        case .monochrome: -1
        case .eight: Int32(Self.basic(nearest: index) % 8)
        case .sixteen: Int32(Self.basic(nearest: index))
        case .palette: Int32(index)
        case .direct: index < 8 ? Int32(index) : Int32(RGB(paletteIndex: index).packed)
        }
    }

    private func number(of color: RGB) -> Int32 {
        switch self {
        case .monochrome: -1
        case .eight: Int32(Self.basic(nearest: color) % 8)
        case .sixteen: Int32(Self.basic(nearest: color))
        case .palette: Int32(color.nearestPaletteIndex)
        // The first eight numbers mean the user's colours; nobody can tell these blacks apart.
        case .direct: (1..<8).contains(color.packed) ? 8 : Int32(color.packed)
        }
    }

    private static func basic(nearest index: UInt8) -> Int {
        index < 16 ? Int(index) : basic(nearest: RGB(paletteIndex: index))
    }

    private static func basic(nearest color: RGB) -> Int {
        let basics = RGB.basicColors
        return basics.indices.min { basics[$0].distance(to: color) < basics[$1].distance(to: color) } ?? 0
    }
}
