import JSONText
public import Leads

extension LoftyClient {
    public func notes(of id: Lead.ID) async throws(APIError) -> [Note] {
        try await noteRecords(of: id).map { record in
            Note(
                id: record.id.rawValue,
                leadID: record.leadID ?? id,
                text: record.text,
                author: record.creatorName,
                isPinned: record.isPinned,
                createdAt: record.createdAt
            )
        }
    }

    @discardableResult
    public func addNote(_ text: String, to id: Lead.ID) async throws(APIError) -> Note.ID? {
        try await addNote(text, to: id, isPinned: false).rawValue
    }

    /// All notes of a lead with everything that Lofty keeps of them, each once, in no promised order; deleted ones are
    /// left out.
    ///
    /// `GET /v1.0/notes`, one call. Items that cannot be read are told to ``LoftyConfiguration/observe``.
    public func noteRecords(
        of id: Lead.ID,
        includingSystemNotes: Bool = false
    ) async throws(APIError) -> [NoteRecord] {
        let query = [
            QueryItem("leadId", String(id.rawValue)), QueryItem("includeSystemNote", String(includingSystemNotes)),
        ]
        let notes = try await fetch(APICall(.notes, query: query)) { answer throws(WireError) in
            guard answer.kind == .object else { throw WireError("the list of notes is missing") }
            return LossyList(answer.list("notes"), of: "note") { item throws(WireError) in
                try NoteRecord(wire: item, of: id)
            }
        }
        report(notes.unreadable, of: .notes)
        var seen: Set<NoteRecord.ID> = []
        return notes.items.filter { seen.insert($0.id).inserted }
    }

    /// One note.
    ///
    /// `GET /v1.0/notes/{noteId}`.
    ///
    /// - Throws: ``APIError/Kind/notFound`` with code 20007 for one that is gone, hidden, or not visible yet: Lofty needs
    ///   a moment for a new one. A note that is only marked as deleted is not found either.
    public func note(_ id: NoteRecord.ID) async throws(APIError) -> NoteRecord {
        let note = try await fetch(APICall(.note, at: "noteId", id)) { answer throws(WireError) in
            try NoteRecord(wire: answer["note"] ?? answer)
        }
        guard let note else {
            throw APIError(
                .notFound,
                operation: Endpoint.note.operation,
                serverText: "The note has been deleted",
                disposition: .permanent
            )
        }
        return note
    }

    /// Adds a note and returns its id; GET and PUT may not find it for some seconds.
    ///
    /// `POST /v1.0/notes`. Not repeatable. The text is not blank and has at most 2,000 characters.
    @discardableResult
    public func addNote(_ text: String, to id: Lead.ID, isPinned: Bool) async throws(APIError) -> NoteRecord.ID {
        let checks = RequestChecks(.addNote)
        try checks.noteText(text)
        let body = NoteBody(leadId: id.rawValue, content: text, isPin: isPinned)
        return try await fetch(APICall(.addNote, body: body)) { answer throws(WireError) in
            guard let id = answer["noteId"]?.identifier else { throw WireError("it does not name the new note") }
            return NoteRecord.ID(id)
        }
    }

    /// Changes a note of a lead; what the edit does not name is read first and sent back, for Lofty takes only whole
    /// notes and would unpin one by a change of its text.
    ///
    /// `GET`, then `PUT /v1.0/notes/{noteId}`; returns without a call when the edit names nothing. Repeatable; a change
    /// that somebody else makes between the two calls is lost.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest``, with nothing written, for a note of another lead.
    public func updateNote(_ id: NoteRecord.ID, of lead: Lead.ID, _ edit: NoteEdit) async throws(APIError) {
        guard edit != NoteEdit() else { return }
        let checks = RequestChecks(.updateNote)
        if let text = edit.text { try checks.noteText(text) }
        let note = try await note(id)
        if let owner = note.leadID, owner != lead {
            throw APIError.invalid(checks.operation, "The note belongs to lead \(owner), not to \(lead)")
        }
        let body = NoteBody(
            leadId: lead.rawValue,
            content: edit.text ?? note.text,
            isPin: edit.isPinned ?? note.isPinned
        )
        try await perform(APICall(.updateNote, filling: ["noteId": id.description], body: body))
    }

    /// Deletes a note for good.
    ///
    /// `DELETE /v1.0/notes/{noteId}`. Repeatable; the second time it is ``APIError/Kind/notFound``.
    public func deleteNote(_ id: NoteRecord.ID) async throws(APIError) {
        try await perform(APICall(.deleteNote, at: "noteId", id))
    }
}

extension RequestChecks {
    fileprivate func noteText(_ text: String) throws(APIError) {
        try isPresent(text, "The text of the note")
        try fits(text, "The note", within: LeadLimits.note)
    }
}
