package import Terminal

/// How the workbench looks on this terminal: a style for each meaning on each ground, and the signs.
///
/// Panes ask for roles and never name a colour. Every hue has a sign, a word or a place beside it, so fewer colours lose
/// beauty and no fact.
package struct Look: Hashable, Sendable {
    package let name: String
    package let isDark: Bool
    /// Whether grounds are painted; where they are not, overlays need a frame to be told from the page.
    package let paintsGrounds: Bool
    /// What stands around a tag where its ground cannot be painted, else a blank either side.
    package let tagBrackets: (left: String, right: String)
    package var glyphs: Glyphs
    /// By role, and within a role by ground: asked for with every word of a frame.
    private let styles: [Style]

    package subscript(_ role: TextRole, on ground: Ground) -> Style {
        styles[role.rawValue * Ground.allCases.count + ground.rawValue]
    }

    /// What blank cells of a ground look like.
    package func fill(_ ground: Ground) -> Style {
        let style = self[.text, on: ground]
        return Style(
            foreground: style.foreground,
            background: style.background,
            attributes: style.attributes.subtracting(.bold)
        )
    }

    /// A theme in exact colours, or in those of the 256-colour palette.
    package init(_ palette: Palette, exact: Bool, glyphs: Glyphs = .unicode) {
        self.init(
            name: palette.name,
            isDark: palette.isDark,
            paintsGrounds: true,
            tagBrackets: (" ", " "),
            glyphs: glyphs
        ) { palette.style($0, on: $1, exact: exact) }
    }

    init(_ palette: BasicPalette, glyphs: Glyphs = .unicode) {
        self.init(
            name: palette.name,
            isDark: palette.isDark,
            paintsGrounds: false,
            tagBrackets: ("[", "]"),
            glyphs: glyphs
        ) { palette.style($0, on: $1) }
    }

    /// The same colours with a selection that is a mark in the gutter and nothing else, and signs of one byte: a step of
    /// the cursor is then a few dozen bytes, for lines on which a painted row would be felt.
    init(thin palette: BasicPalette) {
        self.init(
            name: palette.name + ", thin line",
            isDark: palette.isDark,
            paintsGrounds: false,
            tagBrackets: ("[", "]"),
            glyphs: .ascii
        ) { role, ground in
            switch ground {
            // The mark is the only thing on a selected row that is not on the others, and a colour would cost as much
            // as the mark.
            case .selection, .quietSelection: role == .focus ? .plain : palette.style(role, on: .page)
            case .page, .bar, .raised, .field, .tag, .accentChip, .dangerChip, .markChip:
                palette.style(role, on: ground)
            }
        }
    }

    private init(
        name: String,
        isDark: Bool,
        paintsGrounds: Bool,
        tagBrackets: (String, String),
        glyphs: Glyphs,
        style: (TextRole, Ground) -> Style
    ) {
        self.name = name
        self.isDark = isDark
        self.paintsGrounds = paintsGrounds
        self.tagBrackets = tagBrackets
        self.glyphs = glyphs
        styles = TextRole.allCases.flatMap { role in Ground.allCases.map { style(role, $0) } }
    }

    package static func == (left: Look, right: Look) -> Bool {
        left.name == right.name && left.glyphs == right.glyphs && left.styles == right.styles
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(styles)
    }
}

extension Palette {
    fileprivate func style(_ role: TextRole, on ground: Ground, exact: Bool) -> Style {
        Style(
            foreground: color(of: ink(for: role, on: ground), exact),
            background: color(of: ground.role, exact),
            attributes: attributes(of: role, on: ground)
        )
    }

    private func color(of role: ColorRole, _ exact: Bool) -> Color {
        guard let ink = inks[role] else { return .standard }
        return exact ? .rgb(ink.exact) : .indexed(ink.index)
    }

    private func attributes(of role: TextRole, on ground: Ground) -> Style.Attributes {
        switch role {
        case .strong, .key: .bold
        case .text where ground == .selection: .bold
        case .text, .muted, .accent, .ok, .caution, .danger, .heat, .mark, .stage1, .stage2, .stage3, .stage4, .stage5,
            .faint, .border, .focus:
            []
        }
    }

    private func ink(for role: TextRole, on ground: Ground) -> ColorRole {
        switch ground {
        case .page, .bar, .raised, .field: role.color
        case .selection: inks[.onSelection] == nil ? role.colorOnSelection : .onSelection
        case .quietSelection: role.colorOnSelection
        case .tag: .tagText
        case .accentChip, .markChip: .onAccent
        case .dangerChip: .onDanger
        }
    }
}

extension Ground {
    fileprivate var role: ColorRole {
        switch self {
        case .page: .ground
        case .bar: .bar
        case .raised: .raised
        case .field: .field
        case .selection: .selection
        case .quietSelection: .quietSelection
        case .tag: .tagGround
        case .accentChip: .accent
        case .dangerChip: .danger
        case .markChip: .mark
        }
    }
}

extension TextRole {
    fileprivate var color: ColorRole {
        switch self {
        case .text: .text
        case .strong: .strong
        case .muted: .muted
        case .accent, .key: .accent
        case .ok: .ok
        case .caution: .caution
        case .danger: .danger
        case .heat: .heat
        case .mark: .mark
        case .stage1: .stage1
        case .stage2: .stage2
        case .stage3: .stage3
        case .stage4: .stage4
        case .stage5: .stage5
        case .faint: .faint
        case .border: .border
        case .focus: .focus
        }
    }

    /// Hues stay on a selected row; the quiet ranks move up one, as the ground is nearer to them there.
    fileprivate var colorOnSelection: ColorRole {
        switch self {
        case .muted: .text
        case .faint, .border: .muted
        // Solarized's blue reaches 2.8 on its own selection, its lifted one 4.6.
        case .focus: .accent
        case .text, .strong, .accent, .key, .ok, .caution, .danger, .heat, .mark, .stage1, .stage2, .stage3, .stage4,
            .stage5:
            color
        }
    }
}
