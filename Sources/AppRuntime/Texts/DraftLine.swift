import FoundationEssentials
package import Leads
package import ViewModels

/// Kept texts as lines of JSON, one each, so that one that cannot be read costs none of the others.
package enum DraftLine {
    package static func encode(_ draft: Draft) -> String? {
        // A text has no value that JSON does not know.
        guard let data = try? JSONEncoder().encode(draft) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// `nil` for a line of a newer Foyer, or one that is damaged.
    package static func decode(_ line: String) -> Draft? {
        // Why it cannot be read helps nobody; the line stays in the file.
        try? JSONDecoder().decode(Draft.self, from: Data(line.utf8))
    }
}

extension Draft {
    /// True when the text reached the journal, entries of which may be in any state, and Foyer ended before it could
    /// forget the draft.
    package func isSaved(in journal: [OutboxEntry]) -> Bool {
        journal.contains { entry in entry.createdAt >= typedAt && form.asks(for: entry) }
    }
}

extension Form {
    /// True when saving the form makes this very change.
    fileprivate func asks(for entry: OutboxEntry) -> Bool {
        let text = fields.first?.text.text.trimmed ?? ""
        switch (purpose, entry.change) {
        // What was meant for marked leads is on any of them.
        case (.note(entry.leadID), .addNote(let saved)), (.note(.marked), .addNote(let saved)): return saved == text
        case (.call(entry.leadID, let disposition), .logCall(let saved)),
            (.call(.marked, let disposition), .logCall(let saved)):
            // A call without words is saved with a word of Foyer's.
            return saved.outcome == disposition.outcome && (saved.text == text || text.isEmpty)
        case (.trash(entry.leadID), .trash(let saved)): return saved == text
        case (.create, .create(let new)):
            let labels = Form.newLeadLabels
            return new.firstName == self.text(of: labels.first) && new.lastName == self.text(of: labels.last)
                && new.emails.first ?? "" == self.text(of: labels.email)
                && new.phones.first ?? "" == self.text(of: labels.phone)
        case (.edit(entry.leadID), .setField(let field, from: _, to: let values)):
            let text = self.text(of: field.name)
            let typed = field.isList ? Form.values(text) : [text].filter { !$0.isEmpty }
            if case .success(let read) = field.reading(typed) { return field.agree(read, values) }
            return false
        case (.override(entry.leadID, let act, _), .logCall(let saved)):
            let words = self.text(of: Form.overrideLabels.words)
            guard case .log(let outcome, _) = act else { return words.isEmpty || saved.text == words }
            return saved.outcome == outcome && (words.isEmpty || saved.text == words)
        case (.deal(entry.leadID), .deal(.add(let saved))): return saved.name == text
        case (.note, _), (.deal, _), (.call, _), (.trash, _), (.override, _), (.create, _), (.edit, _): return false
        }
    }
}
