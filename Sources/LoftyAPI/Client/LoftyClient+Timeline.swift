public import Leads

extension LoftyClient {
    public func notes(of id: Lead.ID) async throws(APIError) -> [Note] {
        let query = [QueryItem("leadId", String(id.rawValue)), QueryItem("includeSystemNote", "false")]
        let notes = try await fetch(APICall(.notes, query: query)) { answer throws(WireError) in
            guard answer.kind == .object else { throw WireError("the list of notes is missing") }
            return LossyList(answer.list("notes"), of: "note") { item throws(WireError) in
                try Note(wire: item, of: id)
            }
        }
        report(notes.unreadable, of: .notes)
        var seen: Set<Note.ID> = []
        return notes.items.filter { seen.insert($0.id).inserted }
    }

    public func addNote(_ text: String, to id: Lead.ID) async throws(APIError) {
        let checks = RequestChecks(.addNote)
        try checks.isPresent(text, "The text of the note")
        try checks.fits(text, "The note", within: LeadLimits.note)
        let body = NoteBody(leadId: id.rawValue, content: text)
        try await fetch(APICall(.addNote, body: body)) { answer throws(WireError) in
            guard answer["noteId"]?.identifier != nil else { throw WireError("it does not name the new note") }
        }
    }

    public func logCall(_ call: LeadChange.CallLog, on id: Lead.ID) async throws(APIError) {
        let checks = RequestChecks(.logContact)
        try checks.isPresent(call.text, "The text of the log")
        try checks.fits(call.text, "The log", within: LeadLimits.contactLog)
        try checks.phones([call.phone])
        let body = ContactLogBody(
            leadId: id.rawValue,
            content: call.text,
            leadPhoneNumber: call.phone,
            callingOutcome: call.outcome.rawValue
        )
        try await fetch(APICall(.logContact, body: body)) { answer throws(WireError) in
            guard answer["logType"] != nil else { throw WireError("it does not show the new log") }
        }
    }

    public func siteActivities(of id: Lead.ID, limit: Int) async throws(APIError) -> [TimelineEntry] {
        /// Fixed by Lofty.
        let pageSize = 100
        var entries: [TimelineEntry] = []
        var seen: Set<TimelineEntry.ID> = []
        var page = 0
        while entries.count < limit {
            let call = APICall(.siteActivities, of: id, query: [QueryItem("curPage", String(page))])
            let list = try await fetch(call) { answer throws(WireError) in
                guard answer.kind == .array else { throw WireError("it is not a list") }
                return LossyList(answer.items, of: "activity") { item throws(WireError) in
                    try TimelineEntry(siteActivity: item)
                }
            }
            report(list.unreadable, of: .siteActivities)
            let fresh = list.items.filter { seen.insert($0.id).inserted }
            entries += fresh
            // A page without anything new is the same page again.
            if list.items.count + list.unreadable.count < pageSize || fresh.isEmpty { break }
            page += 1
        }
        return Array(entries.prefix(max(0, limit)))
    }

    public func communications(of id: Lead.ID) async throws(APIError) -> [TimelineEntry] {
        // Oldest first and ten by default: without a limit one would see the beginning only.
        let query = [QueryItem("offset", "0"), QueryItem("limit", "1000")]
        let list = try await fetch(APICall(.communications, of: id, query: query)) { answer throws(WireError) in
            guard answer.kind == .object else { throw WireError("the list of activities is missing") }
            return LossyList(answer.list("activities"), of: "activity") { item throws(WireError) in
                try TimelineEntry(communication: item)
            }
        }
        report(list.unreadable, of: .communications)
        return list.items
    }
}
