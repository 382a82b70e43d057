package import Terminal

/// The colours of a theme by role: exact ones, and the places of the 256-colour palette that come nearest and can be read.
package struct Palette: Hashable, Sendable {
    package struct Ink: Hashable, Sendable {
        package var exact: RGB
        /// A place of the cube or the greys, 16 to 255.
        package var index: UInt8

        package init(_ exact: UInt32, _ index: UInt8) {
            self.exact = RGB(exact)
            self.index = index
        }

        /// An exact colour with the nearest place.
        package init(_ exact: RGB) {
            self.exact = exact
            index = exact.nearestPaletteIndex
        }
    }

    package var name: String
    package var isDark: Bool
    /// Every role has one but ``ColorRole/onSelection``.
    package var inks: [ColorRole: Ink]

    package static let all = [
        foyerDark, foyerLight, highContrast, solarizedDark, solarizedLight, catppuccinMocha,
    ]

    /// The name as it is written in a configuration: `solarized-dark`.
    package var word: String { Self.word(for: name) }

    /// The theme of that name, in any spelling of case, blanks and hyphens.
    package static func named(_ name: String, among palettes: [Palette] = all) -> Palette? {
        palettes.first { $0.word == word(for: name) }
    }

    static func word(for name: String) -> String {
        String(name.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
    }
}

extension Palette {
    /// A text colour on a ground that it is drawn on, and how well it has to be readable there.
    package struct Pair: Hashable, Sendable {
        package let text: ColorRole
        package let ground: ColorRole
        /// A contrast ratio of WCAG 2: 4.5 for words (1.4.3), 3 for lines and signs (1.4.11).
        package let minimum: Double
    }

    /// All pairs that a ``Look`` draws.
    package var pairs: [Pair] {
        let words: [ColorRole] = [
            .text, .strong, .accent, .ok, .caution, .danger, .heat, .mark, .stage1, .stage2, .stage3, .stage4, .stage5,
        ]
        let plain: [ColorRole] = [.ground, .bar, .raised, .field]
        let selections: [ColorRole] = inks[.onSelection] == nil ? [.selection, .quietSelection] : [.quietSelection]
        let pairs =
            words.flatMap { text in (plain + selections).map { Pair(text: text, ground: $0, minimum: 4.5) } }
            + plain.map { Pair(text: .muted, ground: $0, minimum: 4.5) }
            + [ColorRole.faint, .border, .focus].flatMap { text in
                plain.map { Pair(text: text, ground: $0, minimum: 3) }
            }
            // On a selection `faint` is drawn as `muted`.
            + selections.map { Pair(text: .muted, ground: $0, minimum: 3) }
            + [ColorRole.accent, .mark].map { Pair(text: .onAccent, ground: $0, minimum: 4.5) }
            + [Pair(text: .onDanger, ground: .danger, minimum: 4.5)]
            + [Pair(text: .tagText, ground: .tagGround, minimum: 4.5)]
        guard inks[.onSelection] != nil else { return pairs }
        return pairs + [Pair(text: .onSelection, ground: .selection, minimum: 4.5)]
    }

    /// The contrast of a pair in exact colours, or in those of the 256-colour palette; `nil` without an ink for it.
    package func contrast(of pair: Pair, exact: Bool) -> Double? {
        guard let text = inks[pair.text], let ground = inks[pair.ground] else { return nil }
        if exact { return text.exact.contrast(with: ground.exact) }
        return RGB(paletteIndex: text.index).contrast(with: RGB(paletteIndex: ground.index))
    }
}
