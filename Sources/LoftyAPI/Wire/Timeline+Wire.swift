import JSONText
import Leads

extension NoteRecord {
    /// Reads an item of `GET /v1.0/notes`, or what `GET /v1.0/notes/{noteId}` wraps.
    ///
    /// Returns `nil` for one that has been deleted. `lead` stands in where the note does not name its own.
    init?(wire: JSONValue, of lead: Lead.ID? = nil) throws(WireError) {
        // `id` is the timeline's and leads nowhere.
        guard let id = wire["noteId"]?.identifier else { throw WireError("it has no readable noteId") }
        if wire["deleteFlag"]?.flag == true { return nil }
        self.init(
            id: ID(id),
            timelineID: wire.id("id"),
            leadID: wire.leadID ?? lead,
            text: wire["content"]?.text ?? "",
            isPinned: wire["isPin"]?.flag ?? false,
            isSystem: wire["systemNote"]?.flag ?? false,
            creatorID: wire.id("creatorId"),
            creatorName: wire["creatorName"]?.text,
            editorID: wire.id("lastEditorId"),
            editorName: wire["lastEditorName"]?.text,
            createdAt: wire["createTime"]?.date,
            updatedAt: wire["lastUpdate"]?.date
        )
    }
}

extension ContactLogRecord {
    /// Reads an item of `GET /v1.0/logType`, or what the single read and the write wrap.
    init(wire: JSONValue) throws(WireError) {
        guard let id = wire["id"]?.identifier else { throw WireError("it has no readable id") }
        self.init(
            id: ID(id),
            leadID: wire.leadID,
            agentID: wire.id("agentId"),
            text: wire["content"]?.text ?? "",
            direction: Reported(wire["outboundOrInbound"]),
            isPinned: wire["isPin"]?.flag ?? false,
            phone: wire["leadPhoneNumber"]?.text,
            outcome: Reported(wire["callingOutcome"]),
            emailSubject: wire["emailSubject"]?.text,
            emailTo: wire["toEmail"]?.text,
            emailFrom: wire["fromEmail"]?.text,
            createdAt: wire["createTime"]?.date
        )
    }
}

extension SiteActivity {
    /// Reads an item of `GET /v1.0/leads/{leadId}/activities`.
    init(wire: JSONValue) throws(WireError) {
        guard let date = wire["created"]?.date else { throw WireError("it has no readable time") }
        self.init(.browse, text: "", link: "", picture: "", at: date)
        kind = Reported(wire["type"]) ?? .other("Other")
        text = wire["text"]?.text
        link = wire["link"]?.text
        picture = wire["picture"]?.text
        if let home = wire["listing"], home.kind == .object { listing = try LeadProperty(wire: home) }
        scheduledDate = wire["scheduledDate"]?.text
        pageName = wire["pageName"]?.text
    }
}

extension LeadCommunication {
    /// Reads an item of `GET /v2.0/leads/{leadId}/activities`.
    init(wire: JSONValue) throws(WireError) {
        guard let id = wire["id"]?.identifier else { throw WireError("it has no readable id") }
        guard let date = wire["activityTime"]?.date else { throw WireError("it has no readable time") }
        self.init(
            id: ID(id),
            leadID: wire.leadID,
            agentID: wire.id("agentId"),
            at: date,
            channel: Reported(wire["channel"]),
            origin: Reported(wire["communicationType"]),
            direction: Reported(wire["direction"]),
            outcome: Reported(wire["callingOutcome"]),
            phone: wire["leadPhoneNumber"]?.text,
            emailEvent: Reported(wire["emailEventType"]),
            emailSubject: wire["emailSubject"]?.text,
            note: wire["note"]?.text
        )
    }
}

/// FNV-1a over 64 bits: the same text has the same digest in every run, unlike `Hasher`.
enum TextDigest {
    static func of(_ parts: [String]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in parts.joined(separator: "\u{0}").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return String(hash, radix: 16)
    }
}
