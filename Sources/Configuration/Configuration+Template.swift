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

extension Configuration {
    /// The text of a new `verbs.toml`: a verb as an example, commented out.
    package static var verbsTemplate: String {
        """
        # Verbs of your own: each section is a program that is run on the selected lead. Its fields are in the environment
        # as FOYER_LEAD_ID, NAME, FIRST_NAME, LAST_NAME, PHONE, CALL, EMAIL, STAGE, SOURCE, OWNER, SCORE and TAGS;
        # PHONE is a number that may be called now, and empty when there is none: CALL is then why, or when that changes;
        # it is "yes" when nothing speaks against a call. EMAIL is the first address that may be mailed.
        #
        # [ring]
        # command = ["sh", "-c", 'echo "would ring $FOYER_LEAD_PHONE"']   # a program and its words, no shell between
        # shell = false          # true: command is one line in quotes, which /bin/sh reads
        # key = ",r"             # the comma is yours: Foyer binds nothing to it
        # when = "may:call"      # a filter: for other leads the verb says why it cannot be used
        # json = false           # true: the lead comes on the standard input as JSON
        # seconds = 10           # then it is ended, with everything it has started
        # summary = "ring the first number"

        """
    }
}
