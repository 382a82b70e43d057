package import Leads
package import ViewModels

/// What the planner says, in words.
extension Wording {
    /// Why there is nothing to do; completes "Jane Smith …".
    package static func noChange(_ reason: NoChange) -> String {
        switch reason {
        case .inStage(let stage): "is in \(stage) already"
        case .hasTag(let tag): "has the tag \(tag) already"
        case .lacksTag(let tag): "does not have the tag \(tag)"
        case .ownedBy(let name): "is \(name)'s already"
        case .isHidden(let isHidden): isHidden ? "is hidden already" : "is not hidden"
        case .holds(let field): "has \(field.name.lowercased()) like that already"
        case .dueAt(let words): "has that follow-up on \(words) already"
        case .dealIn(let stage): "has that transaction in \(stage) already"
        case .awake: "is not put aside"
        }
    }

    /// Why something cannot be done, and what to do next.
    ///
    /// Without keys, as at a shell, a verb is named as `:` takes it.
    package static func obstacle(
        _ obstacle: PlanObstacle,
        lead: String,
        _ keys: KeyNames = KeyNames()
    ) -> String {
        switch obstacle {
        case .leadGone: "\(lead) is gone: trashed, hidden from you or given away. \(keys[.refresh]) looks again."
        case .beingTrashed: "\(lead) is on its way to the trash. \(keys[.undo]) brings it back."
        case .stagesUnknown: "The team's stages have not been read yet. \(keys[.refresh]) reads them."
        case .unknownStage(let name, _, let nearest?): "The team has no stage “\(name)”. Did you mean \(nearest)?"
        case .unknownStage(let name, let known, nil):
            "The team has no stage “\(name)”. It has \(known.joined(separator: ", "))."
        case .notYours(let owner):
            "Only its owner may hide a lead, and \(lead) is \(owner.map { "\($0)'s" } ?? "nobody's"). \(keys[.assign]) takes it "
                + "first."
        case .membersUnknown: "The team's members have not been read yet. \(keys[.refresh]) reads them."
        case .unknownMember(let words, _) where nobody.contains(words.lowercased()):
            "Lofty's API leaves no lead without an owner. Assign it to somebody, or take it from its owner in Lofty itself."
        case .unknownMember(let words, let nearest?): "No member is called “\(words)”. Did you mean \(nearest)?"
        case .unknownMember(let words, nil):
            "No member is called “\(words)”. Use an address, or the beginning of a name."
        case .ambiguousMember(let words, let members):
            "“\(words)” is \(members.count) members: \(members.map(\.email).joined(separator: ", ")). Use an address."
        case .noPhone:
            "\(lead) has no phone number, and Lofty wants one with every call. Write a note instead: \(keys[.note])."
        case .forbidden(let bar): "\(forbidden(bar, lead: lead)) Going over that wants a reason for the audit log."
        case .noDate(let error): date(error)
        case .deal(let obstacle): self.obstacle(obstacle)
        case .missing(let field): "\(field.name) must not be empty."
        case .unreadable(.emails, let text): noAddress(text)
        case .unreadable(.phones, let text): noPhone(text)
        case .unreadable(.types, let text):
            "There is no type “\(text)”. There are \(LeadType.named.map(\.name).joined(separator: ", "))."
        case .unreadable(.propertyTypes, let text):
            "There is no property type “\(text)”. There are \(EditableField.knownPropertyTypes.joined(separator: ", "))."
        case .unreadable(.priceMin, let text), .unreadable(.priceMax, let text):
            "“\(text)” is no price. 450000, 450k and 1.2m are."
        case .unreadable(let field, let text): "\(field.name) cannot be “\(text)”."
        case .fieldTooLong(let field, let length, let limit):
            "\(field.name) has \(length) characters; Lofty keeps \(limit). Shorten it by \(length - limit)."
        case .empty(let field): "\(name(of: field)) is empty. Type it, or leave with \(keys[.formCancel])."
        case .tooLong(let field, let length, let limit):
            "\(name(of: field)) has \(length) characters; Lofty keeps \(limit). Shorten it by \(length - limit)."
        }
    }

    /// What people write who want a lead to have no owner (Lofty API, assignment: there is no call for it).
    private static let nobody: Set<String> = [
        "nobody", "noone", "no one", "none", "unassigned", "unassign", "nil", "-",
    ]

    /// The same where the lead's name stands above it or beside it, and room is short: the reason comes first.
    static func obstacleBesideName(_ obstacle: PlanObstacle, lead: String, _ keys: KeyNames) -> String {
        switch obstacle {
        case .leadGone: "gone: trashed, hidden from you or given away"
        case .noPhone: "no phone number, and Lofty wants one with every call"
        case .forbidden(let bar): "\(forbidden(bar)): \(bar.rule)"
        default: self.obstacle(obstacle, lead: lead, keys)
        }
    }

    /// Who may not be reached where, and why.
    static func forbidden(_ bar: ForbiddenContact, lead: String) -> String {
        "\(lead) \(forbidden(bar)) at \(target(of: bar)): \(bar.rule)."
    }

    static func forbidden(_ bar: ForbiddenContact) -> String {
        switch bar.channel {
        case .call: "may not be called"
        case .text: "may not be texted"
        case .email: "may not be written to"
        }
    }

    private static func target(of bar: ForbiddenContact) -> String {
        bar.channel == .email ? bar.target : Formatters.phone(Phone(bar.target))
    }

    /// What a person reads before they go over the guard.
    ///
    /// Short, as it has to be read whole on the smallest screen; the title has the name.
    static func override(_ bar: ForbiddenContact, _ act: GuardedAct, _ keys: KeyNames) -> String {
        let deed =
            switch act {
            case .dial: "starts the call"
            case .log, .disposition: "logs the call"
            }
        return
            "\(target(of: bar)): \(bar.rule). \(keys[.formCancel]) leaves it so; with a reason \(keys[.formSubmit]) \(deed)."
    }

    /// Why two leads belong together, and whose the other is.
    static func kinship(_ kin: Kin, isMasked: Bool) -> String {
        let why = isMasked ? PrivacyMask.mentions(in: kin.kinship.words) : kin.kinship.words
        return "\(why) · \(kin.owner ?? "nobody")'s"
    }

    /// The field as the beginning of a sentence.
    package static func name(of field: PlanField) -> String {
        switch field {
        case .tag: "The tag"
        case .note: "The note"
        case .callText: "What was said"
        case .phone: "The number"
        case .reason: "The reason"
        case .followUp: "What is to be done"
        }
    }

    /// What a queue asks for and the team does not have any more.
    static func stageLost(_ lost: QueryWarning, by queue: String) -> String {
        let near = lost.suggestion.map { "; is it “\($0)” now?" } ?? "."
        return "The queue “\(queue)” asks for the stage “\(lost.value)”, which the team no longer has\(near)"
    }

    /// Why a row no longer belongs here; `isOwn` says that it was decided here and not by somebody else.
    static func departure(_ departure: ListState.Departure, to now: Lead, isOwn: Bool) -> String {
        switch departure {
        case .gone: "gone: trashed, hidden or given away"
        case .changed(let before): difference(before.lead, now) + (isOwn ? "" : ", by a colleague")
        }
    }

    private static func difference(_ before: Lead, _ now: Lead) -> String {
        if before.stage != now.stage { return "now \(now.stage ?? "without a stage")" }
        if before.assignee?.name != now.assignee?.name { return "now \(now.assignee?.name ?? "nobody")'s" }
        if before.lastTouchAt != now.lastTouchAt { return "contacted meanwhile" }
        if before.tags != now.tags { return "tags changed" }
        return "no longer in this view"
    }

    /// A text that was typed and never sent.
    static func draft(_ draft: Draft) -> String {
        let text = draft.form.fields.map(\.text.text).filter { !$0.isEmpty }.joined(separator: ", ")
        return "\(kind(of: draft)), never sent: \(text.split(whereSeparator: \.isNewline).joined(separator: " "))"
    }

    /// What a text was to become.
    static func kind(of draft: Draft) -> String {
        switch draft.form.purpose {
        case .note: "note"
        case .call(_, let disposition): "call, \(disposition.label)"
        case .create: "new lead"
        case .trash: "reason for the trash"
        case .override: "reason for a call"
        case .edit: "edit"
        case .deal: "transaction"
        }
    }
}
