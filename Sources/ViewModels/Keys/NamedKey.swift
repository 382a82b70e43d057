/// A verb whose key sentences name.
///
/// A sentence asks for the key instead of spelling it, as a person may have given the verb another one. The raw value is
/// the name of the verb; where it is no verb of the panes, its scope stands before it.
package enum NamedKey: String, Hashable, Sendable, CaseIterable {
    case down, up, open, back
    case nextQueue = "next-queue"
    case nextMatch = "next-match"
    case stage, note, assign, dial, new, trash, undo, redo, snooze, triage
    case followUp = "follow-up"
    case copyID = "copy-id"
    case mark = "mark-lead"
    case markAll = "mark-all"
    case unmark = "mark-none"
    case bulk, filter, mask, refresh
    case clearFilter = "clear-filter"
    case outbox, help, palette, quit, suspend
    case timelineAll = "timeline-all"
    case timelineDeals = "timeline-transactions"
    case skipStep = "skip-step"
    case leaveTriage = "triage leave-triage"
    case filterAccept = "filter accept"
    case filterCancel = "filter cancel"
    case filterComplete = "filter complete"
    case pickerSubmit = "picker submit"
    case pickerCancel = "picker cancel"
    case formSubmit = "form submit"
    case formCancel = "form cancel"
    case formNewLine = "form new-line"
    case formRouting = "form preview-routing"
    case paletteSubmit = "palette submit"
    case paletteCancel = "palette cancel"
    case yes = "question yes"
    case no = "question no"
    case helpRun = "help run"
    case helpSearch = "help search"
    case helpClose = "help close"
    case outboxOpen = "outbox open"
    case outboxUp = "outbox up"
    case outboxRetry = "outbox retry"
    case outboxRetryAll = "outbox retry-all"
    case outboxDrop = "outbox drop"
    case outboxDropAll = "outbox drop-all"
    case outboxExport = "outbox export"
    case agendaUndo = "agenda undo"
    case bulkRun = "bulk run"
    case bulkSubmit = "bulk submit"
    case bulkDrop = "bulk drop"
    case bulkPause = "bulk pause"
    case bulkResume = "bulk resume"
    case bulkRetry = "bulk retry"
    case bulkStop = "bulk stop"
    case bulkClose = "bulk close"

    /// Where the verb has its key, as a keymap names it.
    package var scope: String { rawValue.contains(" ") ? String(rawValue.prefix { $0 != " " }) : "panes" }

    package var verb: String { String(rawValue.split(separator: " ").last ?? "") }

    /// What a sentence says where no key is bound: what `:` takes, or the name by which a key can be given to it.
    fileprivate var withoutKey: String {
        switch scope {
        case "panes", "triage": ":\(verb)"
        default: "“\(verb)”"
        }
    }
}

/// The keys of a person's keymap, for sentences.
package struct KeyNames: Hashable, Sendable {
    private var bound: [NamedKey: [String]]
    private var queues: [String?]

    /// - Parameters:
    ///   - bound: the keys of each verb that has some, as a person reads them; the others are named.
    ///   - queues: the keys that open the first queue, the second and so on.
    package init(_ bound: [NamedKey: [String]] = [:], queues: [String?] = []) {
        self.bound = bound
        self.queues = queues
    }

    /// The first key of the verb, or its name.
    package subscript(key: NamedKey) -> String { bound[key]?.first ?? key.withoutKey }

    package func all(_ key: NamedKey) -> [String] { bound[key] ?? [] }

    /// The key that opens a queue, counted from 0; `nil` where none does.
    package func queue(_ place: Int) -> String? { queues.indices.contains(place) ? queues[place] : nil }
}
