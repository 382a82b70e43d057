import Terminal

/// A theme for terminals with 16 or 8 colours, or none.
///
/// These colours are the person's own and may be anything, so no ground is painted, body text is always the terminal's,
/// and only colours 1 to 6 are used: 7, 8 and the bright ones vanish on some palettes.
struct BasicPalette: Hashable, Sendable {
    var name: String
    var isDark: Bool
    /// Plain where there is none.
    var styles: [TextRole: Style]
    var quietSelection: Style.Attributes
    var dangerChip: Style

    static let dark = BasicPalette(
        name: "16 colours, dark",
        isDark: true,
        styles: [
            .strong: Style(attributes: .bold),
            .accent: ink(6), .key: ink(6, .bold),
            .ok: ink(2), .caution: ink(3), .danger: ink(1, .bold), .heat: ink(3, .bold), .mark: ink(5, .bold),
            .stage1: ink(6), .stage2: ink(2), .stage3: ink(5), .stage4: ink(5), .stage5: ink(3),
            .focus: ink(6, .bold),
        ],
        quietSelection: .bold,
        dangerChip: ink(1, .reverse)
    )

    static let light = BasicPalette(
        name: "16 colours, light",
        isDark: false,
        styles: [
            .strong: Style(attributes: .bold),
            .accent: ink(4), .key: ink(4, .bold),
            .caution: Style(attributes: .bold), .danger: ink(1, .bold), .heat: ink(5, .bold), .mark: ink(5, .bold),
            .stage1: ink(4), .stage2: ink(4), .stage3: ink(5), .stage4: ink(5), .stage5: ink(1),
            .focus: ink(4, .bold),
        ],
        quietSelection: .bold,
        dangerChip: ink(1, .reverse)
    )

    /// Where nothing is known about the ground: only red and magenta can be read on any of them.
    static let safe = BasicPalette(
        name: "16 colours, any ground",
        isDark: true,
        styles: [
            .strong: Style(attributes: .bold),
            .accent: ink(5), .key: ink(5, .bold),
            .caution: Style(attributes: .bold), .danger: ink(1, .bold), .heat: ink(5, .bold), .mark: ink(5, .bold),
            .stage3: ink(5), .stage4: ink(5), .stage5: ink(1),
            .focus: ink(5, .bold),
        ],
        quietSelection: .bold,
        dangerChip: ink(1, .reverse)
    )

    static let monochrome = BasicPalette(
        name: "Monochrome",
        isDark: true,
        styles: [
            .strong: Style(attributes: .bold), .key: Style(attributes: .bold),
            .caution: Style(attributes: .bold), .danger: Style(attributes: .bold), .heat: Style(attributes: .bold),
            .focus: Style(attributes: .bold),
        ],
        quietSelection: .underline,
        dangerChip: Style(attributes: [.reverse, .bold])
    )

    private static func ink(_ index: UInt8, _ attributes: Style.Attributes = []) -> Style {
        Style(foreground: .indexed(index), attributes: attributes)
    }

    func style(_ role: TextRole, on ground: Ground) -> Style {
        let own = styles[role] ?? .plain
        switch ground {
        case .page, .bar, .raised, .tag: return own
        case .field: return own.adding(.underline)
        // A hue would be the ground of its word there, and the row a patchwork.
        case .selection: return Style(attributes: own.attributes.union(.reverse))
        case .quietSelection: return own.adding(quietSelection)
        case .accentChip: return chip(.accent, own)
        case .markChip: return chip(.mark, own)
        case .dangerChip: return dangerChip.adding(own.attributes)
        }
    }

    private func chip(_ role: TextRole, _ own: Style) -> Style {
        Style(foreground: styles[role]?.foreground ?? .standard, attributes: own.attributes.union(.reverse))
    }
}
