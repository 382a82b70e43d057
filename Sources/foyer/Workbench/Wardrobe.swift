import AppRuntime
import Commands
import FoundationEssentials
import Leads
import Panes
import Terminal
import ViewModels

/// The keys and looks of a sitting, as the person's files have them and as they change while it lasts.
@MainActor final class Wardrobe {
    private var settings: SessionSettings
    private let environment: [String: String]
    private let colors: ColorSupport
    private let offset: @Sendable (Date) -> Int
    /// The theme that was put on by hand; it stays when the files are read again.
    private var worn: String?

    init(_ settings: SessionSettings, environment: [String: String], colors: ColorSupport, clock: ZoneRules) {
        self.settings = settings
        self.environment = environment
        self.colors = colors
        offset = { clock.offset(at: Int64($0.timeIntervalSince1970.rounded(.down))) }
    }

    /// - Throws: ``KeymapError`` when two verbs have the same keys, which reading the files rules out.
    func equipment(on ground: RGB?, habits: Habits? = nil, told: String? = nil) throws(KeymapError) -> Equipment {
        Equipment(
            dispatcher: try KeyDispatcher(table: settings.table),
            context: PaneContext(look: look(on: ground), offsetFromGMT: offset, table: settings.table),
            themes: (settings.themes + Palette.all).map(\.word),
            lookOnGround: { self.look(on: $0) },
            habits: habits,
            told: told
        )
    }

    /// What a wish comes to; `nil` when it cannot be had and everything stays as it is.
    func equipment(for wish: EquipmentWish, on ground: RGB?) -> Equipment? {
        let before = (settings, worn)
        do throws(KeymapError) {
            let told = fulfil(wish)
            return try equipment(on: ground, habits: wish == .reload ? settings.habits : nil, told: told)
        } catch {
            (settings, worn) = before
            return nil
        }
    }

    /// - Returns: what to tell.
    private func fulfil(_ wish: EquipmentWish) -> String {
        switch wish {
        case .reload:
            settings = SessionSettings(environment)
            return settings.complaint
                ?? "Your files were read again. Undo seconds, mouse, title and linear hold from the next start."
        case .theme(let name):
            let all = settings.themes + Palette.all
            guard let palette = Palette.named(name, among: all) else {
                let nearest = NearestSpelling.question(about: name, among: all.map(\.word), marks: ("", ""))
                return "There is no theme “\(name)”.\(nearest) There are: \(all.map(\.word).joined(separator: ", "))."
            }
            worn = name
            switch colors {
            case .palette, .trueColor: return "\(palette.name) until you leave; theme = \"\(palette.word)\" keeps it."
            case .monochrome, .eight, .sixteen:
                return "This terminal has too few colours for themes; only whether it is light or dark counts."
            }
        }
    }

    private func look(on ground: RGB?) -> Look {
        Look.choose(
            named: worn ?? settings.theme,
            own: settings.themes,
            for: TerminalFacts(colors: colors, background: ground, environment: environment),
            glyphs: settings.glyphs,
            isThin: settings.isThin
        )
    }
}
