/// How a cell looks.
///
/// Panes take styles from a theme by role; only themes name colours.
package struct Style: Hashable, Sendable {
    package var foreground: Color
    package var background: Color
    package var attributes: Attributes

    package init(
        foreground: Color = .standard,
        background: Color = .standard,
        attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    package static let plain = Style()

    package struct Attributes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let bold = Attributes(rawValue: 1)
        package static let dim = Attributes(rawValue: 2)
        package static let underline = Attributes(rawValue: 4)
        package static let reverse = Attributes(rawValue: 8)
        package static let italic = Attributes(rawValue: 16)
    }
}

extension Style {
    /// The style with more attributes.
    package func adding(_ more: Attributes) -> Style {
        Style(foreground: foreground, background: background, attributes: attributes.union(more))
    }
}

/// A colour as a theme names it; a driver brings it down to what its terminal has.
package enum Color: Hashable, Sendable {
    /// The terminal's own.
    case standard
    /// A place in the 256-colour palette; the first 16 are the user's.
    case indexed(UInt8)
    /// An exact colour; terminals with fewer colours show the nearest they have.
    case rgb(RGB)
}
