import FoundationEssentials
import Leads

extension Note {
    /// Reads an item of `GET /v1.0/notes`; `nil` for one that has been deleted.
    init?(wire: JSONValue, of lead: Lead.ID) throws(WireError) {
        // `id` is the timeline's and leads nowhere.
        guard let id = wire["noteId"]?.identifier else { throw WireError("it has no readable noteId") }
        if wire["deleteFlag"]?.flag == true { return nil }
        self.init(
            id: id,
            leadID: lead,
            text: wire["content"]?.text ?? "",
            author: wire["creatorName"]?.text,
            isPinned: wire["isPin"]?.flag ?? false,
            createdAt: wire["createTime"]?.date
        )
    }
}

extension TimelineEntry {
    /// Reads an item of `GET /v1.0/leads/{leadId}/activities`, which has no id of its own.
    init(siteActivity wire: JSONValue) throws(WireError) {
        guard let created = wire["created"], let date = created.date else {
            throw WireError("it has no readable time")
        }
        let type = wire["type"]?.text ?? "Other"
        let place = wire["listing"]?["streetAddress"]?.text
        let text = wire["text"]?.text ?? place ?? wire["pageName"]?.text ?? wire["link"]?.text ?? type
        let digest = TextDigest.of([type, created.text ?? "", wire["link"]?.text ?? "", text])
        self.init(id: "site:\(digest)", at: date, kind: .site(type), text: text)
    }

    /// Reads an item of `GET /v2.0/leads/{leadId}/activities`.
    init(communication wire: JSONValue) throws(WireError) {
        guard let id = wire["id"]?.identifier else { throw WireError("it has no readable id") }
        guard let date = wire["activityTime"]?.date else { throw WireError("it has no readable time") }
        let direction: Direction = wire["direction"]?.text == "Inbound" ? .inbound : .outbound
        let kind: Kind
        let words: String
        switch wire["channel"]?.text {
        case "Call":
            kind = .call(direction, outcome: wire["callingOutcome"]?.text)
            words = "Call"
        case "Text":
            kind = .text(direction)
            words = "Text message"
        case "Email":
            kind = .email(direction, event: wire["emailEventType"]?.text)
            words = "Email"
        case let other:
            kind = .system
            words = other ?? "Activity"
        }
        let text = wire["note"]?.text ?? wire["emailSubject"]?.text ?? words
        self.init(id: "communication:\(id)", at: date, kind: kind, text: text)
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
