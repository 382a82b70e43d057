public import FoundationEssentials

/// One change a person decided on, with the value before and after.
///
/// Both values are kept so that a change can be undone and a conflict shown field by field.
public enum LeadChange: Hashable, Sendable, Codable {
    case create(NewLead)
    case setStage(from: String?, to: String)
    case addTag(String)
    case removeTag(String)
    case assign(from: Assignee?, to: Member)
    /// A field as a whole, with its values before and after.
    case setField(EditableField, from: [String], to: [String])
    /// Shows the lead to nobody but its owner, or to the team again.
    case setHidden(Bool)
    case addNote(String)
    case logCall(CallLog)
    case trash(reason: String)
    /// A task for the lead.
    case followUp(FollowUpChange)
    /// A transaction of the lead.
    case deal(DealChange)
    /// Puts the lead aside, or takes it back; never leaves this machine.
    case snooze(from: Snooze?, to: Snooze?)

    /// The change that takes this one back after it reached the server; `nil` where Lofty offers no way back.
    public var inverse: LeadChange? {
        switch self {
        case .setStage(from: .some(let before), to: let after): .setStage(from: after, to: before)
        case .addTag(let tag): .removeTag(tag)
        case .removeTag(let tag): .addTag(tag)
        // Lofty refuses an address without any part, so one that was not there before cannot be taken away again.
        case .setField(let field, from: let before, to: _) where before.isEmpty && field.isPartOfAddress: nil
        case .setField(let field, from: let before, to: let after): .setField(field, from: after, to: before)
        case .setHidden(let isHidden): .setHidden(!isHidden)
        case .followUp(let change): change.inverse.map(LeadChange.followUp)
        case .deal(let change): change.inverse.map(LeadChange.deal)
        case .snooze(from: let before, to: let after): .snooze(from: after, to: before)
        case .setStage(from: .none, to: _), .create, .assign, .addNote, .logCall, .trash: nil
        }
    }

    /// True for what concerns this machine alone and is settled as soon as it is journaled.
    public var isLocal: Bool {
        if case .snooze = self { true } else { false }
    }

    /// True for a logged call after which a number or the person must not be called.
    ///
    /// Such a change has to be kept and applied to the lead after it has been sent too: the server's lead does not show it.
    public var forbidsContact: Bool {
        guard case .logCall(let call) = self else { return false }
        return switch call.outcome {
        case .badNumber, .dncNumber, .dncContact: true
        case .talked, .voiceMessage, .noAnswer: false
        }
    }

    /// A call made outside Lofty, to be logged on the lead.
    public struct CallLog: Hashable, Sendable, Codable {
        public var outcome: CallOutcome
        /// The number that was called; Lofty requires one.
        public var phone: String
        /// What was said; Lofty requires a text, at most 5,000 characters.
        public var text: String

        public init(outcome: CallOutcome, phone: String, text: String) {
            self.outcome = outcome
            self.phone = phone
            self.text = text
        }
    }
}

extension Lead {
    /// Makes the lead look as it will once the server has the change.
    ///
    /// Notes and calls stand on the timeline, not on the lead, so they leave it as it is, but for a call that ended with
    /// a wrong number or a wish not to be called: from then on the numbers show it. A trashed lead is taken out of the
    /// mirror by the store.
    public mutating func apply(_ change: LeadChange) {
        switch change {
        case .setStage(from: _, to: let name):
            stage = name
            stageID = nil
        case .addTag(let tag):
            if spellings(of: tag).isEmpty { tags.append(tag) }
        case .removeTag(let tag):
            let spellings = spellings(of: tag)
            tags.removeAll { spellings.contains($0) }
        case .assign(from: _, to: let member):
            assignee = Assignee(id: nil, name: member.fullName)
        case .setField(let field, from: _, to: let values): set(field, to: values)
        case .setHidden(let isHidden): self.isHidden = isHidden
        case .logCall(let call):
            mark(ContactEvidence([.logCall(call)]))
        case .create, .addNote, .trash, .followUp, .deal, .snooze:
            break
        }
    }

    /// Shows on the numbers what calls came to: Lofty does not say that it marks them, so Foyer does.
    package mutating func mark(_ evidence: ContactEvidence) {
        for index in phones.indices {
            if evidence.refusesContact {
                phones[index].status = .dncContact
            } else if phones[index].rings(atOneOf: evidence.listedNumbers), phones[index].status != .dncContact {
                phones[index].status = .dncNumber
            } else if phones[index].rings(atOneOf: evidence.badNumbers), !phones[index].isListed {
                phones[index].status = .invalid
            }
        }
    }

    /// How the lead spells a tag: `Hot` and `hot` are one tag to a person, and two to Lofty.
    public func spellings(of tag: String) -> [String] {
        let folded = tag.lowercased()
        return tags.filter { $0.lowercased() == folded }
    }

    /// The lead that a ``LeadChange/create(_:)`` will make, under a provisional id and with the time of the decision.
    public init(provisional id: ID, from new: NewLead, at createdAt: Date) {
        self.init(
            id: id,
            firstName: new.firstName,
            lastName: new.lastName,
            emails: new.emails,
            phones: new.phones.map { Phone($0) },
            stage: new.stage,
            source: new.source,
            tags: new.tags,
            types: new.types,
            permissions: new.permissions ?? ContactPermissions(),
            inquiry: new.inquiry ?? Inquiry(),
            createdAt: createdAt,
            address: new.address
        )
    }
}
