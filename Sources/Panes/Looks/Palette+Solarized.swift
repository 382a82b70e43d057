// Source of the base values: https://ethanschoonover.com/solarized/.

extension Palette {
    /// The palette of Ethan Schoonover, its hues lifted until they can be read.
    package static let solarizedDark = Palette(
        name: "Solarized Dark",
        isDark: true,
        inks: [
            .ground: Ink(0x002B36, 234),
            .bar: Ink(0x073642, 236),
            .raised: Ink(0x073642, 236),
            .selection: Ink(0x063F60, 18),
            .quietSelection: Ink(0x0E3F4B, 237),
            .field: Ink(0x00212B, 233),
            .tagGround: Ink(0x124652, 238),
            .text: Ink(0xA3B1B1, 145),
            .strong: Ink(0xEEE8D5, 254),
            .muted: Ink(0x93A1A1, 247),
            .tagText: Ink(0xA2AEAE, 249),
            .accent: Ink(0x65ADDF, 74),
            .ok: Ink(0x9FAE36, 142),
            .caution: Ink(0xC5A236, 178),
            .danger: Ink(0xEB8C8B, 210),
            .heat: Ink(0xE09373, 209),
            .mark: Ink(0xE58AB6, 211),
            .stage1: Ink(0x57B5AE, 109),
            .stage2: Ink(0x60B1C8, 45),
            .stage3: Ink(0x9FA3D9, 146),
            .stage4: Ink(0xC597C7, 176),
            .stage5: Ink(0xE58AB6, 211),
            .faint: Ink(0x6A7E84, 66),
            .border: Ink(0x6A7E84, 66),
            .focus: Ink(0x268BD2, 32),
            .onAccent: Ink(0x002B36, 235),
            .onDanger: Ink(0x002B36, 235),
        ]
    )

    /// The same on its light ground.
    package static let solarizedLight = Palette(
        name: "Solarized Light",
        isDark: false,
        inks: [
            .ground: Ink(0xFDF6E3, 230),
            .bar: Ink(0xEEE8D5, 255),
            .raised: Ink(0xF5EEDB, 255),
            .selection: Ink(0xCFE3EA, 189),
            .quietSelection: Ink(0xE4DECB, 254),
            .field: Ink(0xFFFDF5, 231),
            .tagGround: Ink(0xE4DECB, 253),
            .text: Ink(0x51656C, 59),
            .strong: Ink(0x073642, 236),
            .muted: Ink(0x586B72, 242),
            .tagText: Ink(0x51656C, 59),
            .accent: Ink(0x1C6599, 24),
            .ok: Ink(0x5A6800, 22),
            .caution: Ink(0x7B5D00, 58),
            .danger: Ink(0xB92A27, 124),
            .heat: Ink(0xA83E12, 88),
            .mark: Ink(0xAF2D6C, 125),
            .stage1: Ink(0x1D6D67, 23),
            .stage2: Ink(0x1C6A81, 25),
            .stage3: Ink(0x575C9F, 56),
            .stage4: Ink(0x8B498E, 90),
            .stage5: Ink(0xAF2D6C, 125),
            .faint: Ink(0x7A8686, 244),
            .border: Ink(0x7A8686, 244),
            .focus: Ink(0x268AD0, 32),
            .onAccent: Ink(0xFDF6E3, 230),
            .onDanger: Ink(0xFDF6E3, 230),
        ]
    )
}
