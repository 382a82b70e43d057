package import Commands

extension Configuration {
    /// The text of a new `config.toml`: every setting with what it is for, commented out.
    package static var settingsTemplate: String {
        let settings = SettingKey.allCases.map { "# \($0.purpose)\n# \($0.rawValue) = \($0.example)\n" }
        return "# Foyer's settings. Take the # off a line to change it; “foyer config check” tells what is wrong.\n\n"
            + settings.joined(separator: "\n")
    }

    /// The text of a new `keys.toml`: every verb of every scope with the keys it has, commented out.
    package static func keysTemplate(of table: CommandTable = .standard) -> String {
        let sections = KeyScope.all.map { scope in
            "[\(scope.name)]\n"
                + table.keys(in: scope).map { "# \($0) = [\($1.joined(separator: ", "))]" }.joined(separator: "\n")
        }
        return """
            # Keys of Foyer. Take the # off a line and write other keys: "j", "gg", "<C-d>", "<F2>", "<S-Tab>", "<Space>".
            # A key goes to the verb that you give it to, and the verb that had it loses it; [] takes a verb's keys away.


            """ + sections.joined(separator: "\n\n") + "\n"
    }
}

extension CommandTable {
    /// Verbs with their keys in quotes, in the order of the table.
    fileprivate func keys(in scope: KeyScope) -> [(String, [String])] {
        let rows: [(String, [String])] =
            switch scope {
            case .panes: commands.map { ($0.name, $0.keys) }
            case .triage: triage.map { ($0.name, $0.keys) }
            case .overlay(let kind): (overlays[kind] ?? []).map { ($0.name, $0.keys) }
            }
        return rows.map { ($0, $1.map { "\"\($0.replacing("\\", with: "\\\\"))\"" }) }
    }
}
