import Commands
import Leads
import ViewModels

/// The keys of `config.toml`, each with what it takes and what it is for.
enum SettingKey: String, CaseIterable {
    case theme
    case lowBandwidth = "low-bandwidth"
    case ascii
    case undoSeconds = "undo-seconds"
    case trashSeconds = "trash-seconds"
    case keys
    case digits
    case hidePreview = "hide-preview"
    case columns
    case leadLink = "lead-link"
    case openCommand = "open-command"
    case mouse
    case linear
    case title
    case bulkCount = "bulk-count"

    /// What stands in the template, commented out.
    var example: String {
        switch self {
        case .theme: "\"solarized-dark\""
        case .lowBandwidth, .ascii, .hidePreview, .mouse, .linear: "false"
        case .title: "true"
        case .columns: "[\"wait\", \"name:24\", \"flag\", \"stage\", \"next\", \"owner\"]"
        case .undoSeconds: "8"
        case .trashSeconds: "60"
        case .keys: "\"vim\""
        case .digits: "\"queues\""
        case .leadLink: "\"https://crm.example.com/lead/{id}\""
        case .openCommand: "\"xdg-open\""
        case .bulkCount: "100"
        }
    }

    /// A line for the template and for faults.
    var purpose: String {
        switch self {
        case .theme: "the theme by its name; without one Foyer goes by the terminal's ground"
        case .lowBandwidth: "true sends as few bytes as possible: few colours, plain signs, a mark for the row"
        case .ascii: "true draws with signs of ASCII only"
        case .undoSeconds: "seconds that a change waits for an undo before it is sent, 0 to 3600"
        case .trashSeconds: "the same for a move to the trash, from which nothing comes back"
        case .keys: "\"vim\", \"arrows\" or \"mail\"; keys.toml goes on top"
        case .digits: "\"queues\" opens a queue by its number; \"counts\" has 5j count, and g1 to g9 open the queues"
        case .leadLink:
            "the address of a lead in your browser, with {id} where its id stands; copy-link copies it, open-link opens it"
        case .openCommand: "the program that open-link opens the address with; without one it is copied"
        case .title: "false leaves the name of the window alone"
        case .linear: "true says each change in a line of text, without boxes and columns"
        case .mouse: "true takes clicks and the wheel; the terminal's own selection then needs Shift"
        case .columns: "the columns of the list in their order, with a width in cells where you want one"
        case .hidePreview: "true starts with the list alone; preview shows detail and timeline"
        case .bulkCount: "above so many leads that change at once, their number has to be typed, 0 to 20000"
        }
    }

    /// - Throws: what the value should have been.
    func set(_ value: TOMLFile.Value, in settings: inout Settings) throws(SettingProblem) {
        switch self {
        case .theme: settings.theme = try text(value)
        case .lowBandwidth: settings.isLowBandwidth = try flag(value)
        case .ascii: settings.usesASCII = try flag(value)
        case .undoSeconds: settings.undoSeconds = try seconds(value)
        case .trashSeconds: settings.trashSeconds = try seconds(value)
        case .keys:
            let name = try text(value)
            guard let preset = KeyPreset(rawValue: name.lowercased()) else {
                throw .notOneOf(name, KeyPreset.allCases.map(\.rawValue))
            }
            settings.keyPreset = preset
        case .digits:
            let name = try text(value)
            guard let digits = DigitKeys(rawValue: name.lowercased()) else {
                throw .notOneOf(name, DigitKeys.allCases.map(\.rawValue))
            }
            settings.digits = digits
        case .hidePreview: settings.hidesPreview = try flag(value)
        case .columns:
            guard case .texts(let words) = value else { throw .wants("a list of columns, such as \(example)") }
            do throws(ListColumnChoice.Problem) {
                settings.columns = try ListColumnChoice(words)
            } catch {
                throw .because("is left alone: \(error.sentence)")
            }
        case .leadLink:
            let link = try text(value)
            guard link.contains("{id}") else { throw .wants("an address with {id} in it, such as \(example)") }
            settings.leadLink = link
        case .openCommand: settings.openCommand = try text(value)
        case .mouse: settings.usesMouse = try flag(value)
        case .linear: settings.isLinear = try flag(value)
        case .title: settings.setsTitle = try flag(value)
        case .bulkCount:
            guard case .number(let number) = value, (0...20_000).contains(number) else {
                throw .wants("a whole number of leads from 0 to 20000")
            }
            settings.bulkCount = number
        }
    }

    private func text(_ value: TOMLFile.Value) throws(SettingProblem) -> String {
        guard case .text(let text) = value else { throw .wants("a text in quotes, such as \(example)") }
        return text
    }

    private func flag(_ value: TOMLFile.Value) throws(SettingProblem) -> Bool {
        guard case .flag(let flag) = value else { throw .wants("true or false") }
        return flag
    }

    private func seconds(_ value: TOMLFile.Value) throws(SettingProblem) -> Int {
        guard case .number(let number) = value, (0...3_600).contains(number) else {
            throw .wants("a whole number of seconds from 0 to 3600")
        }
        return number
    }
}

/// Why a value cannot be taken.
enum SettingProblem: Error {
    case wants(String)
    case notOneOf(String, [String])
    /// Goes on after the name of the setting.
    case because(String)

    func sentence(of key: String) -> String {
        switch self {
        case .wants(let what): return "“\(key)” takes \(what)."
        case .because(let reason): return "“\(key)” \(reason)"
        case .notOneOf(let value, let known):
            let nearest = NearestSpelling.question(about: value, among: known)
            return "“\(key)” takes \(known.joined(separator: ", ")), not “\(value)”.\(nearest)"
        }
    }
}
