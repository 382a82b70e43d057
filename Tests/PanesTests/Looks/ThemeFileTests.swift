import Panes
import Terminal
import Testing

@Suite struct ThemeFileTests {
    @Test("a theme changes what it names and keeps the rest of the one it builds on")
    func partial() {
        let theme = ThemeFile(name: "mine", values: ["base": "solarized-light", "accent": "#005a9e", "heat": "88"])
        #expect(theme.faults == [])
        #expect(theme.palette.name == "mine" && !theme.palette.isDark)
        #expect(theme.palette.inks[.accent]?.exact == RGB(0x005A9E))
        #expect(theme.palette.inks[.heat] == Palette.Ink(0x870000, 88))
        var rest = theme.palette
        rest.name = Palette.solarizedLight.name
        rest.inks[.accent] = Palette.solarizedLight.inks[.accent]
        rest.inks[.heat] = Palette.solarizedLight.inks[.heat]
        #expect(rest == .solarizedLight)
    }

    @Test("an empty theme is Foyer Dark by another name")
    func empty() {
        let theme = ThemeFile(name: "plain", values: [:])
        #expect(theme.faults == [] && theme.palette.inks == Palette.foyerDark.inks)
    }

    @Test("faults name the role, what is allowed and the nearest word, and the rest of the file counts")
    func faults() {
        let theme = ThemeFile(
            name: "broken",
            values: ["base": "solarised-dark", "acent": "#ffffff", "danger": "reddish", "ok": "7", "mark": "#f0a6f2"]
        )
        #expect(
            theme.faults == [
                .unknownBase("solarised-dark", nearest: "solarized-dark"), .unknownRole("acent", nearest: "accent"),
                .notAColor(role: .danger, text: "reddish"), .notAColor(role: .ok, text: "7"),
            ]
        )
        #expect(theme.palette.inks[.mark]?.exact == RGB(0xF0A6F2))
        #expect(theme.palette.inks[.danger] == Palette.foyerDark.inks[.danger])
        let sentences = theme.faults.map(\.sentence)
        #expect(sentences[0].contains("did you mean “solarized-dark”?") && sentences[0].contains("foyer-light"))
        #expect(sentences[1].contains("did you mean “accent”?") && sentences[1].contains("stage-5"))
        #expect(sentences[2] == "“reddish” is no colour for danger. Write #1b2330, #123 or a number from 16 to 255.")
    }

    @Test(
        "what is no colour is refused",
        arguments: ["", "#", "#12345", "red", "256", "-1", "15", "0x10", "#ggg", "#12 34", "٢٠٠", "none", "1b2330"]
    )
    func noColors(text: String) {
        #expect(ThemeFile(name: "x", values: ["accent": text]).faults == [.notAColor(role: .accent, text: text)])
    }

    @Test("a colour that cannot be read is used, and said with its numbers")
    func unreadable() {
        let theme = ThemeFile(name: "grey", values: ["text": "#333333"])
        #expect(theme.palette.inks[.text]?.exact == RGB(0x333333))
        let found = theme.faults.contains { fault in
            guard case .hardToRead(.text, .ground, let ratio, needed: 4.5) = fault else { return false }
            return ratio < 2 && fault.sentence == "text on ground is hard to read: contrast 1.4, and 4.5 is needed."
        }
        #expect(found, "\(theme.faults)")
    }

    @Test("the one colour of the selected row can be set and taken away")
    func selectionInk() {
        #expect(ThemeFile(name: "a", values: ["on-selection": "#ffffff"]).palette.inks[.onSelection] != nil)
        let theme = ThemeFile(
            name: "b",
            values: ["base": "high-contrast", "on-selection": "none", "selection": "#3d3d3d"]
        )
        #expect(theme.palette.inks[.onSelection] == nil && theme.faults == [])
    }
}
