package import FoundationEssentials
package import Leads
import ViewModels

/// The sentences of the workbench: what happened, why, and what to do next.
package enum Wording {
    static func notice(_ notice: Notice, now: Date, _ keys: KeyNames) -> String {
        switch notice {
        case .submitted(let change, let lead): "\(lead): \(self.change(change)). \(keys[.undo]) undoes."
        case .disposed(let name, let lead): "\(lead): \(name). \(keys[.undo]) undoes."
        case .dispositionUndone(let name, let lead): "Undone for \(lead): \(name). \(keys[.redo]) does it again."
        case .manyChanged(let name, let count):
            "\(Formatters.count(count)) leads: \(name). \(keys[.undo]) undoes, \(keys[.bulk]) shows how far it is."
        case .manyUndone(let name, let count): "Undone for \(Formatters.count(count)) leads: \(name)."
        case .done(let lead): "\(lead): done, nothing changed."
        case .viewIsDone:
            "Every lead of this view is done. \(keys[.nextQueue]) opens the next queue, \(keys[.refresh]) looks for more."
        case .undone(let change, let lead):
            "Undone for \(lead): \(self.change(change)). It was never sent. \(keys[.redo]) does it again."
        case .inverseQueued(let change, let lead):
            "\(lead) was changed already; on its way back: \(self.change(change))."
        case .undoImpossible(let reason): "Cannot undo: \(reason)"
        case .nothingToUndo: "Nothing to undo in this session."
        case .nothingToRedo: "Nothing to do again."
        case .failed(let entry):
            "\(entry.leadName): \(self.change(entry.change)) did not go through. \(keys[.outbox]) shows why."
        case .reviewNeeded(let count):
            (count == 1 ? "1 change waited" : "\(count) changes waited")
                + " for more than an hour and did not go out: \(keys[.outbox]) shows \(count == 1 ? "it" : "them") beside what the server holds today."
        case .stageLost(let lost, let queue): stageLost(lost, by: queue)
        case .notSaved(let reason): "Not saved: \(reason)"
        case .trouble(let reason): reason
        case .refreshed(let leads): "Up to date: \(Formatters.count(leads)) leads."
        case .refreshFailed(let reason): "Could not refresh: \(reason)"
        case .noLead:
            "No lead is selected. Move to one with \(keys[.down]) and \(keys[.up]), or press \(keys[.clearFilter]) to clear the "
                + "filter."
        case .marked(let count):
            count == 1 ? "1 lead is marked." : "\(Formatters.count(count)) leads are marked."
        case .nothingToDo(let reason, let lead): "\(lead) \(noChange(reason)). Nothing to send."
        case .blocked(let obstacle, let lead): self.obstacle(obstacle, lead: lead, keys)
        case .textKept(let lead):
            "\(lead) is gone: trashed, hidden or given away. Your text is kept: \(keys[.outbox]) shows it, \(keys[.note]) on any lead brings it back."
        case .textRecovered(let draft):
            "Foyer ended while you were writing the \(kind(of: draft))\(draft.leadName.map { " for \($0)" } ?? ""): the text is "
                + "kept. \(keys[.formSubmit]) goes on writing, \(keys[.formCancel]) leaves it for later."
        case .exported(let path): "Written to \(path), which only you can read."
        case .noRetryNeeded(let entry): "Nothing to try again: \(self.entry(entry, now: now, keys))"
        case .keysDropped(let count):
            count == 1 ? "1 key that waited was dropped." : "\(count) keys that waited were dropped."
        case .unknownKey(let pressed): "\(pressed) means nothing here. \(keys[.help]) lists the keys."
        case .unavailable(let verb, let reason): "\(verb): \(reason)."
        case .pasteIgnored(let count):
            "\(count) pasted characters were ignored: pasted text never runs as keys. Open a field first."
        case .dialling(let phone, let lead, let caution):
            "\(Formatters.phone(phone)) copied; the clock of the call with \(lead) runs\(caution.map { ", but: \($0)" } ?? ""). \(keys[.dial]) ends it."
        case .copied(let fact, let text, let words):
            "Copied the \(fact.rawValue): \(text)\(words.map { ", but: \($0)" } ?? "")."
        case .nothingToCopy(.link):
            "Nothing says how links are made: set lead-link in config.toml, with {id} for the lead's id. \(keys[.copyID]) copies the id."
        case .nothingToCopy(let fact): "There is no \(fact.rawValue) to copy."
        case .terminalFallback(let term): "TERM=\(term) is unknown here; drawing as xterm-256color."
        case .noted(let text): text
        case .brokenDisposition(let label, let place, let problem):
            "\(place): \(obstacle(problem, lead: "The lead", keys)) “\(label)” is refused until then."
        }
    }

    /// A change in a few words, without the lead.
    package static func change(_ change: LeadChange) -> String {
        switch change {
        case .create: "create"
        case .setStage(let before?, let after): "stage \(before) → \(after)"
        case .setStage(nil, let after): "stage → \(after)"
        case .addTag(let tag): "tag +\(tag)"
        case .removeTag(let tag): "tag −\(tag)"
        case .assign(let before, let member): "owner \(before?.name ?? "nobody") → \(member.fullName)"
        case .setField(let field, from: let before, to: let after): self.field(field, before, after)
        case .setHidden(let isHidden): isHidden ? "hidden from the team" : "shown to the team"
        case .addNote(let text): "note “\(text.prefix(40))\(text.count > 40 ? "…" : "")”"
        case .logCall(let log): "call, \(log.outcome.label)"
        case .trash(let reason): "to the trash (\(reason.prefix(40)))"
        case .followUp(let change): followUp(change)
        case .deal(let change): deal(change)
        case .snooze(from: _, to: let snooze): self.snooze(snooze)
        }
    }

    private static func field(_ field: EditableField, _ before: [String], _ after: [String]) -> String {
        "\(field.name.lowercased()) \(EditableField.words(before)) → \(EditableField.words(after))"
    }

    /// What an unsent change is doing, and which keys of the panes do something about it.
    static func entry(_ entry: OutboxEntry, now: Date, _ keys: KeyNames) -> String {
        let advice: String =
            switch entry.status {
            case _ where entry.awaitsReview: "\(keys[.outbox]) decides."
            case .held: "\(keys[.undo]) undoes."
            case .conflicted, .wedged: "\(keys[.outbox]) decides."
            case .queued, .sending, .waiting, .ambiguous, .settled, .cancelled: ""
            }
        return [state(of: entry, now: now), advice].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What an unsent change is doing.
    package static func state(of entry: OutboxEntry, now: Date) -> String {
        let change = change(entry.change)
        if entry.awaitsReview {
            return
                "\(change) waited for \(Formatters.age(from: entry.createdAt, to: now)) and does not go out by itself."
        }
        return switch entry.status {
        case .held(let until) where until > now: "\(change) goes out in \(seconds(from: now, to: until)) s."
        case .held, .queued: "\(change) waits for its turn."
        case .sending: "\(change) is being sent."
        case .waiting(let until, let attempt):
            "\(change) is tried again in \(seconds(from: now, to: until)) s (try \(attempt + 1))."
        case .ambiguous: "\(change): the answer was lost; looking on the server before sending again."
        case .conflicted(let theirs): "\(change): somebody changed it to \(theirs) meanwhile."
        case .wedged(let failure) where failure.isLeadGone:
            "\(change) was refused: the lead is gone or hidden from you."
        case .wedged(let failure): stopped(change, failure)
        case .settled: "\(change) is on the server."
        case .cancelled: "\(change) was cancelled."
        }
    }

    private static func stopped(_ change: String, _ failure: OutboxEntry.Failure) -> String {
        switch failure.cause {
        case .none: "\(change) was refused: \(failure.reason)"
        case .undecided: "\(change) may have arrived: \(failure.reason)"
        case .exhausted: "\(change) was given up: \(failure.reason)"
        case .merged: "\(change): \(failure.reason)"
        }
    }

    private static func seconds(from now: Date, to date: Date) -> Int {
        max(0, Int(date.timeIntervalSince(now).rounded(.up)))
    }

    package static func noAddress(_ text: String) -> String { "“\(text)” is no email address: the @ is missing." }

    package static func noPhone(_ text: String) -> String { "“\(text)” is no phone number of 7 to 20 characters." }

    static func problem(_ problem: FormProblem, _ keys: KeyNames) -> String {
        switch problem {
        case .missing(let field): "\(field) is empty. Type it, or leave with \(keys[.formCancel])."
        case .tooLong(let field, let length, let limit):
            "\(field) has \(length) characters; Lofty keeps \(limit). Shorten it by \(length - limit)."
        case .noAddress(let text): noAddress(text)
        case .noPhone(let text): noPhone(text)
        case .unknown(let field, let value, let known):
            "\(field) “\(value)” is unknown. Known: \(known.joined(separator: ", "))."
        case .blocked(let obstacle): self.obstacle(obstacle, lead: "The lead", keys)
        case .upsideDown(let field): "\(field) lies below the other end. Make it the larger of the two, or empty one."
        case .addressEmptied: "Lofty keeps no empty address. Leave one of street, city, state and ZIP in it."
        case .changedMeanwhile(let field, let theirs, let yours):
            "\(field) was changed meanwhile: theirs \(Self.quoted(theirs)), yours \(Self.quoted(yours)). "
                + "\(keys[.formSubmit]) sends yours."
        case .becameBlanks(let breaks, let tabs):
            "\(Self.blanks(breaks, tabs)) became blanks. \(keys[.formSubmit]) keeps it so."
        case .meantFor(let name):
            "This was meant for \(name). \(keys[.formSubmit]) saves it here; Ctrl-U empties the line."
        }
    }

    private static func quoted(_ text: String) -> String { text.isEmpty ? "empty" : "“\(text)”" }

    static func gap(_ gap: Timeline.Gap) -> String {
        let source =
            switch gap.source {
            case .site: "website visits"
            case .communications: "calls, texts and emails"
            case .notes: "notes"
            case .systemLog: "recorded changes"
            case .calendar: "tasks and appointments"
            case .transactions: "transactions"
            }
        return "\(source) could not be read: \(gap.reason)"
    }

    /// One thing that changed since the person looked.
    static func news(_ change: LeadLook.Change, now: Date) -> String {
        switch change {
        case .stage(let before, let after): "stage \(before ?? "none") → \(after ?? "none")"
        case .owner(let before, let after): "owner \(before ?? "nobody") → \(after ?? "nobody")"
        case .score(let before, let after):
            "score \(before.map { String($0) } ?? "none") → \(after.map { String($0) } ?? "none")"
        case .tags(let added, let removed):
            (added.map { "tag +\($0)" } + removed.map { "tag −\($0)" }).joined(separator: ", ")
        case .price: "another price range"
        case .visited(let date): "on site \(Formatters.age(from: date, to: now)) ago"
        }
    }

    /// What is shown of a timeline, in a word.
    static func choice(_ choice: TimelineOutline.Choice) -> String {
        let kinds = choice.families.isEmpty ? "all" : choice.families.map(\.rawValue).sorted().joined(separator: ", ")
        return choice.words.isEmpty ? kinds : "\(kinds) with “\(choice.words)”"
    }

    /// `viewed 14 homes, 3 saved · 78704 · $420k–610k`; the kind stands beside it already.
    static func visit(_ visit: HomeVisit) -> String {
        var homes: [String] = []
        if visit.viewedCount > 0 { homes.append("\(visit.viewedCount) homes") }
        if visit.savedCount > 0 { homes.append("\(visit.savedCount) saved") }
        var parts = [homes.joined(separator: ", ")]
        if let zipCode = visit.zipCode { parts.append(zipCode) }
        if let prices = visit.prices {
            let low = Formatters.price(prices.lowerBound)
            let high = Formatters.price(prices.upperBound)
            parts.append(low == high ? "$\(low)" : "$\(low)–\(high)")
        }
        return parts.joined(separator: " · ")
    }

    /// What a change in the timeline is still waiting for.
    static func unsent(_ entry: OutboxEntry, now: Date, _ keys: KeyNames) -> String {
        switch entry.status {
        case .held(let until): "unsent, goes in \(seconds(from: now, to: until)) s · \(keys[.undo]) undoes"
        case .queued: "unsent, waits for its turn"
        case .sending: "being sent"
        case .waiting(let until, _): "unsent, tried again in \(seconds(from: now, to: until)) s"
        case .ambiguous: "the answer was lost; looking on the server"
        case .conflicted(let theirs): "somebody made it \(theirs) meanwhile · \(keys[.outbox]) decides"
        case .wedged(let failure): "refused: \(failure.reason) · \(keys[.outbox]) decides"
        case .settled: "sent"
        case .cancelled: "cancelled"
        }
    }

    static func isPending(_ kind: TimelineEntry.Kind) -> Bool {
        switch kind {
        case .pending: true
        case .site, .call, .text, .email, .note, .system, .task, .appointment, .transaction: false
        }
    }

    static func question(
        _ question: Confirmation.Question,
        undo: UndoSeconds,
        _ keys: KeyNames
    ) -> (text: String, detail: String) {
        switch question {
        case .trash(_, let name, let reason):
            ("Move \(name) to the trash?", "Reason: \(reason). \(wayBack(within: undo.trash, keys))")
        case .dispose(_, let name, let disposition, _):
            (
                "\(name): \(disposition.label)?",
                "From then on \(disposition.outcome == .dncContact ? "nobody may contact this person" : "this number must not be called"). "
                    + wayBack(within: undo.change, keys)
            )
        case .dialUnread(_, let name, _, let gap):
            (
                "Call \(name) by what was last read?",
                "\(gap.reason) Nobody knows here whether a colleague has noted since then that \(name) must not be called: as of "
                    + "\(gap.readAt.map { moment($0) } ?? "an unknown time"), not read since."
            )
        case .drop(let entry):
            ("Drop this change of \(entry.leadName)?", "\(change(entry.change)) will not be sent.")
        case .dropAll(let entries):
            (
                "Drop \(entries.count) changes that waited?",
                entries.map { "\($0.leadName): \(change($0.change))" }.joined(separator: "; ")
                    + ". None of them will be sent."
            )
        case .dropDraft(let draft): ("Throw this text away?", Self.draft(draft))
        case .overrule(_, let entry, let theirs):
            (
                "Somebody changed \(entry.leadName) since you did. Undo all the same?",
                "You: \(change(entry.change)). Now it is: \(theirs). Undo would replace that\(inverseWords(of: entry.change))."
            )
        case .assist(.follow, _, let name):
            (
                "Give \(name) to Lofty's assistant?",
                "From then on it texts and mails \(name) by itself, at its own hours. Nobody can take back what it has written."
            )
        case .assist(.stop, _, let name):
            (
                "Stop the assistant for \(name)?",
                "It writes to \(name) no more, and Lofty has no way to let it go on."
            )
        case .again(let repetition): again(repetition, undo: undo, keys)
        case .burst(let characters, let lines):
            (
                "Did you type this?",
                "\(characters) characters in \(lines) lines came at once. \(keys[.yes]) takes them as keys; \(keys[.no]) as a pasted text, which "
                    + "goes into an open field and never runs."
            )
        }
    }

    static func wayBack(within seconds: Int, _ keys: KeyNames) -> String {
        seconds > 0
            ? "\(keys[.undo]) takes it back for \(seconds) seconds, then it goes out and there is no way back."
            : "It goes out at once, and there is no way back."
    }

    private static func inverseWords(of change: LeadChange) -> String {
        switch change {
        case .setStage(from: let before?, to: _): " by \(before)"
        case .assign(from: let before?, to: _): " by \(before.name)"
        case .addTag(let tag): " without the tag \(tag)"
        case .removeTag(let tag): " with the tag \(tag)"
        case .setField(_, from: let before, to: _): " by \(before.joined(separator: ", "))"
        case .setHidden(let isHidden): isHidden ? " by showing it again" : " by hiding it again"
        case .deal(.move(let deal, to: _)): " by \(deal.stage ?? "no stage")"
        case .setStage(from: nil, to: _), .assign(from: nil, to: _), .create, .addNote, .logCall, .trash, .followUp,
            .deal(.add), .snooze:
            ""
        }
    }

    static func earlyKeys(_ count: Int) -> [String] {
        switch count {
        case 0: []
        case 1: ["A key that came before you could read this was not taken for an answer."]
        default: ["\(count) keys that came before you could read this were not taken for an answer."]
        }
    }

    private static func blanks(_ breaks: Int, _ tabs: Int) -> String {
        let lines = breaks == 1 ? "1 line break" : "\(breaks) line breaks"
        let columns = tabs == 1 ? "1 tab" : "\(tabs) tabs"
        return breaks > 0 && tabs > 0 ? "\(lines) and \(columns)" : breaks > 0 ? lines : columns
    }
}
