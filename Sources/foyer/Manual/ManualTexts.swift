import Leads

/// What man pages say that neither the parser nor the verb table knows.
enum ManualTexts {
    static let description = """
        Foyer is a workbench for the leads of a Lofty CRM account: a list, a detail and a timeline, worked with keys. \
        It works on a mirror of the account on this machine, so it answers at once and offline too. Every change is \
        written to a journal before it shows, goes out within Lofty's limit of calls, is read back, and is made once.

        Plain “foyer” opens the workbench of the account that “foyer login” has saved; “foyer demo” opens it on an \
        invented book, without an account. Every verb of the screen is a command too, for scripts.
        """

    static let keys = """
        Arrows, Home, End, PgUp, PgDn, Enter, Esc and Tab always work. The word behind the colon is the same verb on the \
        command line that “:” opens. In triage the digits are outcomes. Every key can be changed: see foyer-config(1).
        """

    static let queries = """
        Free words match name, phone digits, email, tag and id. Terms must all hold; commas inside a value and “or” in \
        brackets mean any of them, and a dash before a term means not.

          stage:"New Lead" source:zillow age<2d -tag:dnc (score>=70 or site<1d) owner:me jane

        Fields: \(QueryField.all.map(\.name).joined(separator: ", ")). Times are written 30m, 2h, 3d, 2w, 6mo, 1y, or as a day such as 2026-11-01. \
        may:call is who may be called at this hour, next:overdue,today what is due, snoozed:yes what is put aside on this \
        machine, site>touch who came back since the last contact. In a shell a query stands in single quotes.
        """

    static let sections: [(String, String)] = [
        (
            "Undo",
            """
            A change waits 8 seconds before it is sent, a trash 60; “u” takes it back until then at no cost. Later “u” sends \
            the opposite where Lofty has one, and asks where somebody else has changed the lead since. A trash that was sent \
            cannot be taken back.
            """
        ),
        (
            "Restricted",
            """
            “foyer --restricted” is for logins that may do nothing but work leads. In authorized_keys(5):

              command="foyer --restricted",restrict,pty ssh-ed25519 AAAA...

            A login opens the workbench; words behind the host's name are a command of Foyer's, taken apart as a shell \
            would, but by no shell. There is no way to a shell, an editor or a file: no suspending, no import or export, no \
            hooks, no raw calls, no login, configuration or purge. Variables that name files or programs do not count, \
            whoever has set them; the account is that of the home directory.
            """
        ),
        (
            "Numbers of leads",
            """
            Ids have up to 64 bits. Programs that keep numbers as floating point, such as jq 1.6 and JavaScript, round those \
            above 2^53 and then name another lead. --ids-as-strings writes them as strings.
            """
        ),
    ]

    static let familySections: [String: [(String, String)]] = [
        "leads": [
            (
                "Batches",
                """
                Where a command takes a lead's id it also takes “-”: ids or JSON lines with a leadId on standard input. Each has \
                a line of its own in the output, with what came of it; one that fails does not stop the others, and the exit \
                status is then 1.
                """
            )
        ],
        "hooks": [
            (
                "Service",
                """
                The package has a unit for the user's service manager:

                  systemctl --user enable --now foyer-hooks
                """
            )
        ],
    ]

    static let environment: [(String, String)] = [
        ("FOYER_HOME", "A folder for all of Foyer's files, instead of the XDG directories."),
        ("FOYER_BASE_URL", "Where the API is; https, or http on this machine."),
        ("FOYER_API_KEY_FILE", "A file of mode 0600 with the key; FOYER_ACCESS_TOKEN_FILE with a token."),
        (
            "FOYER_API_KEY_COMMAND",
            "A program that prints the key; its words are parted by blanks, no shell takes part."
        ),
        ("FOYER_API_KEY_FD", "A descriptor to read the key from."),
        ("FOYER_THEME", "A theme by its name."),
        ("FOYER_UNDO_SECONDS", "How long a change waits for an undo, from 0 to 3600."),
        ("FOYER_LOW_BANDWIDTH", "The same as --low-bandwidth."),
        (
            "FOYER_TRACE_FILE",
            "A file of mode 0600 for every request and answer, with names and numbers, without the key."
        ),
        ("NO_COLOR", "No colours, when it is not empty."),
        ("SSL_CERT_FILE", "Further authorities to trust; the usual proxy variables count too."),
        ("XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_RUNTIME_DIR", "Where files are; see below."),
    ]

    static let files: [(String, String)] = [
        ("~/.config/foyer/config.json", "The account: address, and where the key is."),
        ("~/.config/foyer/config.toml", "Settings; keys.toml has keys and themes/ colours. See foyer-config(1)."),
        (
            "~/.local/state/foyer/",
            "Mirror, journal, audit log, drafts and log, of mode 0700 and 0600. One account each; foyer-purge(1) removes them."
        ),
    ]

    static let exitStatus: [(String, String)] = [
        ("0", "Done, and whole: a list that is short is never 0."),
        ("1", "Refused, or the lead is gone."),
        ("2", "Foyer cannot work here: account, key, terminal or state directory."),
        ("3", "Not confirmed in time; the change is kept and goes out later."),
        ("64", "Wrong usage."),
    ]
}
