import Foundation
import GRDB

/// The two timelines of a lead: communications and website behaviour (contract §7.9).
enum ActivityEndpoints {
    static let routes: [Route] = [
        .get("/v2.0/leads/{leadId}/activities", communications),
        .get("/v1.0/leads/{leadId}/activities", siteActivities),
        .post("/v1.0/leads/{leadId}/activity", addSiteActivity),
    ]

    private static let sitePageSize: Int64 = 100

    /// Oldest first, so the default page holds the ten oldest.
    @Sendable private static func communications(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.id("leadId")
        let limit = try call.query.integer("limit") ?? 10
        guard (1...1_000).contains(limit) else {
            throw SandboxError.invalidParameter("limit must be between 1 and 1000")
        }
        let current = try call.query.integer("currentId") ?? 0
        let zone = try zone(call)
        try call.requireReadable(leadID, db)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM communication
                WHERE leadId = :lead AND (:current <= 0 OR (millis, id) > (
                    (SELECT millis FROM communication WHERE id = :current AND leadId = :lead), :current
                ))
                ORDER BY millis, id LIMIT :limit OFFSET :offset
                """,
            arguments: [
                "lead": leadID, "current": current, "limit": limit,
                "offset": current > 0 ? 0 : max(0, try call.query.integer("offset") ?? 0),
            ]
        )
        return .json(["activities": .array(rows.map { communication($0, in: zone) })])
    }

    private static func zone(_ call: Call) throws(SandboxError) -> TimeZone {
        guard let zone = TimeZone(identifier: call.query.string("timeZoneCode") ?? call.caller.timeZone) else {
            throw .invalidParameter("timeZoneCode is no IANA time zone")
        }
        return zone
    }

    private static func communication(_ row: Row, in zone: TimeZone) -> JSON {
        let isLogged: Bool = row["kind"] as String == "Logged"
        return [
            "id": .integer(row["id"]),
            "leadId": .integer(row["leadId"]),
            "agentId": .integer(row["agentId"]),
            "activityTime": WireDate.activity(row["millis"], in: zone),
            "channel": .string(row["channel"]),
            "communicationType": .string(row["kind"]),
            "direction": .string(row["direction"]),
            "callingOutcome": .text(row["outcome"]),
            "leadPhoneNumber": .text(row["phone"]),
            "emailEventType": .text(row["emailEvent"]),
            "emailSubject": .text(row["subject"]),
            "note": isLogged ? .text(row["content"]) : .null,
        ]
    }

    /// A bare array, newest first.
    @Sendable private static func siteActivities(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.id("leadId")
        let page = try call.query.integer("curPage") ?? 0
        guard (0...1_000_000).contains(page) else { throw SandboxError.invalidParameter("curPage starts at 0") }
        try call.requireReadable(leadID, db)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM siteActivity WHERE leadId = :lead
                ORDER BY millis DESC, id DESC LIMIT :limit OFFSET :offset
                """,
            arguments: ["lead": leadID, "limit": sitePageSize, "offset": page * sitePageSize]
        )
        return .json(.array(try rows.map(siteActivity)))
    }

    private static func siteActivity(_ row: Row) throws -> JSON {
        let listing: String? = row["listing"]
        return [
            "type": .string(row["type"]),
            "text": .string(row["text"]),
            "link": .string(row["link"]),
            "picture": .string(row["picture"]),
            "listing": try listing.map { try JSON(stored: $0) } ?? .null,
            "created": .integer(row["millis"]),
            "scheduledDate": .string(row["scheduledDate"]),
            "pageName": .text(row["pageName"]),
        ]
    }

    @Sendable private static func addSiteActivity(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.id("leadId")
        let activity = try SiteActivityDraft(try call.fields)
        try call.requireWritable(leadID, db)
        try activity.insert(on: leadID, for: call, db)
        return .json(["leadId": .integer(leadID)])
    }
}
