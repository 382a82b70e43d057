public import FoundationEssentials
import Leads

extension WebhookDelivery {
    /// Reads the body of a request to a callback.
    public init(_ body: Data) throws(WebhookDeliveryError) {
        guard body.count <= Self.maximumSize else { throw .tooLarge }
        let root: JSONValue
        do {
            root = try JSONDocument(body).root
        } catch {
            throw .notJSON
        }
        self.init(wire: root)
        guard event != nil || teamID != nil || !changes.isEmpty else { throw .notDelivery }
    }

    init(wire: JSONValue) {
        event = Reported(wire["listId"])
        teamID = wire["teamId"]?.reference
        changes = wire.members.flatMap { key, value in value.items.compactMap { Change($0, in: key) } }
    }
}

extension WebhookDelivery.Change {
    /// `nil` for an entry without any id.
    init?(_ wire: JSONValue, in bucket: String) {
        self.init(
            bucket: bucket,
            leadID: wire["leadId"]?.identifier.flatMap { $0 > 0 ? Lead.ID($0) : nil },
            communicationID: wire.id("timelineId"),
            updatedAt: wire["updateTime"]?.date,
            otherIDs: [:]
        )
        for (key, value) in wire.members where key != "leadId" && key != "timelineId" {
            guard key == "id" || key.hasSuffix("Id"), let id = value.identifier, id > 0 else { continue }
            otherIDs[key] = id
        }
        guard leadID != nil || communicationID != nil || !otherIDs.isEmpty else { return nil }
    }
}
