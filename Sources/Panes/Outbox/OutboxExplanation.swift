package import FoundationEssentials
package import Leads
package import ViewModels

/// What an unsent change says, what it is doing and what a person does next, in sentences.
package struct OutboxExplanation {
    /// The change whole, part by part.
    package let facts: [Fact]
    /// What it is doing, and why.
    package let state: String
    private let entry: OutboxEntry
    private let obstacle: OutboxEntry?

    package struct Fact: Hashable, Sendable {
        package var label: String
        /// May have line breaks.
        package var text: String

        package init(_ label: String, _ text: String) {
            self.label = label
            self.text = text
        }
    }

    /// How a person answers: at the screen, or at a shell.
    package enum Voice: Hashable, Sendable {
        case keys(KeyNames)
        case commands

        fileprivate var keys: KeyNames? {
            switch self {
            case .keys(let keys): keys
            case .commands: nil
            }
        }
    }

    /// - Parameters:
    ///   - entry: the change.
    ///   - others: all unsent changes, among which an earlier one of the same lead may hold this one up.
    ///   - link: how the server can be reached; `nil` when nobody has tried.
    ///   - now: for countdowns.
    package init(_ entry: OutboxEntry, among others: [OutboxEntry], link: LinkState? = nil, now: Date) {
        self.entry = entry
        obstacle =
            entry.needsPerson
            ? nil : others.first { $0.leadID == entry.leadID && $0.id < entry.id && $0.needsPerson }
        facts = Self.facts(of: entry)
        state =
            obstacle.map { "Waits behind change \($0.id.rawValue) of the same lead, which needs you first." }
            ?? Self.state(of: entry, link, now: now)
    }

    // MARK: What it says

    private static func facts(of entry: OutboxEntry) -> [Fact] {
        if case .conflicted(let theirs) = entry.status { return conflict(entry.change, theirs) }
        if entry.awaitsReview {
            return parts(of: entry.change) + [Fact("server today", entry.theirs ?? "not read yet")]
        }
        return parts(of: entry.change)
    }

    private static func parts(of change: LeadChange) -> [Fact] {
        switch change {
        case .create(let new): return facts(of: new)
        case .setStage(from: let before, to: let after): return [Fact("stage", "\(before ?? "none") → \(after)")]
        case .addTag(let tag): return [Fact("add tag", tag)]
        case .removeTag(let tag): return [Fact("remove tag", tag)]
        case .assign(from: let before, to: let member):
            return [Fact("owner", "\(before?.name ?? "nobody") → \(name(of: member))")]
        case .setField(let field, from: let before, to: let after):
            let words = "\(EditableField.words(before)) → \(EditableField.words(after))"
            return [Fact(field.name.lowercased(), words)]
        case .setHidden(let isHidden): return [Fact("seen by", isHidden ? "its owner alone" : "the team again")]
        case .addNote(let text): return [Fact("note", text)]
        case .logCall(let call):
            return [Fact("call", "\(call.outcome.label), \(call.phone)"), Fact("said", call.text)]
        case .trash(let reason): return [Fact("to the trash", reason)]
        case .followUp(let change): return [Fact("follow-up", Wording.followUp(change))]
        case .deal(.add(let plan)):
            return [
                Fact("new transaction", plan.words),
                Fact("way back", "none once it is sent: Lofty deletes no transaction"),
            ]
        case .deal(let change): return [Fact("transaction", Wording.deal(change))]
        case .snooze(from: _, to: let snooze): return [Fact("put aside", Wording.snooze(snooze))]
        }
    }

    /// Base, theirs and ours.
    private static func conflict(_ change: LeadChange, _ theirs: String) -> [Fact] {
        let (subject, base, ours) =
            switch change {
            case .setStage(from: let before, to: let after): ("stage", before ?? "none", after)
            case .assign(from: let before, to: let member): ("owner", before?.name ?? "nobody", name(of: member))
            case .addTag(let tag): ("tag \(tag)", "without it", "with it")
            case .removeTag(let tag): ("tag \(tag)", "with it", "without it")
            case .setField(let field, from: let before, to: let after):
                (field.name.lowercased(), before.joined(separator: ", "), after.joined(separator: ", "))
            case .setHidden(let isHidden): ("hidden flag", isHidden ? "shown" : "hidden", isHidden ? "hidden" : "shown")
            case .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze: ("lead", "", Wording.change(change))
            }
        return [
            Fact("conflict", "the \(subject) was changed here and by somebody else"), Fact("you saw", base),
            Fact("theirs", theirs),
            Fact("yours", ours),
        ]
    }

    private static func facts(of new: NewLead) -> [Fact] {
        let all = [
            Fact("new lead", [new.firstName, new.lastName].filter { !$0.isEmpty }.joined(separator: " ")),
            Fact("emails", new.emails.joined(separator: ", ")), Fact("phones", new.phones.joined(separator: ", ")),
            Fact("types", new.types.map(\.name).joined(separator: ", ")), Fact("source", new.source ?? ""),
            Fact("stage", new.stage ?? ""), Fact("tags", new.tags.joined(separator: ", ")),
            Fact("wants", new.inquiry.map { DetailText.wants($0) } ?? ""), Fact("address", new.address?.line ?? ""),
        ]
        return all.filter { !$0.text.isEmpty }
    }

    private static func name(of member: Member) -> String { "\(member.fullName) <\(member.email)>" }

    // MARK: What it is doing

    private static func state(of entry: OutboxEntry, _ link: LinkState?, now: Date) -> String {
        switch entry.status {
        case _ where entry.awaitsReview:
            "Waited for \(Formatters.age(from: entry.createdAt, to: now)) before it could leave, so it does not go out by "
                + "itself: others may have been at the lead."
        case .held(let until) where until > now:
            "Goes out in \(seconds(from: now, to: until)) s; until then it can be taken back for nothing."
        case .held, .queued: waiting(for: link, now: now)
        case .sending: "Is on its way to the server at this moment."
        case .waiting(let until, let attempt):
            "The server did not take it for now (try \(attempt)); it is tried again in "
                + "\(seconds(from: now, to: until)) s."
        case .ambiguous:
            "The answer was lost, so it may have arrived: Foyer looks on the server before anything is sent again."
        case .conflicted: "Somebody else changed the same thing while this waited; nothing was sent."
        case .wedged(let failure): stopped(failure)
        case .settled: "Is on the server."
        case .cancelled: "Was taken back and not sent."
        }
    }

    private static func waiting(for link: LinkState?, now: Date) -> String {
        switch link {
        case .offline: "Waits for the link to the server."
        case .credentialRejected: "Waits for a key that the server takes: “foyer login”."
        case .limited(let until) where until > now:
            "Waits because the account's calls for this minute are used up; goes out in \(seconds(from: now, to: until)) s."
        case .limited: "Waits because the account's calls for this minute are used up."
        case .accountUnknown: "Waits until the server says whose key this is."
        case .otherAccount: "Waits, as the key is of another account than this change."
        case .connecting, .online: "Waits for its turn and goes out by itself."
        // At a shell nobody has tried, and nothing runs between two commands.
        case nil: "Waits for its turn: it goes out when Foyer runs, or with “foyer outbox send”."
        }
    }

    private static func stopped(_ failure: OutboxEntry.Failure) -> String {
        if failure.isLeadGone { return "The server does not show the lead any more: trashed, hidden or given away." }
        let reason = failure.reason.hasSuffix(".") ? failure.reason : failure.reason + "."
        return switch failure.cause {
        case .none: "The server refused it: \(reason) It never goes out again by itself."
        case .undecided: "It may have arrived: \(reason) It is not sent again by itself."
        case .exhausted(let tries): "Given up after \(tries) tries: \(reason) It never goes out again by itself."
        case .merged: "\(reason) Nothing more is sent to it until you say so."
        }
    }

    private static func seconds(from now: Date, to date: Date) -> Int {
        max(0, Int(date.timeIntervalSince(now).rounded(.up)))
    }

    // MARK: What to do next

    /// What the person does next.
    package func advice(in voice: Voice) -> String {
        let id = (obstacle ?? entry).id.rawValue
        let (send, drop) =
            voice.keys.map { ($0[.outboxRetry], $0[.outboxDrop]) }
            ?? ("“foyer outbox retry \(id)”", "“foyer outbox drop \(id)”")
        if obstacle != nil {
            return voice.keys.map { "Go to that one: \($0[.outboxUp])." } ?? "Clear that one: \(send) or \(drop)."
        }
        if entry.awaitsReview {
            let all =
                voice.keys.map { "; \($0[.outboxRetryAll]) sends and \($0[.outboxDropAll]) drops all that waited" }
                ?? ""
            return "\(send) sends it, \(drop) drops it\(all)."
        }
        switch entry.status {
        case .held:
            let back = voice.keys.map { "\($0[.undo]) takes it back, " } ?? ""
            return "Nothing to do; \(back)\(drop) drops it."
        case .queued, .waiting: return "Nothing to do; \(drop) drops it."
        case .sending, .ambiguous, .settled, .cancelled: return "Nothing to do."
        case .conflicted:
            let open = voice.keys.flatMap { entry.change.hasChoice ? $0[.outboxOpen] : nil }
            let edit = open.map { ", \($0) chooses another value" } ?? ""
            return "\(send) sends yours, \(drop) keeps theirs\(edit)."
        case .wedged(let failure):
            if failure.isLeadGone {
                return "\(drop) drops the change\(entry.change.holdsText ? "; \(keep(voice))" : "")."
            }
            return switch failure.cause {
            case .none, .exhausted: "\(send) tries again, \(drop) drops it."
            case .undecided: "Look at the lead: \(send) sends it if it is not there, \(drop) drops it."
            case .merged: "\(send) goes on with that lead, \(drop) drops what was to follow."
            }
        }
    }

    private func keep(_ voice: Voice) -> String {
        "\(voice.keys?[.outboxExport] ?? "“foyer outbox export”") writes the text into a file first"
    }
}

extension LeadChange {
    /// True when words of the person would go with the change.
    fileprivate var holdsText: Bool {
        switch self {
        case .addNote, .logCall, .followUp, .deal: true
        case .create, .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .trash, .snooze: false
        }
    }
}
