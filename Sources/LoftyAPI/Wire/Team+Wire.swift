import JSONText
import Leads

extension Member {
    /// Reads the object of `GET /v1.0/me` and `GET /v1.0/members`.
    init(wire: JSONValue) throws(WireError) {
        guard let id = wire["memberUserId"]?.reference ?? wire["id"]?.reference else {
            throw WireError("it has no readable memberUserId")
        }
        self.init(
            id: ID(rawValue: id),
            firstName: wire["firstName"]?.text ?? "",
            lastName: wire["lastName"]?.text ?? "",
            email: wire["email"]?.text ?? "",
            role: wire["roleName"]?.text,
            isAdmin: wire["isAdmin"]?.flag ?? false,
            timeZoneID: wire["timeZoneId"]?.text,
            teamID: wire["teamId"]?.identifier
        )
    }
}

extension Stage {
    /// Reads an item of `GET /v1.0/teamFeatures/lead-pipelines`.
    init(wire: JSONValue) throws(WireError) {
        guard let id = wire["id"]?.identifier, let name = wire["name"]?.text else {
            throw WireError("it has no readable id or name")
        }
        self.init(id: ID(rawValue: id), name: name)
    }
}

/// One page of a list that says how many items it has.
struct WirePage<Item> {
    var list: LossyList<Item>
    var total: Int

    init(
        _ wire: JSONValue,
        _ key: StaticString,
        of name: String,
        _ read: (JSONValue) throws(WireError) -> Item
    ) throws(WireError) {
        total = try PageMetadata(wire: wire).total
        guard wire[key]?.kind == .array || total == 0 else { throw WireError("the list of \(name)s is missing") }
        list = LossyList(wire.list(key), of: name) { item throws(WireError) in try read(item) }
    }

    /// Items of the page on the wire, readable or not.
    var count: Int { list.items.count + list.unreadable.count }
}

extension WirePage: Sendable where Item: Sendable {}

extension [Assignee] {
    /// Reads `POST /v1.0/leads/assignee`: every role that routing would fill, in the server's order.
    init(wire: JSONValue) throws(WireError) {
        guard wire.kind == .array else { throw WireError("it is not a list") }
        self = wire.items.flatMap { $0.list("customRoleAssignees") }.compactMap { role in
            let id = role["assigneeId"]?.reference
            let name = role["agentFullName"]?.text ?? role["assignee"]?.text
            return id == nil && name == nil ? nil : Assignee(id: id, name: name ?? "")
        }
    }
}
