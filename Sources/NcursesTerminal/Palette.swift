import CNcurses
import Terminal

/// Brings the colours of a theme down to what a terminal has.
struct Palette: Sendable {
    /// What the terminal shows for one place of the 256-colour palette.
    private struct Entry: Sendable {
        /// The terminal's own colour is -1, as in curses.
        var number: Int16
        /// Makes up for a shade that eight colours lack; only text has it, a background does not.
        var attributes: Style.Attributes = []
    }

    private let entries: [Entry]

    /// - Parameter colorCount: how many colours the terminal has; below eight it is taken for monochrome.
    init(colorCount: Int) {
        entries = (0...255).map { index in
            switch colorCount {
            case 256...: Entry(number: Int16(index))
            case 16...: Entry(number: Int16(Self.nearestBasicColor(to: index)))
            case 8...: Self.amongEight(Self.nearestBasicColor(to: index))
            default: Entry(number: -1)
            }
        }
    }

    /// A style in the numbers of curses.
    func style(_ style: Style) -> foyer_style {
        let foreground = entry(style.foreground)
        let attributes = style.attributes.union(foreground.attributes)
        return foyer_style(
            foreground: foreground.number,
            background: entry(style.background).number,
            attributes: UInt32(attributes.rawValue)
        )
    }

    private func entry(_ color: Color) -> Entry {
        switch color {
        case .standard: Entry(number: -1)
        case .indexed(let index): entries[Int(index)]
        }
    }

    /// Bright colours become bold ones, but bright black would vanish on black: it becomes dim text.
    private static func amongEight(_ basicColor: Int) -> Entry {
        switch basicColor {
        case ..<8: Entry(number: Int16(basicColor))
        case 8: Entry(number: -1, attributes: .dim)
        default: Entry(number: Int16(basicColor - 8), attributes: .bold)
        }
    }

    // MARK: Distance

    private typealias RGB = (red: Int, green: Int, blue: Int)

    /// What xterm shows for the first sixteen; the person may have others, but in the same order.
    private static let basicColors: [RGB] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
        (255, 255, 255),
    ]

    /// The brightnesses of the 6 × 6 × 6 cube from 16 on.
    private static let cubeSteps = [0, 95, 135, 175, 215, 255]

    private static func nearestBasicColor(to index: Int) -> Int {
        guard index >= basicColors.count else { return index }
        let wanted = rgb(index)
        return basicColors.indices.min { distance(basicColors[$0], wanted) < distance(basicColors[$1], wanted) } ?? 7
    }

    private static func rgb(_ index: Int) -> RGB {
        if index >= 232 {
            let gray = 8 + 10 * (index - 232)
            return (gray, gray, gray)
        }
        let cell = index - 16
        return (cubeSteps[cell / 36], cubeSteps[cell / 6 % 6], cubeSteps[cell % 6])
    }

    /// Squares weighted as the eye weighs them, green above red above blue.
    private static func distance(_ one: RGB, _ other: RGB) -> Int {
        let (red, green, blue) = (one.red - other.red, one.green - other.green, one.blue - other.blue)
        return 2 * red * red + 4 * green * green + 3 * blue * blue
    }
}
