/// Commands that man pages show; a test runs every one of them against the sandbox, with a lead's id for `ID`.
enum ManualExamples {
    struct Example {
        /// For a shell.
        let line: String
        let words: String

        init(_ line: String, _ words: String) {
            self.line = line
            self.words = words
        }
    }

    /// By family.
    static let all: [String: [Example]] = [
        "foyer": [
            Example("foyer --version", "What this Foyer was built from:"),
            Example(
                "foyer leads list 'stage:new age<2d -tag:dnc'",
                "New leads of the last two days that may be written to:"
            ),
            Example(
                "foyer leads list 'touch:none' --format jsonl --columns leadId | foyer leads update - --add-tag cold",
                "A tag for all that nobody has reached out to:"
            ),
        ],
        "leads": [
            Example("foyer leads list --queue Stale --format csv", "A queue of the workbench:"),
            Example("foyer leads show ID", "One lead, and whether it may be contacted:"),
            Example("foyer leads create --first-name Zoë --phone 5125550177 --tag hot", "A new lead:"),
            Example("foyer leads update ID --stage Qualified --add-tag vip", "Stage and tags in one call:"),
            Example("foyer leads undo ID", "The last change, taken back:"),
            Example("foyer leads note ID '- called, wants a yard'", "A note may begin with a dash:"),
            Example(
                "foyer leads call ID --outcome NoAnswer --text 'left a message at the gate' --dry-run",
                "What would be sent:"
            ),
            Example(
                "foyer leads dispose ID nurture 'asked again in spring' --dry-run",
                "What one key of triage would do:"
            ),
            Example("foyer leads assign ID --to me", "A lead for yourself:"),
            Example("foyer leads follow-up ID tue 3pm --text 'send the list'", "Something to come back for:"),
            Example("foyer leads follow-up ID --format jsonl", "What is planned, with the ids of the follow-ups:"),
            Example("foyer leads follow-up ID --done next", "Done, what is due first:"),
            Example("foyer leads snooze ID acts", "Out of sight until the lead is on the website again:"),
            Example("foyer leads snooze ID --wake", "And back:"),
            Example("foyer leads export 'stage:qualified' > qualified.csv", "A file for a spreadsheet:"),
            Example("foyer leads import qualified.csv", "What a file would become; --apply makes the leads:"),
            Example("foyer leads timeline ID --format json", "What happened with a lead:"),
        ],
        "bulk": [
            Example(
                "foyer bulk plan 'stage:\"New Lead\" source:zillow' tag spring > plan.json",
                "What a verb would do to many leads; nothing is sent:"
            ),
            Example("foyer bulk apply plan.json --dry-run", "What is still to be done of it by now:"),
            Example("foyer bulk apply plan.json", "Do it, a line for each lead:"),
        ],
        "outbox": [
            Example("foyer outbox", "What is not on the server yet:"),
            Example("foyer outbox send", "Send it now:"),
        ],
        "audit": [
            Example("foyer audit list --last 10 --format csv", "The ten newest changes that were sent:"),
            Example("foyer audit verify", "Was the log tampered with?"),
        ],
        "api": [
            Example("foyer api GET /v1.0/me", "Who am I?"),
            Example(
                "foyer api GET /v1.0/leads -f limit=100 --paginate > pages.jsonl",
                "All pages of a list, a line each:"
            ),
        ],
        "config": [
            Example("foyer config init", "Files with every setting and key, commented out:"),
            Example("foyer config check", "What is wrong in them:"),
        ],
        "completions": [Example("foyer completions bash > foyer.bash", "For the shell you use:")],
        "doctor": [Example("foyer doctor --json", "For a ticket; it has no key in it:")],
        "report": [
            Example("foyer report speed --since 7d", "How soon the leads of this week were answered:"),
            Example("foyer report response --format csv > response.csv", "By agent and source, for a spreadsheet:"),
            Example("foyer report today", "What I did today:"),
        ],
        "sync": [Example("foyer sync", "Read what changed, and send what waits; for cron:")],
        "purge": [Example("foyer purge --yes", "Remove the mirror of this machine:")],
    ]
}
