/// What a scalar does to the line it stands in.
enum ScalarRole {
    case lineEnd
    case space
    /// A control or noncharacter: shown as U+FFFD.
    case unshowable
    /// Format characters that show nothing and may reorder or hide what does.
    case invisible
    /// ZWJ and ZWNJ.
    case joiner
    /// Joins the spacing scalar before it.
    case mark
    case spacing

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: self = .lineEnd
        case 0x09, 0x20: self = .space
        case 0x00...0x1F, 0x7F...0x9F: self = .unshowable
        case 0x21...0x7E: self = .spacing
        case 0x200C, 0x200D: self = .joiner
        default: self = Self.roleBeyondASCII(scalar)
        }
    }

    private static func roleBeyondASCII(_ scalar: Unicode.Scalar) -> ScalarRole {
        if scalar.properties.isNoncharacterCodePoint { return .unshowable }
        let isZeroWidth = WidthTable.contains(scalar, in: WidthTable.zero)
        // U+00AD is Cf too, yet terminals give it a cell; a soft hyphen means nothing without hyphenation.
        if scalar.properties.generalCategory == .format, isZeroWidth || scalar == "\u{AD}" { return .invisible }
        return isZeroWidth ? .mark : .spacing
    }
}
