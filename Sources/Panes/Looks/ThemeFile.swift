import Leads
import Terminal

/// A person's own theme, from the keys and values of its file.
///
/// What cannot be understood is reported and left as in the theme it builds on: a broken file never stops a start.
package struct ThemeFile: Hashable, Sendable {
    package enum Fault: Error, Hashable, Sendable {
        case unknownRole(String, nearest: String?)
        case notAColor(role: ColorRole, text: String)
        case unknownBase(String, nearest: String?)
        /// The file stands as it is; whether to change it is for the person to say.
        case hardToRead(role: ColorRole, on: ColorRole, ratio: Double, needed: Double)
    }

    package let palette: Palette
    /// In the order of the keys.
    package let faults: [Fault]

    /// The key that names the theme to build on; Foyer Dark when it is missing.
    package static let baseKey = "base"

    /// - Parameters:
    ///   - name: what the theme is called, such as the name of its file.
    ///   - values: a colour by the word of its role: `#1b2330`, `#123` or a place of the 256-colour palette, 16 to 255.
    ///     `on-selection` may be `none`.
    package init(name: String, values: [String: String]) {
        var faults: [Fault] = []
        var palette = Palette.foyerDark
        if let base = values[Self.baseKey] {
            if let found = Palette.named(base) {
                palette = found
            } else {
                faults.append(.unknownBase(base, nearest: NearestSpelling.of(base, among: Palette.all.map(\.word))))
            }
        }
        for (key, text) in values.sorted(by: { $0.key < $1.key }) where key != Self.baseKey {
            if let fault = Self.set(key, to: text, in: &palette) { faults.append(fault) }
        }
        palette.name = name
        palette.isDark = palette.inks[.ground]?.exact.isLight == false
        self.palette = palette
        self.faults = faults + Self.unreadable(in: palette)
    }

    private static func set(_ key: String, to text: String, in palette: inout Palette) -> Fault? {
        guard let role = ColorRole(rawValue: key) else {
            return .unknownRole(key, nearest: NearestSpelling.of(key, among: ColorRole.allCases.map(\.rawValue)))
        }
        if role == .onSelection, text == "none" {
            palette.inks[role] = nil
            return nil
        }
        guard let ink = ink(text) else { return .notAColor(role: role, text: text) }
        palette.inks[role] = ink
        return nil
    }

    private static func ink(_ text: String) -> Palette.Ink? {
        if text.hasPrefix("#") { return RGB(hexadecimal: text).map(Palette.Ink.init) }
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let index = UInt8(text), index >= 16 else { return nil }
        return Palette.Ink(RGB(paletteIndex: index).packed, index)
    }

    private static func unreadable(in palette: Palette) -> [Fault] {
        palette.pairs.compactMap { pair in
            guard let ratio = palette.contrast(of: pair, exact: true), ratio < pair.minimum else { return nil }
            return .hardToRead(role: pair.text, on: pair.ground, ratio: ratio, needed: pair.minimum)
        }
    }
}

extension ThemeFile.Fault {
    /// What is wrong, and what would be right, in one line.
    package var sentence: String {
        switch self {
        case .unknownRole(let word, let nearest):
            "“\(word)” is no role of a theme\(Self.hint(nearest)) The roles are: "
                + ColorRole.allCases.map(\.rawValue).joined(separator: ", ") + "."
        case .notAColor(let role, let text):
            "“\(text)” is no colour for \(role.rawValue). Write #1b2330, #123 or a number from 16 to 255"
                + (role == .onSelection ? ", or none." : ".")
        case .unknownBase(let word, let nearest):
            "There is no theme “\(word)” to build on\(Self.hint(nearest)) There are: "
                + Palette.all.map(\.word).joined(separator: ", ") + "."
        case .hardToRead(let role, let ground, let ratio, let needed):
            "\(role.rawValue) on \(ground.rawValue) is hard to read: contrast \(Self.tenths(ratio)), and "
                + "\(Self.tenths(needed)) is needed."
        }
    }

    private static func hint(_ nearest: String?) -> String { nearest.map { "; did you mean “\($0)”?" } ?? "." }

    /// Rounded down, so that 4.49 does not pass for the 4.5 that is needed.
    private static func tenths(_ ratio: Double) -> String {
        let tenths = Int(ratio * 10)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
