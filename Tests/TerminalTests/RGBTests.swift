import Testing

@testable import Terminal

@Suite struct RGBTests {
    @Test(
        "contrast is that of WCAG 2",
        arguments: [
            (0xFFFFFF, 0x000000, 21.0), (0x777777, 0xFFFFFF, 4.478), (0x767676, 0xFFFFFF, 4.542),
            (0xFF0000, 0xFFFFFF, 3.998),
            (0x123456, 0x123456, 1.0),
        ] as [(UInt32, UInt32, Double)]
    )
    func contrast(first: UInt32, second: UInt32, ratio: Double) {
        #expect(abs(RGB(first).contrast(with: RGB(second)) - ratio) < 0.001)
        #expect(RGB(first).contrast(with: RGB(second)) == RGB(second).contrast(with: RGB(first)))
    }

    @Test(
        "places of the palette are those of xterm",
        arguments: [
            (1, 0xCD0000), (15, 0xFFFFFF), (16, 0x000000), (208, 0xFF8700), (231, 0xFFFFFF), (232, 0x080808),
            (255, 0xEEEEEE),
        ]
            as [(UInt8, UInt32)]
    )
    func palette(index: UInt8, color: UInt32) {
        #expect(RGB(paletteIndex: index) == RGB(color))
    }

    @Test("the nearest place of a place is itself, and never one of the first sixteen")
    func nearest() {
        for index in UInt8(16)...255 {
            let nearest = RGB(paletteIndex: index).nearestPaletteIndex
            #expect(RGB(paletteIndex: nearest) == RGB(paletteIndex: index))
            #expect(nearest >= 16)
        }
        #expect(RGB(0xFF8800).nearestPaletteIndex == 208)
    }

    @Test("colours are read from hexadecimal digits and nothing else")
    func hexadecimal() {
        #expect(RGB(hexadecimal: "#1b2330") == RGB(0x1B2330))
        #expect(RGB(hexadecimal: "1B2330") == RGB(0x1B2330))
        #expect(RGB(hexadecimal: "#f08") == RGB(0xFF0088))
        for text in ["", "#", "#12", "#1234", "#1234567", "#-12345", "# 12345", "blue", "#１２３", "##123"] {
            #expect(RGB(hexadecimal: text) == nil, "\(text)")
        }
    }

    @Test("dark grounds are told from light ones")
    func lightness() {
        #expect([0x000000, 0x002B36, 0x1E1E2E, 0x555555].allSatisfy { !RGB($0).isLight })
        #expect([0xFFFFFF, 0xFDF6E3, 0x999999].allSatisfy { RGB($0).isLight })
    }
}
