import Glibc

/// A colour of the sRGB space, eight bits a channel.
package struct RGB: Hashable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// From a number such as 0x1B2330; what lies above 24 bits is ignored.
    package init(_ packed: UInt32) {
        red = UInt8(packed >> 16 & 0xFF)
        green = UInt8(packed >> 8 & 0xFF)
        blue = UInt8(packed & 0xFF)
    }

    /// The 24-bit number of the colour, red in the highest byte.
    package var packed: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }
}

extension RGB {
    /// How bright the colour is, from 0 for black to 1 for white.
    ///
    /// Source: WCAG 2.2, “relative luminance”, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
    package var relativeLuminance: Double {
        0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
    }

    /// How well one colour can be read on the other, from 1 (not at all) to 21 (black on white).
    ///
    /// Source: WCAG 2.2, “contrast ratio”, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
    package func contrast(with other: RGB) -> Double {
        let luminances = (relativeLuminance, other.relativeLuminance)
        return (max(luminances.0, luminances.1) + 0.05) / (min(luminances.0, luminances.1) + 0.05)
    }

    /// Whether dark text reads better on this ground than light text.
    package var isLight: Bool { contrast(with: RGB(0x000000)) > contrast(with: RGB(0xFFFFFF)) }

    /// How far apart two colours look, without a unit: the eye tells greens apart best and blues least.
    package func distance(to other: RGB) -> Int {
        let red = Int(red) - Int(other.red)
        let green = Int(green) - Int(other.green)
        let blue = Int(blue) - Int(other.blue)
        return 3 * red * red + 4 * green * green + 2 * blue * blue
    }

    private static func linear(_ channel: UInt8) -> Double {
        let value = Double(channel) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}

extension RGB {
    /// The first sixteen of the palette as xterm ships them; people change them.
    package static let basicColors = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ].map { RGB($0) }

    /// The colour at a place of xterm's palette: sixteen basic colours, a 6×6×6 cube, 24 greys.
    package init(paletteIndex index: UInt8) {
        switch index {
        case 0..<16: self = Self.basicColors[Int(index)]
        case 16..<232:
            let cube = Int(index) - 16
            let level: (Int) -> UInt8 = { $0 == 0 ? 0 : UInt8(55 + 40 * $0) }
            self.init(red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6))
        default:
            let grey = 8 + 10 * (index - 232)
            self.init(red: grey, green: grey, blue: grey)
        }
    }

    /// The nearest place of the cube or the greys; never one of the first sixteen, which may be anything.
    package var nearestPaletteIndex: UInt8 {
        (UInt8(16)...255).min { distance(to: RGB(paletteIndex: $0)) < distance(to: RGB(paletteIndex: $1)) } ?? 16
    }
}

extension RGB {
    /// From `#1b2330`, `1b2330` or `#123`; `nil` for anything else.
    package init?(hexadecimal text: some StringProtocol) {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        guard digits.allSatisfy({ $0.isASCII && $0.isHexDigit }), let number = UInt32(digits, radix: 16) else {
            return nil
        }
        switch digits.count {
        case 6: self.init(number)
        case 3:
            let wide: (UInt32) -> UInt8 = { UInt8($0 & 0xF) * 0x11 }
            self.init(red: wide(number >> 8), green: wide(number >> 4), blue: wide(number))
        default: return nil
        }
    }
}
