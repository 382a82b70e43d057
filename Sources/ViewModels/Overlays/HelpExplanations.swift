/// What the letters, signs and words of each pane mean, for the help that is opened there.
enum HelpExplanations {
    static func rows(for pane: Pane, _ keys: KeyNames) -> [HelpSheet.Row] {
        switch pane {
        case .list: [.heading("Letters and signs of the list")] + list(keys).map(HelpSheet.Row.entry)
        case .detail: [.heading("Words and signs of the detail")] + detail.map(HelpSheet.Row.entry)
        case .timeline: [.heading("Signs of the timeline")] + timeline(keys).map(HelpSheet.Row.entry)
        }
    }

    static func header(_ keys: KeyNames) -> [HelpSheet.Row] {
        [.heading("Words of the top line")] + top(keys).map(HelpSheet.Row.entry)
    }

    private typealias Entry = HelpSheet.Entry

    private static func list(_ keys: KeyNames) -> [Entry] {
        [
            Entry(.sign(.selectedRow), "the row that verbs act on"),
            Entry(
                .word("WAIT", .muted),
                "how long a lead that nobody has spoken to waits; else the age of what was last"
            ),
            Entry(.word("!9m", .danger), "waiting for longer than three times the target"),
            Entry(.word("new", .accent), "never contacted, created today"),
            Entry(.word("done", .ok), "handled in this view; goes when the view is asked anew"),
            Entry(.word("DNC", .danger), "do not contact: no number may be called"),
            Entry(.word("hid", .muted), "hidden: only its owner sees it"),
            Entry(.sign(.queued), "a change waits to be sent"), Entry(.sign(.sending), "a change is being sent"),
            Entry(.sign(.refused), "a change was refused; \(keys[.outbox]) decides"),
            Entry(.sign(.conflict), "somebody else changed it too; \(keys[.outbox]) decides"),
            Entry(.sign(.firstStage), "the first stage of the pipeline"),
            Entry(.sign(.middleStage), "a stage on the way; the fuller the further"),
            Entry(.sign(.lastStage), "the last stage"), Entry(.sign(.parkedStage), "parked, such as Nurture"),
            Entry(.sign(.deadStage), "over: lost, spam or trash"),
            Entry(.sign(.scoreBar), "Lofty's score, 0 to 100; hot from 80"),
            Entry(.word("TY", .muted), "what they are: B buyer, S seller, R renter, I investor, A agent; BS is both"),
            Entry(.word("TOUCH", .muted), "how long ago somebody of the team was last in touch"),
        ]
    }

    private static let detail = [
        Entry(.sign(.allowed), "this number or address may be used for it"),
        Entry(.sign(.notAllowed), "it may not; the reason stands below"),
        Entry(.word("until 21:00", .ok), "until when it may be called; behind it the lead's own clock"),
        Entry(.word("why here", .muted), "why the lead is in this queue, with the numbers"),
        Entry(.word("next", .muted), "the follow-up that is planned"),
    ]

    private static func timeline(_ keys: KeyNames) -> [Entry] {
        [
            Entry(.sign(.call), "a call"), Entry(.sign(.text), "a text message"), Entry(.sign(.email), "an email"),
            Entry(.sign(.note), "a note"), Entry(.sign(.task), "a task"), Entry(.sign(.appointment), "an appointment"),
            Entry(
                .sign(.visit),
                "what they did on the website; several homes are one visit, which \(keys[.open]) opens"
            ),
            Entry(.sign(.system), "a change that Lofty recorded"), Entry(.sign(.outbound), "from us to them"),
            Entry(.sign(.inbound), "from them to us"),
            Entry(.sign(.gap), "a source that could not be read, and why"),
            Entry(
                .word("new since you looked", .accent),
                "what stands above it came after your last look, but for plans that you saw then"
            ),
        ]
    }

    private static func top(_ keys: KeyNames) -> [Entry] {
        [
            Entry(
                .word("\(keys.queue(0).map { "\($0) " } ?? "")New 12", .accent),
                "a queue: its key, its name and how many leads it has"
            ),
            Entry(.sign(.linkLive), "synced: how old what you see may be; book: how old the oldest lead may be"),
            Entry(.sign(.linkFilling), "being read: so many leads of so many"),
            Entry(.sign(.linkOffline), "no server since then; changes are kept and go out by themselves"),
            Entry(.sign(.linkRefused), "the key is refused, or is another account's; nothing is sent"),
            Entry(
                .word("API 61/100", .plain),
                "calls that Lofty's rate limit still allows in this window, of how many"
            ),
            Entry(
                .word("outbox 2", .plain),
                "changes that are not on the server yet; ! refused, ≠ in conflict; \(keys[.outbox]) lists them"
            ),
        ]
    }
}

extension HelpSheet {
    /// What stands on a pane, and what is in the top line.
    package static func explanations(for pane: Pane, _ keys: KeyNames) -> [Row] {
        HelpExplanations.rows(for: pane, keys)
    }

    package static func headerExplanations(_ keys: KeyNames) -> [Row] { HelpExplanations.header(keys) }
}
