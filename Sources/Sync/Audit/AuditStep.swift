import Digest
import FoundationEssentials
package import Leads

/// One value of a lead before and after a change.
///
/// Texts that people wrote to or about a person are told by their length and SHA-256: the log is kept for good, the
/// texts are not, and whoever has one can still prove that it is the one that was sent.
package struct AuditStep: Hashable, Sendable, Codable {
    /// `stage`, `tag`, `owner`, `hidden`, `note`, `call`, `trash`, `lead`, `transaction` or the name of a ``EditableField``.
    package var field: String
    package var before: String?
    package var after: String?

    package init(_ field: String, from before: String?, to after: String?) {
        self.field = field
        self.before = before
        self.after = after
    }

    package init(_ change: LeadChange) {
        switch change {
        case .create(let new): self.init("lead", from: nil, to: "\(new.firstName) \(new.lastName)".trimmed)
        case .setStage(from: let before, to: let after): self.init("stage", from: before, to: after)
        case .addTag(let tag): self.init("tag", from: nil, to: tag)
        case .removeTag(let tag): self.init("tag", from: tag, to: nil)
        case .assign(from: let before, to: let member):
            self.init("owner", from: before?.name, to: "\(member.fullName) <\(member.email)>")
        case .setField(let field, from: let before, to: let after):
            self.init(field.rawValue, from: Self.told(before, of: field), to: Self.told(after, of: field))
        case .setHidden(let isHidden):
            self.init("hidden", from: isHidden ? "no" : "yes", to: isHidden ? "yes" : "no")
        case .addNote(let text): self.init("note", from: nil, to: Self.proof(of: text))
        case .logCall(let call):
            let outcome = "\(call.outcome.rawValue) \(call.phone)"
            self.init("call", from: nil, to: "\(outcome), \(Self.proof(of: call.text))")
        case .trash(let reason): self.init("trash", from: nil, to: reason)
        case .followUp(let change): self.init(change)
        case .deal(let change): self.init(change)
        case .snooze(from: let before, to: let after):
            self.init("snooze", from: before.map(Self.end), to: after.map(Self.end))
        }
    }

    /// Who a person is and how they are reached is told by a proof; what kind of lead they are, in the open.
    private static func told(_ values: [String], of field: EditableField) -> String? {
        guard !values.isEmpty else { return nil }
        let text = values.joined(separator: ", ")
        return switch field {
        case .firstName, .lastName, .emails, .phones, .street: proof(of: text)
        case .types, .source, .priceMin, .priceMax, .bedroomsMin, .bedroomsMax, .bathroomsMin, .bathroomsMax,
            .propertyTypes, .locations, .city, .state, .postalCode:
            text
        }
    }

    private init(_ change: FollowUpChange) {
        func told(_ followUp: FollowUp) -> String { "task \(followUp.id.rawValue)\(Self.due(followUp.dueAt))" }
        switch change {
        case .add(let plan):
            self.init(
                "follow-up",
                from: nil,
                to: "\(plan.kind.rawValue)\(Self.due(plan.dueAt)), \(Self.proof(of: plan.text))"
            )
        case .move(let followUp, to: let date):
            self.init("follow-up", from: told(followUp), to: "task \(followUp.id.rawValue)\(Self.due(date))")
        case .finish(let followUp): self.init("follow-up", from: told(followUp), to: "done")
        case .reopen(let followUp): self.init("follow-up", from: "done", to: told(followUp))
        case .remove(let followUp): self.init("follow-up", from: told(followUp), to: nil)
        }
    }

    /// A name is as a rule the address of a home, so it is told by a proof.
    private init(_ change: DealChange) {
        switch change {
        case .add(let plan):
            let end = "\(plan.kind.rawValue) in \(plan.stage ?? "the first stage"), \(Self.proof(of: plan.name))"
            self.init("transaction", from: nil, to: end)
        case .move(let deal, to: let stage):
            let name = "transaction \(deal.id.rawValue)"
            self.init("transaction", from: "\(name) in \(deal.stage ?? "no stage")", to: "\(name) in \(stage)")
        }
    }

    private static func due(_ date: Date?) -> String { date.map { ", due \($0.formatted(.iso8601))" } ?? "" }

    private static func end(of snooze: Snooze) -> String {
        snooze.until?.formatted(.iso8601) ?? "until the lead acts"
    }

    private static func proof(of text: String) -> String {
        let digest = Digest.sha256(text.utf8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        return "\(text.count) characters, sha256 \(digest)"
    }
}

extension AuditStep {
    /// What others changed of a lead: `found` as the server shows it afterwards, and not as the person saw it with what
    /// they decided, which is `expected`.
    package static func differences(from expected: SeenLead, to found: SeenLead) -> [AuditStep] {
        var steps: [AuditStep] = []
        if expected.stage != found.stage { steps.append(AuditStep("stage", from: expected.stage, to: found.stage)) }
        if expected.owner.map(PersonName.init) != found.owner.map(PersonName.init) {
            steps.append(AuditStep("owner", from: expected.owner, to: found.owner))
        }
        let (before, after) = (Set(expected.tags.map { $0.lowercased() }), Set(found.tags.map { $0.lowercased() }))
        steps += expected.tags.filter { !after.contains($0.lowercased()) }.map { AuditStep("tag", from: $0, to: nil) }
        steps += found.tags.filter { !before.contains($0.lowercased()) }.map { AuditStep("tag", from: nil, to: $0) }
        return steps
    }
}

/// The values of a lead that changes of Foyer's are about.
package struct SeenLead: Hashable, Sendable, Codable {
    package var stage: String?
    package var owner: String?
    package var tags: [String]

    package init(_ lead: Lead) {
        stage = lead.stage
        owner = lead.assignee?.name
        tags = lead.tags
    }

    /// The values once the change is made.
    package func applying(_ change: LeadChange) -> SeenLead {
        var lead = Lead(id: Lead.ID(0), firstName: "", lastName: "", stage: stage, tags: tags)
        lead.assignee = owner.map { Assignee(id: nil, name: $0) }
        lead.apply(change)
        return SeenLead(lead)
    }
}
