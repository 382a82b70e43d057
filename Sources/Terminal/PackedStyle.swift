/// A ``Style`` as one number, so that rows of cells are compared as memory.
struct PackedStyle: Hashable, Sendable {
    /// From the lowest bit: 26 of the foreground, 26 of the background, and the attributes.
    private let bits: UInt64

    private static let bitsPerColor: UInt64 = 26
    private static let colorMask: UInt64 = 1 << bitsPerColor - 1

    init(_ style: Style) {
        bits =
            Self.bits(of: style.foreground)
            | Self.bits(of: style.background) << Self.bitsPerColor
            | UInt64(style.attributes.rawValue) << (2 * Self.bitsPerColor)
    }

    var style: Style {
        Style(
            foreground: Self.color(bits & Self.colorMask),
            background: Self.color(bits >> Self.bitsPerColor & Self.colorMask),
            attributes: Style.Attributes(rawValue: UInt8(bits >> (2 * Self.bitsPerColor)))
        )
    }

    /// Two bits of kind above 24 of value.
    private static func bits(of color: Color) -> UInt64 {
        switch color {
        case .standard: 0
        case .indexed(let index): 1 << 24 | UInt64(index)
        case .rgb(let color): 2 << 24 | UInt64(color.packed)
        }
    }

    private static func color(_ bits: UInt64) -> Color {
        switch bits >> 24 {
        case 0: .standard
        case 1: .indexed(UInt8(truncatingIfNeeded: bits))
        default: .rgb(RGB(UInt32(truncatingIfNeeded: bits & 0xFF_FFFF)))
        }
    }
}
