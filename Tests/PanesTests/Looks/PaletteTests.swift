import Panes
import Terminal
import Testing

@Suite struct PaletteTests {
    @Test("every text of every theme can be read on every ground it is drawn on, in exact colours and in 256")
    func contrast() {
        var pairCount = 0
        for palette in Palette.all {
            for pair in palette.pairs {
                for isExact in [true, false] {
                    let ratio = palette.contrast(of: pair, exact: isExact) ?? 0
                    #expect(
                        ratio >= pair.minimum,
                        "\(palette.name), \(isExact ? "exact" : "256"): \(pair.text) on \(pair.ground) has \(ratio)"
                    )
                    pairCount += 1
                }
            }
        }
        #expect(pairCount >= 2 * 491)
    }

    @Test("whatever a look draws is one of the pairs, so that none escapes the test before")
    func drawnPairs() {
        for palette in Palette.all {
            for isExact in [true, false] {
                let look = Look(palette, exact: isExact)
                for role in TextRole.allCases {
                    for ground in Ground.allCases {
                        let style = look[role, on: ground]
                        let isSign = [.faint, .border, .focus].contains(role)
                        let ratio = Self.contrast(style)
                        #expect(
                            ratio >= (isSign ? 3 : 4.5),
                            "\(palette.name), \(isExact ? "exact" : "256"): \(role) on \(ground) has \(ratio)"
                        )
                    }
                }
            }
        }
    }

    private static func contrast(_ style: Style) -> Double {
        guard let text = rgb(style.foreground), let ground = rgb(style.background) else { return 0 }
        return text.contrast(with: ground)
    }

    private static func rgb(_ color: Color) -> RGB? {
        switch color {
        case .standard: nil
        case .indexed(let index): index < 16 ? nil : RGB(paletteIndex: index)
        case .rgb(let color): color
        }
    }

    @Test("every theme has a colour for every role, and its 256-colour places are none of the person's sixteen")
    func completeness() {
        for palette in Palette.all {
            #expect(Set(palette.inks.keys).union([.onSelection]) == Set(ColorRole.allCases), "\(palette.name)")
            #expect(palette.inks.values.allSatisfy { $0.index >= 16 }, "\(palette.name)")
            #expect(palette.inks[.ground]?.exact.isLight == !palette.isDark, "\(palette.name)")
        }
        #expect(Set(Palette.all.map(\.word)).count == Palette.all.count)
    }

    @Test("a 256-colour place is near the colour it stands for: as light or dark, and not far in hue")
    func places() {
        for palette in Palette.all {
            for (role, ink) in palette.inks {
                let place = RGB(paletteIndex: ink.index)
                #expect(
                    place.isLight == ink.exact.isLight || place.contrast(with: ink.exact) < 2.2,
                    "\(palette.name) \(role)"
                )
            }
        }
    }

    @Test("meanings that stand beside each other have different colours")
    func families() {
        for palette in Palette.all {
            for family in [
                [ColorRole.ok, .caution, .danger, .accent, .text], [.stage1, .stage2, .stage3, .stage4],
                [.heat, .danger],
            ] {
                #expect(Set(family.map { palette.inks[$0]?.exact }).count == family.count, "\(palette.name) \(family)")
            }
            #expect(
                Set([ColorRole.ok, .caution, .danger].map { palette.inks[$0]?.index }).count == 3,
                "\(palette.name)"
            )
        }
    }

    @Test("themes are found by their names in any spelling")
    func names() {
        for name in ["solarized-dark", "Solarized Dark", "SOLARIZED_DARK"] {
            #expect(Palette.named(name) == .solarizedDark)
        }
        #expect(Palette.named("solar") == nil)
        #expect(Palette.all.map(\.word).contains("catppuccin-mocha"))
    }
}
