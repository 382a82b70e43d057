import AppRuntime
import Commands
import Configuration
import FoundationEssentials
import Leads
import Panes
import ViewModels

/// What a sitting goes by: the options and the environment first, then the person's files, then Foyer's own habits.
struct SessionSettings {
    let table: CommandTable
    let theme: String?
    let themes: [Palette]
    let dispositions: [Disposition]
    /// Where the person's own of these stand in their file.
    let dispositionPlaces: [Disposition.ID: String]
    let templates: [NoteTemplate]
    let macros: [Macro]
    let queues: [QueueDefinition]
    let isThin: Bool
    let glyphs: Glyphs
    let holds: LiveBackend.UndoWindows
    let links: LinkPreferences
    /// The program that opens addresses, and its arguments; empty for none.
    let opener: [String]
    /// `nil` leaves it to what is remembered.
    let hidesPreview: Bool?
    /// `nil` leaves them to what is remembered, and then to the width.
    let columns: ListColumnChoice?
    /// Whether each change is said in a line of text.
    let isLinear: Bool
    let usesMouse: Bool
    let setsTitle: Bool
    /// Above so many leads that change, their number has to be typed; `nil` leaves it to Foyer.
    let bulkCount: Int?
    /// What to tell at the start; `nil` when the files are in order.
    let complaint: String?

    init(_ environment: [String: String]) {
        let read = Configuration.current(environment)
        let settings = read.settings
        table = Restriction.isOn(in: environment) ? read.table.restricted() : read.table
        themes = read.themes
        dispositions = read.dispositions
        dispositionPlaces = read.dispositionPlaces
        templates = read.templates
        macros = read.macros
        queues = read.queues
        theme = environment["FOYER_THEME"] ?? settings.theme
        isThin = Self.flag(ScreenOptions.variable, environment) ?? settings.isLowBandwidth ?? false
        glyphs = settings.usesASCII ?? !Self.hasUnicode(environment) ? .ascii : .unicode
        holds = Self.holds(environment, settings)
        opener = (settings.openCommand ?? "").split(separator: " ").map(String.init)
        links = LinkPreferences(template: settings.leadLink, hasOpener: !opener.isEmpty)
        hidesPreview = settings.hidesPreview
        columns = settings.columns
        isLinear = Self.flag(ScreenOptions.linearVariable, environment) ?? settings.isLinear ?? false
        usesMouse = Self.flag("FOYER_MOUSE", environment) ?? settings.usesMouse ?? false
        setsTitle = settings.setsTitle ?? true
        bulkCount = settings.bulkCount
        complaint = Self.complaint(read.faults)
    }

    var habits: Habits {
        Habits(
            queues: queues,
            dispositions: dispositions,
            dispositionPlaces: dispositionPlaces,
            templates: templates,
            macros: macros,
            links: links,
            columns: columns
        )
    }

    private static func flag(_ name: String, _ environment: [String: String]) -> Bool? {
        environment[name].map { !$0.isEmpty && $0 != "0" }
    }

    /// `FOYER_UNDO_SECONDS`: how long a change waits for an undo before it is sent.
    private static func holds(_ environment: [String: String], _ settings: Settings) -> LiveBackend.UndoWindows {
        if let text = environment["FOYER_UNDO_SECONDS"], let seconds = Int(text), (0...3_600).contains(seconds) {
            return LiveBackend.UndoWindows(change: .seconds(seconds), trash: .seconds(min(60, seconds * 8)))
        }
        var holds = LiveBackend.UndoWindows()
        if let seconds = settings.undoSeconds { holds.change = .seconds(seconds) }
        if let seconds = settings.trashSeconds { holds.trash = .seconds(seconds) }
        return holds
    }

    /// Whether the locale is UTF-8: the first of these that is not empty names it, as POSIX has it.
    ///
    /// Without any of them most terminals are UTF-8 all the same, as in containers.
    static func hasUnicode(_ environment: [String: String]) -> Bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.filter { !$0.isEmpty }
        guard let locale = names.first?.lowercased() else { return true }
        return locale.contains("utf-8") || locale.contains("utf8")
    }

    private static func complaint(_ faults: [ConfigurationFault]) -> String? {
        guard let first = faults.first else { return nil }
        let others = faults.count == 1 ? "" : " “foyer config check” lists \(faults.count - 1) more."
        return first.text + others
    }
}
