package import Terminal

/// What is known about a terminal when a theme is chosen.
package struct TerminalFacts: Hashable, Sendable {
    package var colors: ColorSupport
    /// The ground that the terminal told (OSC 11); `nil` when it told none.
    package var background: RGB?
    /// `COLORFGBG` is read from here.
    package var environment: [String: String]

    package init(colors: ColorSupport, background: RGB? = nil, environment: [String: String] = [:]) {
        self.colors = colors
        self.background = background
        self.environment = environment
    }

    /// Whether the ground is light; `nil` when nothing says.
    package var hasLightGround: Bool? {
        background.map(\.isLight) ?? environment["COLORFGBG"].flatMap(Self.isLight)
    }

    /// What `COLORFGBG` of rxvt, Konsole and others says: foreground, perhaps something else, background.
    ///
    /// They are places of the palette; those up to 6, and 8, are dark in every palette that ships.
    private static func isLight(_ text: String) -> Bool? {
        let fields = text.split(separator: ";", omittingEmptySubsequences: false)
        guard fields.count >= 2, let ground = fields.last.flatMap({ Int($0) }), (0...15).contains(ground) else {
            return nil
        }
        return ground == 7 || ground > 8
    }
}

extension Look {
    /// The look for a terminal.
    ///
    /// - Parameters:
    ///   - name: the theme that the person wants; `nil`, or a name that there is none of, goes by the terminal's ground.
    ///   - own: the person's themes, before Foyer's.
    ///   - facts: what the terminal can show, and on what ground.
    ///   - glyphs: the signs; ASCII ones for terminals without UTF-8.
    ///   - isThin: whether every byte counts, as over a radio or a satellite: few colours, no painted rows.
    /// - Returns: one that can be read on any terminal.
    package static func choose(
        named name: String? = nil,
        own: [Palette] = [],
        for facts: TerminalFacts,
        glyphs: Glyphs = .unicode,
        isThin: Bool = false
    ) -> Look {
        let wanted = name.flatMap { Palette.named($0, among: own + Palette.all) }
        if isThin {
            let isLight = wanted.map { !$0.isDark } ?? facts.hasLightGround
            let basic = isLight.map { $0 ? BasicPalette.light : .dark } ?? .safe
            return Look(thin: facts.colors == .monochrome ? .monochrome : basic)
        }
        switch facts.colors {
        case .monochrome: return Look(.monochrome, glyphs: glyphs)
        case .eight, .sixteen:
            let isLight = wanted.map { !$0.isDark } ?? facts.hasLightGround
            return Look(isLight.map { $0 ? BasicPalette.light : .dark } ?? .safe, glyphs: glyphs)
        case .palette, .trueColor:
            return Look(wanted ?? Palette.suiting(facts), exact: facts.colors == .trueColor, glyphs: glyphs)
        }
    }
}

extension Palette {
    /// The theme that goes with the terminal's ground: the one that has the same, or else Foyer's.
    ///
    /// High Contrast is never chosen by itself: half of all terminals are black.
    fileprivate static func suiting(_ facts: TerminalFacts) -> Palette {
        let kin = all.first { $0.inks[.ground]?.exact == facts.background && $0 != highContrast }
        return kin ?? (facts.hasLightGround == true ? foyerLight : foyerDark)
    }
}
