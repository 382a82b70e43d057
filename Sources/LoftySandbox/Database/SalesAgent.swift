import GRDB

/// A member's assistant, and how it is set (contract §18).
///
/// Whoever has a virtual number has one: making sales agents is done in Lofty's own pages.
struct SalesAgent: Hashable, Sendable {
    let member: Member
    /// Of the shape that the settings endpoint reads and writes.
    let settings: JSON
    let createMillis: Int64
    let updateMillis: Int64

    var id: Int64 { member.memberUserID }

    static func find(of member: Member, _ db: Database) throws -> SalesAgent? {
        guard !member.virtualNumber.isEmpty else { return nil }
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM salesAgent WHERE memberId = :member",
            arguments: ["member": member.recordID]
        )
        guard let row else {
            let birth = try Int64.fetchOne(db, sql: "SELECT createMillis FROM team") ?? 0
            let settings = SalesAgentSettings.initial(for: member)
            return SalesAgent(member: member, settings: settings, createMillis: birth, updateMillis: birth)
        }
        return SalesAgent(
            member: member,
            settings: try JSON(stored: row["settings"]),
            createMillis: row["createMillis"],
            updateMillis: row["updateMillis"]
        )
    }

    func store(_ settings: JSON, nowMillis: Int64, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO salesAgent (memberId, settings, createMillis, updateMillis)
                VALUES (:member, :settings, :create, :now)
                ON CONFLICT (memberId) DO UPDATE SET settings = :settings, updateMillis = :now
                """,
            arguments: [
                "member": member.recordID, "settings": settings.text, "create": createMillis, "now": nowMillis,
            ]
        )
    }

    /// The profile (`SalesAgentResponseV2`).
    var json: JSON {
        [
            "id": .integer(id), "userId": .integer(member.recordID), "agentName": .string(member.fullName),
            "agentHeadUrl": "", "assistantName": settings["assistantName"] ?? "", "assistantHeadUrl": "",
            "virtualNumber": settings["virtualNumber"] ?? "",
            "virtualNumberCountry": settings["virtualNumberCountry"] ?? "",
            "followUpRole": settings["followUpRole"] ?? "", "agentExperience": settings["agentExperience"] ?? "",
            "email": .string("assistant.\(member.email)"), "status": "ACTIVE",
            "createdAt": WireDate.instant(createMillis), "updatedAt": WireDate.instant(updateMillis),
            "hasQuotaSeat": true, "borrowLevel": "SELF", "borrowId": .integer(member.recordID),
        ]
    }
}

/// What a member may set on the own sales agent.
enum SalesAgentSettings {
    private static let texts = [
        "assistantName", "virtualNumber", "virtualNumberCountry", "fixedNumber", "agentExperience",
    ]
    private static let flags = [
        "rentalBusiness", "websiteChannel", "textChannel", "emailChannel", "newLeadEnable", "visitorsEnable",
    ]
    private static let lists = ["leadTypes", "leadSources", "leadPipelines", "agentIds", "officeIds", "leadPondIds"]
    private static let longestText = 200

    static func initial(for member: Member) -> JSON {
        [
            "id": .integer(member.memberUserID), "assistantName": .string("\(member.firstName)'s Assistant"),
            "headUrl": "", "virtualNumber": .string(member.virtualNumber), "virtualNumberCountry": "US",
            "callTransferType": "Disabled", "fixedNumber": .string(member.phone), "agentExperience": "",
            "rentalBusiness": false, "websiteChannel": true, "textChannel": true, "emailChannel": true,
            "startActiveHour": 8, "endActiveHour": 20, "activeDays": [1, 2, 3, 4, 5], "leadTypes": [],
            "leadSources": [], "leadPipelines": [], "agentIds": .integers([member.recordID]), "officeIds": [],
            "leadPondIds": [], "newLeadEnable": true, "visitorsEnable": true, "followUpRole": "AI",
            "hostedStatus": "ACTIVE",
        ]
    }

    /// The old settings with what the request names; the rest of a request is ignored.
    static func merging(_ fields: BodyFields, into old: JSON) throws(SandboxError) -> JSON {
        var settings = old
        for name in texts {
            guard let text = try fields.string(name) else { continue }
            guard text.count <= longestText else { throw .parameterTooLong(name) }
            settings = settings.setting(name, to: .string(text))
        }
        for name in flags {
            if let flag = try fields.bool(name) { settings = settings.setting(name, to: .bool(flag)) }
        }
        for name in lists {
            if let ids = try fields.integers(name) { settings = settings.setting(name, to: .integers(ids)) }
        }
        for (name, choices) in [
            ("callTransferType", ["Disabled", "ToAssignedAgent"]), ("followUpRole", ["AI", "Agent"]),
        ] {
            guard let choice = try fields.string(name) else { continue }
            guard choices.contains(choice) else { throw .invalidParameter("\(name) must be one of \(choices)") }
            settings = settings.setting(name, to: .string(choice))
        }
        return try mergingHours(fields, into: settings)
    }

    /// Days count from Sunday, 0, here.
    private static func mergingHours(_ fields: BodyFields, into old: JSON) throws(SandboxError) -> JSON {
        var settings = old
        for name in ["startActiveHour", "endActiveHour"] {
            guard let hour = try fields.integer(name) else { continue }
            guard (0...23).contains(hour) else { throw .invalidParameter("\(name) must be 0 to 23") }
            settings = settings.setting(name, to: .integer(hour))
        }
        guard let days = try fields.integers("activeDays") else { return settings }
        guard days.allSatisfy({ (0...6).contains($0) }) else { throw .invalidParameter("activeDays must hold 0 to 6") }
        return settings.setting("activeDays", to: .integers(Set(days).sorted()))
    }
}
