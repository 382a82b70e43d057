// Source of the base values: https://catppuccin.com/palette/.

extension Palette {
    /// The dark flavour of Catppuccin.
    package static let catppuccinMocha = Palette(
        name: "Catppuccin Mocha",
        isDark: true,
        inks: [
            .ground: Ink(0x1E1E2E, 235),
            .bar: Ink(0x181825, 234),
            .raised: Ink(0x313244, 236),
            .selection: Ink(0x2F4470, 18),
            .quietSelection: Ink(0x3A3B50, 238),
            .field: Ink(0x11111B, 233),
            .tagGround: Ink(0x45475A, 238),
            .text: Ink(0xCDD6F4, 189),
            .strong: Ink(0xFFFFFF, 231),
            .muted: Ink(0xA6ADC8, 146),
            .tagText: Ink(0xBAC2DE, 251),
            .accent: Ink(0x89B4FA, 147),
            .ok: Ink(0xA6E3A1, 151),
            .caution: Ink(0xF9E2AF, 222),
            .danger: Ink(0xF497B1, 218),
            .heat: Ink(0xFAB387, 216),
            .mark: Ink(0xF5C2E7, 225),
            .stage1: Ink(0x89DCEB, 116),
            .stage2: Ink(0x94E2D5, 152),
            .stage3: Ink(0xB4BEFE, 146),
            .stage4: Ink(0xCBA6F7, 183),
            .stage5: Ink(0xF2CDCD, 224),
            .faint: Ink(0x7F849C, 103),
            .border: Ink(0x797D91, 244),
            .focus: Ink(0x89B4FA, 111),
            .onAccent: Ink(0x11111B, 233),
            .onDanger: Ink(0x11111B, 233),
        ]
    )
}
