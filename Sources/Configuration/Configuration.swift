package import Commands
import FoundationEssentials
package import Leads
package import Panes

/// A person's own settings, keys and themes, and what is wrong with their files.
///
/// A broken file never stops a start: what cannot be followed is left out and told, the rest counts.
package struct Configuration: Sendable {
    package private(set) var settings = Settings()
    /// The verbs with the person's keys.
    package private(set) var table: CommandTable
    package private(set) var themes: [Palette] = []
    private var bundles = Bundles(nil)
    /// In the order of the file.
    package private(set) var templates: [NoteTemplate] = []
    /// In the order of the file.
    package private(set) var macros: [Macro] = []
    /// The queues in the order of their tabs; Foyer's own where the person has none.
    package private(set) var queues = QueueDefinition.defaults
    /// Where the query of a queue stands in `queues.toml`, by its name.
    private(set) var queueLines: [QueueDefinition.ID: Int] = [:]
    /// In the order of the lines, those of a whole file last, and of the files: `config.toml`, `verbs.toml`, `keys.toml`, `bundles.toml`, `macros.toml`, `templates.toml`, `queues.toml`, themes by name.
    package private(set) var faults: [ConfigurationFault] = []

    package static let settingsFile = "config.toml"
    package static let keysFile = "keys.toml"
    package static let queuesFile = "queues.toml"
    package static let verbsFile = "verbs.toml"
    package static let themesFolder = "themes"

    /// - Parameters:
    ///   - folder: the path of the folder; one that is not there is an empty configuration.
    ///   - table: the verbs as they are without a person's keys.
    package init(readingFrom folder: String, table: CommandTable = .standard) {
        self.table = table
        readThemes(in: folder)
        let themeFaults = faults
        faults = []
        readSettings(in: folder)
        readVerbs(in: folder)
        // What is wrong with the file is told where its steps are read.
        let macroFile = try? TOMLFile(Self.macrosFile, in: folder)
        self.table = self.table.adding(Self.macroNames(macroFile).map(Command.macro))
        readKeys(in: folder)
        bundles = Bundles(read(Self.bundlesFile, in: folder))
        faults += bundles.faults
        readMacros(in: folder)
        let (templates, templateFaults) = Self.templates(read(Self.templatesFile, in: folder))
        self.templates = templates
        faults += templateFaults
        readQueues(in: folder)
        faults += themeFaults
        faults = Self.inOrderOfLines(faults)
    }

    /// What keys make of a lead, in the order of `1` to `9` in triage.
    package var dispositions: [Disposition] { bundles.dispositions }

    /// Where a person's own dispositions stand, such as `bundles.toml:12`.
    package var dispositionPlaces: [Disposition.ID: String] { bundles.places }

    // MARK: Settings

    private mutating func readSettings(in folder: String) {
        guard let file = read(Self.settingsFile, in: folder) else { return }
        for (key, value) in file.settings {
            guard let setting = SettingKey(rawValue: key) else {
                let known = SettingKey.allCases.map(\.rawValue)
                let sentence = Self.unknown("“\(key)” is no setting", nearest: key, among: known)
                faults.append(file.fault(sentence, key: key))
                continue
            }
            do throws(SettingProblem) {
                try setting.set(value, in: &settings)
            } catch {
                faults.append(file.fault(error.sentence(of: key), key: key))
            }
        }
        for section in file.sections {
            faults.append(file.fault("There is no section [\(section.name)] here.", section: section.name))
        }
        checkTheme(file)
    }

    private mutating func checkTheme(_ file: TOMLFile) {
        guard let name = settings.theme, Palette.named(name, among: themes + Palette.all) == nil else { return }
        let known = (themes + Palette.all).map(\.word)
        let sentence = Self.unknown("There is no theme “\(name)”", nearest: name, among: known)
        faults.append(file.fault(sentence, key: SettingKey.theme.rawValue))
        settings.theme = nil
    }

    // MARK: Verbs

    /// Before the keys, so that keys.toml can name these verbs too.
    private mutating func readVerbs(in folder: String) {
        guard let file = read(Self.verbsFile, in: folder) else { return }
        let own = VerbFile(file, taken: table.commands.map(\.name))
        faults += own.faults
        let (bound, problems) = table.adding(own.verbs).rebinding(own.rebindings)
        table = bound
        faults += problems.map { file.fault($1.sentence(of: $0.verb), key: "key", section: $0.verb) }
    }

    /// Behind the bundles, which steps may name.
    private mutating func readMacros(in folder: String) {
        let (macros, faults) = Self.macros(
            read(Self.macrosFile, in: folder),
            table: self.table,
            dispositions: bundles.dispositions
        )
        self.macros = macros
        self.faults += faults
    }

    // MARK: Keys

    private mutating func readKeys(in folder: String) {
        table = table.rebinding((settings.keyPreset?.rebindings ?? []) + (settings.digits?.rebindings ?? [])).table
        guard let file = read(Self.keysFile, in: folder) else { return }
        for (key, _) in file.settings {
            faults.append(file.fault("“\(key)” stands in no section. Keys belong in \(Self.scopes).", key: key))
        }
        // The first line that wants a key has it, not the first verb of the alphabet.
        var wanted: [(line: Int, rebinding: KeyRebinding)] = []
        var written: [KeyScope: String] = [:]
        let places = file.places
        for section in file.sections {
            guard let scope = KeyScope(named: section.name) else {
                let hint = Self.hint(section.name, KeyScope.all.map(\.name))
                let sentence = "There are no keys of [\(section.name)]\(hint) There are \(Self.scopes)."
                faults.append(file.fault(sentence, section: section.name))
                continue
            }
            written[scope] = section.name
            for (verb, value) in section.values {
                guard let keys = Self.notations(value) else {
                    let sentence = "“\(verb)” takes keys in quotes, such as \"s\" or [\"s\", \"<F2>\"]."
                    faults.append(file.fault(sentence, key: verb, section: section.name))
                    continue
                }
                let line = places[section.name]?[verb] ?? .max
                wanted.append((line, KeyRebinding(scope, verb, keys: keys)))
            }
        }
        let (table, problems) = table.rebinding(wanted.sorted { $0.line < $1.line }.map(\.rebinding))
        self.table = table
        faults += problems.map {
            let sentence = $1.sentence(of: $0.verb, among: table.verbs(in: $0.scope))
            return file.fault(sentence, key: $0.verb, section: written[$0.scope] ?? $0.scope.name)
        }
    }

    private static var scopes: String { KeyScope.all.map { "[\($0.name)]" }.joined(separator: ", ") }

    private static func notations(_ value: TOMLFile.Value) -> [String]? {
        switch value {
        case .text(let text): text.isEmpty ? [] : [text]
        case .texts(let texts): texts
        case .number, .flag, .other: nil
        }
    }

    // MARK: Queues

    private mutating func readQueues(in folder: String) {
        guard let file = read(Self.queuesFile, in: folder) else { return }
        let reader = QueueReader(file)
        faults += reader.faults
        guard !reader.queues.isEmpty else { return }
        queues = reader.queues
        queueLines = reader.lines
    }

    // MARK: Themes

    private mutating func readThemes(in folder: String) {
        for name in Self.themeFiles(in: folder) {
            guard let file = read("\(Self.themesFolder)/\(name)", in: folder) else { continue }
            var values: [String: String] = [:]
            for (key, value) in file.settings {
                switch value {
                case .text(let text): values[key] = text
                case .number(let number): values[key] = String(number)
                case .flag, .texts, .other:
                    faults.append(file.fault("“\(key)” takes a colour in quotes, such as \"#1b2330\".", key: key))
                }
            }
            for section in file.sections {
                let sentence = "A theme has no sections, so [\(section.name)] is left out."
                faults.append(file.fault(sentence, section: section.name))
            }
            let theme = ThemeFile(name: String(name.dropLast(5)), values: values)
            themes.append(theme.palette)
            faults += theme.faults.map { file.fault($0.sentence, key: $0.key) }
        }
    }

    private static func themeFiles(in folder: String) -> [String] {
        // No folder is no themes.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(themesFolder)")) ?? []
        return names.filter { $0.hasSuffix(".toml") && $0.count > 5 }.sorted()
    }

    // MARK: Reading

    private mutating func read(_ name: String, in folder: String) -> TOMLFile? {
        do throws(ConfigurationFault) {
            return try TOMLFile(name, in: folder)
        } catch {
            faults.append(error)
            return nil
        }
    }

    /// What is wrong, the known word that is nearest, and all that there are.
    static func unknown(_ trouble: String, nearest word: String, among known: [String]) -> String {
        "\(trouble)\(hint(word, known)) There are: \(known.joined(separator: ", "))."
    }

    /// The end of a sentence: the known word that is nearest, else a full stop.
    static func hint(_ word: String, _ known: [String]) -> String {
        NearestSpelling.of(word, among: known).map { "; did you mean “\($0)”?" } ?? "."
    }

    /// Whoever mends a file goes through it from its top.
    private static func inOrderOfLines(_ faults: [ConfigurationFault]) -> [ConfigurationFault] {
        var files: [String: Int] = [:]
        for fault in faults where files[fault.file] == nil { files[fault.file] = files.count }
        func place(_ index: Int) -> (Int, Int, Int) {
            (files[faults[index].file] ?? 0, faults[index].line ?? .max, index)
        }
        return faults.indices.sorted { place($0) < place($1) }.map { faults[$0] }
    }
}

extension ThemeFile.Fault {
    /// The key of the file that the fault is about.
    fileprivate var key: String {
        switch self {
        case .unknownRole(let word, _): word
        case .notAColor(let role, _), .hardToRead(let role, _, _, _): role.rawValue
        case .unknownBase: ThemeFile.baseKey
        }
    }
}

extension KeyRebinding.Fault {
    fileprivate func sentence(of verb: String, among verbs: [String] = []) -> String {
        switch self {
        case .unknownVerb(let word, let scope, let nearest):
            let hint = nearest.map { "; did you mean “\($0)”?" } ?? "."
            let known =
                verbs.count <= 40
                ? "There are: \(verbs.joined(separator: ", "))." : "The file of “foyer config init” names them all."
            return "“\(word)” is no verb of [\(scope.name)]\(hint) \(known)"
        case .unreadable(let notation):
            return "“\(notation)” is no key. Write j, gg, <C-d>, <F2>, <S-Tab>, <Space> or <Enter>."
        case .notSingle(let notation, let scope):
            return "“\(notation)” is more than one key; in [\(scope.name)] each verb has single keys."
        case .typed(let notation, let scope):
            return
                "“\(notation)” is typed in [\(scope.name)], so it can be no key there. Take one with Ctrl or Alt, or an F key."
        case .wantedTwice(let notation, let other):
            return "“\(notation)” is wanted for \(other) and for \(verb); \(other) has it."
        case .hidden(let notation, let other, let name):
            return "“\(notation)” and “\(other)” of \(name) begin alike, so one could never be finished."
        }
    }
}
