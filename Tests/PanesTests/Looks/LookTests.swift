import Panes
import Terminal
import Testing

@Suite struct LookTests {
    private static let dark = RGB(0x101010)
    private static let light = RGB(0xF0F0F0)

    private static func facts(
        _ colors: ColorSupport,
        background: RGB? = nil,
        _ environment: [String: String] = [:]
    ) -> TerminalFacts {
        TerminalFacts(colors: colors, background: background, environment: environment)
    }

    /// Every look that Foyer can come up with.
    static let looks: [Look] =
        Palette.all.flatMap { [Look($0, exact: true), Look($0, exact: false)] }
        + [ColorSupport.sixteen, .monochrome].flatMap { support in
            [dark, light, nil].map { Look.choose(for: facts(support, background: $0)) }
        }

    @Test(
        "the theme follows the ground that the terminal tells, else COLORFGBG, else it is the safe one",
        arguments: [
            (facts(.trueColor, background: dark), "Foyer Dark"), (facts(.trueColor, background: light), "Foyer Light"),
            (facts(.palette, background: RGB(0x002B36)), "Solarized Dark"),
            (facts(.trueColor, background: RGB(0xFDF6E3)), "Solarized Light"),
            (facts(.trueColor, background: RGB(0x1E1E2E)), "Catppuccin Mocha"),
            (facts(.trueColor, background: RGB(0x000000)), "Foyer Dark"), (facts(.trueColor), "Foyer Dark"),
            (facts(.palette, ["COLORFGBG": "0;15"]), "Foyer Light"),
            (facts(.palette, ["COLORFGBG": "15;0"]), "Foyer Dark"),
            (facts(.palette, ["COLORFGBG": "0;default;15"]), "Foyer Light"),
            (facts(.palette, background: dark, ["COLORFGBG": "0;15"]), "Foyer Dark"),
            (facts(.palette, ["COLORFGBG": "nonsense"]), "Foyer Dark"),
            (facts(.sixteen, background: dark), "16 colours, dark"),
            (facts(.eight, background: light), "16 colours, light"),
            (facts(.sixteen, ["COLORFGBG": "15;8"]), "16 colours, dark"),
            (facts(.eight, ["COLORFGBG": "0;7"]), "16 colours, light"),
            (facts(.sixteen), "16 colours, any ground"),
            (facts(.sixteen, ["COLORFGBG": "15"]), "16 colours, any ground"),
            (facts(.monochrome, background: light), "Monochrome"),
        ]
    )
    func choice(facts: TerminalFacts, name: String) {
        #expect(Look.choose(for: facts).name == name)
    }

    @Test("a name wins over the ground, a theme of one's own over Foyer's, and a wrong name is as none")
    func named() {
        let facts = Self.facts(.trueColor, background: Self.dark)
        #expect(Look.choose(named: "High Contrast", for: facts).name == "High Contrast")
        #expect(Look.choose(named: "foyer-light", for: Self.facts(.sixteen)).name == "16 colours, light")
        #expect(Look.choose(named: "foyer-light", for: Self.facts(.monochrome)).name == "Monochrome")
        #expect(Look.choose(named: "no-such", for: facts).name == "Foyer Dark")
        var own = Palette.foyerLight
        own.name = "Mine"
        #expect(Look.choose(named: "mine", own: [own], for: facts).name == "Mine")
        own.name = "Foyer Dark"
        #expect(Look.choose(named: "foyer-dark", own: [own], for: facts) == Look(own, exact: true))
    }

    @Test(
        "K15: no look draws with colour 8, a bright colour, black, white or the attribute dim: on Solarized they vanish"
    )
    func forbiddenColors() {
        for look in Self.looks {
            for role in TextRole.allCases {
                for ground in Ground.allCases {
                    let style = look[role, on: ground]
                    #expect(!style.attributes.contains(.dim), "\(look.name) \(role) \(ground)")
                    for color in [style.foreground, style.background] {
                        guard case .indexed(let index) = color else { continue }
                        #expect((1...6).contains(index) || index >= 16, "\(look.name) \(role) \(ground)")
                    }
                }
            }
        }
    }

    @Test("without grounds only 1 to 6 are used: on an unknown ground 1 and 5, on light no 2, 3 or 6, on dark no 4")
    func sixteenColors() {
        let allowed: [(RGB?, Set<UInt8>)] = [(nil, [1, 5]), (Self.light, [1, 4, 5]), (Self.dark, [1, 2, 3, 5, 6])]
        for (background, indexes) in allowed {
            let look = Look.choose(for: Self.facts(.sixteen, background: background))
            let used = TextRole.allCases.flatMap { role in
                Ground.allCases.flatMap { [look[role, on: $0].foreground, look[role, on: $0].background] }
            }
            let numbers = Set(used.compactMap { if case .indexed(let index) = $0 { index } else { nil } })
            #expect(numbers.isSubset(of: indexes) && !numbers.isEmpty, "\(look.name): \(numbers)")
            #expect(!look.paintsGrounds && look.tagBrackets == ("[", "]"))
        }
    }

    @Test("monochrome has no colour at all")
    func monochrome() {
        let look = Look.choose(for: Self.facts(.monochrome))
        for role in TextRole.allCases {
            for ground in Ground.allCases {
                #expect(
                    look[role, on: ground].foreground == .standard && look[role, on: ground].background == .standard
                )
            }
        }
    }

    @Test(
        "K20: a selected row differs from every other row over all its cells, and the focused one from the other",
        arguments: looks
    )
    func selection(look: Look) {
        for role in TextRole.allCases {
            let page = look[role, on: .page]
            let focused = look[role, on: .selection]
            let isFilled = focused.background != page.background || focused.attributes.contains(.reverse)
            #expect(isFilled, "\(look.name) \(role)")
            #expect(!page.attributes.contains(.reverse), "\(look.name) \(role)")
        }
        #expect(look.fill(.selection) != look.fill(.page), "\(look.name)")
        #expect(look[.text, on: .quietSelection] != look[.text, on: .page], "\(look.name)")
        #expect(look[.text, on: .selection] != look[.text, on: .quietSelection], "\(look.name)")
    }

    @Test(
        "on a selection the quiet ranks move up one and hues stay; a theme with one colour for the row uses only that"
    )
    func onSelection() {
        let dark = Look(.foyerDark, exact: true)
        for ground in [Ground.selection, .quietSelection] {
            #expect(dark[.muted, on: ground].foreground == dark[.text, on: .page].foreground)
            #expect(dark[.faint, on: ground].foreground == dark[.muted, on: .page].foreground)
            #expect(dark[.danger, on: ground].foreground == dark[.danger, on: .page].foreground)
        }
        #expect(dark[.text, on: .selection].attributes == .bold)
        let contrast = Look(.highContrast, exact: true)
        let inks = Set(TextRole.allCases.map { contrast[$0, on: .selection].foreground })
        #expect(inks == [.rgb(RGB(0x000000))])
        #expect(contrast[.danger, on: .quietSelection].foreground == contrast[.danger, on: .page].foreground)
    }

    @Test("chips are filled on every terminal", arguments: looks)
    func chips(look: Look) {
        for ground in [Ground.accentChip, .dangerChip, .markChip] {
            let style = look[.strong, on: ground]
            let isFilled =
                style.attributes.contains(.reverse) || style.background != look[.strong, on: .page].background
            #expect(isFilled && style.attributes.contains(.bold), "\(look.name) \(ground)")
        }
    }

    @Test(
        "a wait is in time up to its target, late up to three times that, and then breached with a sign",
        arguments: [
            (0, WaitBand.inTime, TextRole.ok, ""), (300, .inTime, .ok, ""), (301, .late, .caution, ""),
            (900, .late, .caution, ""),
            (901, .breached, .danger, "!"),
        ]
    )
    func waits(seconds: Int, band: WaitBand, role: TextRole, sign: String) {
        #expect(WaitBand(.seconds(seconds), target: .seconds(300)) == band)
        #expect(band.role == role && band.sign == sign)
    }

    @Test(
        "a score of 90 does not look like one of 4",
        arguments: [(4, TextRole.muted), (39, .muted), (40, .text), (79, .text), (80, .heat), (100, .heat)]
    )
    func scores(score: Int, role: TextRole) {
        #expect(ScoreBand(score).role == role)
        #expect(ScoreBand(score).isBold == (score >= 80))
    }

    @Test("the score bar grows from the lowest block to the full one and never leaves them")
    func scoreBars() {
        let bars = (-5...120).map { Glyphs.unicode.scoreBar($0) }
        #expect(
            bars.first == "▁" && bars.last == "█" && Glyphs.unicode.scoreBar(99) == "█"
                && Glyphs.unicode.scoreBar(50) == "▅"
        )
        #expect(zip(bars, bars.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(Set(bars).count == 8)
        #expect(Glyphs.ascii.scoreBar(90).isEmpty)
    }

    @Test(
        "the first live stage has the first hue, the last the last, and those between never go back",
        arguments: 1...12
    )
    func pipeline(count: Int) {
        let places = (0..<count).map { PipelinePlace(position: $0, of: count) }
        let steps = places.map { if case .live(let step) = $0 { step } else { 0 } }
        #expect(steps.first == 1)
        if count > 1 { #expect(steps.last == 5) }
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 <= $1 })
        if count <= 5 { #expect(Set(steps).count == count) }
        #expect(Set(steps).count == min(count, 5))
        #expect(PipelinePlace.parked.role == .muted && PipelinePlace.dead.role == .muted)
        #expect(PipelinePlace(position: 99, of: count) == places[count - 1])
    }

    @Test("every sign is one cell wide in both sets, and the stand-ins are ASCII")
    func glyphs() {
        for sign in Glyphs.Sign.allCases {
            #expect(TextWidth.cells(of: Glyphs.unicode[sign]) == 1, "\(sign)")
            #expect(TextWidth.cells(of: Glyphs.ascii[sign]) == 1 && Glyphs.ascii[sign].allSatisfy(\.isASCII), "\(sign)")
            #expect(CleanText.clean(Glyphs.unicode[sign]) == Glyphs.unicode[sign], "\(sign)")
            let isEmoji = Glyphs.unicode[sign].unicodeScalars.contains { $0.properties.isEmojiPresentation }
            #expect(!isEmoji, "\(sign)")
        }
        for set in [Glyphs.unicode, .ascii] {
            let stages = [Glyphs.Sign.stage1, .stage2, .stage3, .stage4, .stage5, .parked, .dead].map { set[$0] }
            #expect(Set(stages).count == stages.count)
            #expect(Set([Glyphs.Sign.queued, .sending, .refused, .conflict].map { set[$0] }).count == 4)
        }
    }
}
