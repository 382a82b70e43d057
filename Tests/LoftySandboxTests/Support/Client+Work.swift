import Testing

@testable import LoftySandbox

extension Client {
    /// A lead of somebody else, which ``hide(_:)`` puts out of reach.
    func makeForeignLead() async throws -> Int64 {
        try await makeLead([
            "firstName": "Secret", "lastName": "Keeper", "assignedUserId": .integer(BookTeam.guideMemberID),
            "emails": ["secret@example.com"], "phones": ["5125550177"],
        ])
    }

    func hide(_ lead: Int64) async throws {
        let reply = try await put("/v1.0/leads/\(lead)", ["isHidden": true])
        try #require(reply.status == 200, "\(reply.text)")
        try #require(try await get("/v1.0/leads/\(lead)").status == 404)
    }

    /// A new task's id; what is given replaces the parts of a complete call to make.
    func makeTask(_ lead: Int64, _ more: JSON = [:]) async throws -> Int64 {
        let reply = try await post("/v2.0/tasks", Self.task(lead, more))
        try #require(reply.status == 200, "\(reply.text)")
        return try #require(try reply.json["taskId"]?.int64)
    }

    static func task(_ lead: Int64, _ more: JSON = [:]) -> JSON {
        let task: JSON = [
            "type": "Call", "content": "Follow up", "leadId": .integer(lead), "assignedRole": "Agent",
            "endAt": "2026-12-01T16:00:00-08:00", "timeZoneCode": "America/Los_Angeles",
        ]
        return task.changed(more)
    }

    func task(_ id: Int64) async throws -> JSON {
        let reply = try await get("/v2.0/tasks/\(id)")
        try #require(reply.status == 200, "\(reply.text)")
        return try #require(try reply.json["task"])
    }

    /// The account as a lead names it.
    func recordID() async throws -> Int64 {
        let userID = try #require(try await get("/v1.0/me").json["memberUserId"])
        let lead = try await makeLead(["firstName": "Own", "assignedUserId": userID])
        return try #require(try await self.lead(lead)["assignedUserId"]?.int64)
    }
}

extension JSON {
    /// A copy in which the members of `other` stand for those of the same name.
    func changed(_ other: JSON) -> JSON {
        other.members.reduce(self) { $0.setting($1.name, to: $1.value) }
    }

    var names: [String] { members.map(\.name) }

    func ids(_ name: String) -> [Int64] { items?.compactMap { $0[name]?.int64 } ?? [] }
}

extension Reply {
    /// Whether it is this refusal of the application, status and whole body.
    func refuses(_ status: Int, _ code: Int, _ message: String) -> Bool {
        self.status == status
            && text == #"{"message":"BaseApplicationException:errorCode=\#(code),errorMsg=\#(message)"}"#
    }

    /// Whether it refuses a parameter, whatever it says about it.
    var refusesParameter: Bool {
        let start = #"{"message":"BaseApplicationException:errorCode=20012,errorMsg=Invalid parameter: "#
        return status == 400 && text.hasPrefix(start)
    }

    var isMissingLead: Bool { refuses(404, 20006, "Lead not exist") }
}
