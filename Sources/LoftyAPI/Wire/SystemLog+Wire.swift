import JSONText
import Leads

extension RecordPage<SystemLogEntry> {
    /// Reads page number `page` of `GET /v1.0/systemLogs`.
    init(systemLogs wire: JSONValue, page: Int) throws(WireError) {
        let hasMore = wire["hasMore"]?.flag
        guard wire.kind == .object, wire["timeLines"]?.kind == .array || hasMore == false else {
            throw WireError("the list of changes is missing")
        }
        guard let hasMore else { throw WireError("it does not say whether there is more") }
        let entries = LossyList(wire.list("timeLines"), of: "change") { item throws(WireError) in
            try SystemLogEntry(wire: item)
        }
        self.init(entries, nextCursor: hasMore ? String(page + 1) : nil)
        if hasMore, count == 0 { throw WireError("it shows nothing and says that there is more") }
    }
}

extension SystemLogEntry {
    init(wire: JSONValue) throws(WireError) {
        guard let id = wire["id"]?.identifier else { throw WireError("it has no readable id") }
        guard let date = (wire["timelineTime"] ?? wire["createTime"])?.date else {
            throw WireError("it has no readable time")
        }
        self.init(
            id: ID(id),
            leadID: wire.leadID,
            leadName: wire["leadFullName"]?.text,
            agentID: wire.id("agentId"),
            type: wire["timelineType"]?.count,
            typeName: wire["timelineTypeDesc"]?.text,
            at: date,
            createdAt: wire["createTime"]?.date,
            updatedAt: wire["updateTime"]?.date,
            from: Party(
                id: wire["fromId"]?.reference,
                kind: Reported(wire["fromType"]),
                firstName: wire["fromFirstName"]?.text,
                lastName: wire["fromLastName"]?.text
            ),
            to: Party(
                id: wire["toId"]?.reference,
                kind: Reported(wire["toType"]),
                firstName: wire["toFirstName"]?.text,
                lastName: wire["toLastName"]?.text
            ),
            referenceID: wire["refId"]?.identifier.flatMap { $0 > 0 ? $0 : nil },
            isPinned: wire["sticky"]?.flag ?? false,
            canBePinned: wire["canSticky"]?.flag ?? false,
            content: wire["content"].flatMap { Content(wire: $0) }
        )
    }
}

extension SystemLogEntry.Content {
    init?(wire: JSONValue) {
        if wire.kind == .object {
            self = .fields(wire.fields)
        } else if let text = wire.text {
            self = .text(text)
        } else {
            return nil
        }
    }
}
