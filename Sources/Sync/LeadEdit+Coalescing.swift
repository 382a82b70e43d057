package import Leads
package import LoftyAPI

extension LeadEdit {
    /// One PUT for the changes of a batch, in their order; `nil` when the lead already is as they ask.
    ///
    /// With `base`, the lead as the server shows it now, what is so already is left out; without it the last word on
    /// each thing is sent. What an earlier request may still bring is always taken back by a word of its own.
    package init?(of batch: Outbox.Batch, onto base: Lead?) {
        self.init()
        for subject in batch.subjects {
            guard let last = subject.entries.last?.entry.change else { continue }
            if let base, Reconciliation.isSo(last, in: base), !subject.mayStillChange { continue }
            switch last {
            case .setStage(from: _, to: let stage): self.stage = stage
            // Lofty does not remove a tag that the same request adds, so a tag stands in one list only.
            // One that is on the lead in another case is put there again as it is: no twin comes beside it.
            case .addTag(let tag): addingTags.append(base?.spellings(of: tag).first ?? tag)
            case .removeTag(let tag): removingTags += base?.spellings(of: tag).nonEmpty ?? [tag]
            case .setField(let field, from: _, to: let values): take(field, values, of: base)
            case .setHidden(let isHidden): self.isHidden = isHidden
            case .create, .assign, .addNote, .logCall, .trash, .followUp, .deal, .snooze: continue
            }
        }
        if self == LeadEdit() { return nil }
    }

    private mutating func take(_ field: EditableField, _ values: [String], of base: Lead?) {
        var lead = base ?? Lead(id: Lead.ID(0), firstName: "")
        lead.set(field, to: values)
        switch field {
        case .firstName: firstName = lead.firstName
        case .lastName: lastName = lead.lastName
        case .emails: emails = lead.emails
        case .phones: phones = lead.phones.map(\.number)
        case .types: types = lead.types
        case .source: source = lead.source ?? ""
        case .priceMin: wish { $0.priceMin = lead.inquiry.priceMin ?? LeadInquiry.unset }
        case .priceMax: wish { $0.priceMax = lead.inquiry.priceMax ?? LeadInquiry.unset }
        case .bedroomsMin: wish { $0.bedroomsMin = lead.inquiry.bedroomsMin ?? Int(LeadInquiry.unset) }
        case .bedroomsMax: wish { $0.bedroomsMax = lead.inquiry.bedroomsMax ?? Int(LeadInquiry.unset) }
        case .bathroomsMin: wish { $0.bathroomsMin = lead.inquiry.bathroomsMin ?? "" }
        case .bathroomsMax: wish { $0.bathroomsMax = lead.inquiry.bathroomsMax ?? "" }
        case .propertyTypes: wish { $0.set(types: lead.inquiry.propertyTypes) }
        case .locations: wish { $0.set(areas: lead.inquiry.areas ?? []) }
        case .street: live(base) { $0.streetAddress = lead.address?.street ?? "" }
        case .city: live(base) { $0.city = lead.address?.city ?? "" }
        case .state: live(base) { $0.state = lead.address?.state ?? "" }
        case .postalCode: live(base) { $0.zipCode = lead.address?.postalCode ?? "" }
        }
    }

    private mutating func wish(_ change: (inout LeadInquiry) -> Void) {
        var inquiry = profile.inquiry ?? LeadInquiry()
        change(&inquiry)
        profile.inquiry = inquiry
    }

    /// An address goes out whole: with a part of it alone Lofty would add another one.
    private mutating func live(_ base: Lead?, _ change: (inout LeadProperty) -> Void) {
        var property = profile.property ?? LeadProperty(mailing: base?.address ?? PostalAddress())
        change(&property)
        profile.property = property
    }

    /// The whole set of tags that the changes lead to, for a server that ignores the gentle way.
    package init(replacingTagsOf lead: Lead, by changes: [LeadChange]) {
        var changed = lead
        for change in changes { changed.apply(change) }
        self.init(tags: changed.tags)
    }
}

extension Outbox.Batch {
    /// Entries of a batch about one thing of the lead, in their order; only the last has to show.
    struct Subject {
        var name: String
        var entries: [JournalEntry]

        /// True when an earlier change may be executed yet and leads elsewhere than the last.
        var mayStillChange: Bool {
            guard let last = entries.last?.entry.change else { return false }
            if entries.contains(where: { $0.delivery.mustBeSent == true }) { return true }
            return entries.dropLast().contains { $0.delivery.mayHaveArrived && $0.entry.change.wanted != last.wanted }
        }
    }

    /// The things the batch is about, in the order of first mention.
    var subjects: [Subject] {
        entries.reduce(into: []) { subjects, entry in
            let name = entry.entry.change.subject
            if let place = subjects.firstIndex(where: { $0.name == name }) {
                subjects[place].entries.append(entry)
            } else {
                subjects.append(Subject(name: name, entries: [entry]))
            }
        }
    }
}

extension LeadChange {
    /// The thing of the lead that the change is about; a tag in any case is one thing.
    var subject: String {
        switch self {
        case .setStage: "stage"
        case .addTag(let tag), .removeTag(let tag): "tag " + tag.lowercased()
        case .assign: "assignee"
        case .setField(let field, from: _, to: _): field.rawValue
        case .setHidden: "hidden"
        case .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze: "record"
        }
    }

    /// What the change leads to, as a word that two changes of one ``subject`` can be compared by.
    fileprivate var wanted: String {
        switch self {
        case .setStage(from: _, to: let stage): stage
        case .addTag: "on"
        case .removeTag: "off"
        case .assign(from: _, to: let member): String(member.id.rawValue)
        case .setField(_, from: _, to: let values): values.joined(separator: "\n")
        case .setHidden(let isHidden): isHidden ? "hidden" : "shown"
        case .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze: ""
        }
    }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
