import Terminal

/// Exact colours on terminals of which terminfo knows 256 only.
///
/// ncurses sends exact colours only where terminfo has a `-direct` entry, which hardly any `TERM` has. So each colour of a
/// theme gets a place of the palette, ncurses draws with that place, and ``FrameEncoder`` puts the colour in its stead.
struct ColorSlots: Sendable {
    /// The first sixteen are the person's own and stay what they are.
    private static let places = 16...255

    private var placeByColor: [Color: Int32] = [:]
    private var colors: [Color] = []

    /// Whether a colour was asked for that found no place and is shown as the nearest that did.
    private(set) var isOverfull = false

    /// The place of a colour, kept for it from now on.
    mutating func number(of color: Color) -> Int32 {
        switch color {
        case .standard: return -1
        case .indexed(let index) where index < 16: return Int32(index)
        case .indexed, .rgb: break
        }
        if let place = placeByColor[color] { return place }
        guard colors.count < Self.places.count else {
            isOverfull = true
            return nearestPlace(to: color)
        }
        let place = Int32(Self.places.lowerBound + colors.count)
        placeByColor[color] = place
        colors.append(color)
        return place
    }

    /// The colour that has this place; `nil` for places that mean themselves.
    func color(at place: Int) -> Color? {
        let index = place - Self.places.lowerBound
        return colors.indices.contains(index) ? colors[index] : nil
    }

    /// Frees all places; what is on the screen has to be drawn anew.
    mutating func removeAll() { self = ColorSlots() }

    private func nearestPlace(to color: Color) -> Int32 {
        let wanted = Self.rgb(of: color)
        let distances = colors.map { Self.rgb(of: $0).distance(to: wanted) }
        let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
        return Int32(Self.places.lowerBound + nearest)
    }

    private static func rgb(of color: Color) -> RGB {
        switch color {
        case .standard: RGB(0)
        case .indexed(let index): RGB(paletteIndex: index)
        case .rgb(let color): color
        }
    }
}
