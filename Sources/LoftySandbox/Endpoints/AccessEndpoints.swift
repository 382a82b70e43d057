import GRDB

/// Who may do what: keys, apps, rights and the lives of tokens.
///
/// The sandbox's own, beyond the contract; the service has screens for it. Everything here needs
/// ``MemberRights/manageAccess``.
enum AccessEndpoints {
    static let routes: [Route] = [
        .get("/sandbox/keys", listKeys),
        .post("/sandbox/keys", makeKey),
        .delete("/sandbox/keys/{keyId}", revokeKey),
        .post("/sandbox/apps", registerApp),
        .put("/sandbox/members/{account}/rights", setRights),
        .get("/sandbox/oauth", settings),
        .put("/sandbox/oauth", changeSettings),
    ]
}

// MARK: - Keys

extension AccessEndpoints {
    @Sendable private static func listKeys(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageAccess)
        let keys = try APIKeyRecord.fetchAll(db)
        return .json(["keys": .array(keys.map { $0.json(at: call.nowMillis) })])
    }

    /// The only answer that ever shows the key.
    @Sendable private static func makeKey(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageAccess)
        let fields = try call.fields
        let member = try member(fields, db)
        let lifetime = try fields.integer("expiresInSeconds")
        if let lifetime, !(1...3_153_600_000).contains(lifetime) {
            throw SandboxError.invalidParameter("expiresInSeconds must be positive, and at most a century")
        }
        let living = try APIKeyRecord.livingCount(of: member.recordID, nowMillis: call.nowMillis, db)
        guard living < APIKeyRecord.mostPerMember else {
            throw SandboxError.invalidParameter("a member has at most \(APIKeyRecord.mostPerMember) keys")
        }
        let secret = IssuedSecret(
            text: SandboxKeys.makeKey(for: member, randomBytes: call.randomBytes),
            kind: .apiKey,
            memberID: member.recordID,
            expiryMillis: lifetime.map { call.nowMillis + $0 * 1_000 } ?? 0
        )
        let id = try secret.insert(nowMillis: call.nowMillis, db)
        return .unstored(
            .json([
                "id": .integer(id), "apiKey": .string(secret.text), "email": .string(member.email),
                "role": .string(member.accessRole.rawValue),
                "expireTime": secret.expiryMillis == 0 ? .null : .integer(secret.expiryMillis),
            ])
        )
    }

    private static func member(_ fields: BodyFields, _ db: Database) throws -> Member {
        let member: Member?
        if let id = try fields.integer("memberId") {
            member = try Member.find(userID: id, db)
        } else {
            member = try Member.find(email: try fields.requiredString("email"), db)
        }
        guard let member else { throw SandboxError.userNotExist }
        return member
    }

    /// Also ends the tokens that were made of the key.
    @Sendable private static func revokeKey(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageAccess)
        guard try APIKeyRecord.revoke(try call.id("keyId"), nowMillis: call.nowMillis, db) else {
            throw SandboxError.resourceNotExist
        }
        return .json(["revoked": true])
    }
}

// MARK: - Apps and rights

extension AccessEndpoints {
    @Sendable private static func registerApp(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageAccess)
        let fields = try call.fields
        let name = try fields.requiredString("name").cut(to: 64)
        let grants = try (try fields.strings("endpoints") ?? ["*"]).map(EndpointGrant.init)
        let client = OAuthClient(randomBytes: call.randomBytes)
        try OAuthApp.register(client, name: name, grants: grants, db)
        return .unstored(.json(["clientId": .string(client.id), "clientSecret": .string(client.secret)]))
    }

    /// Rights beyond the role's, each given or taken by its name; those of the role stay.
    @Sendable private static func setRights(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageAccess)
        let fields = try call.fields
        guard let member = try Member.find(email: call.parameter("account"), db) else {
            throw SandboxError.userNotExist
        }
        var granted = member.grantedRights
        for (name, right) in MemberRights.named {
            guard let isGranted = try fields.bool(name) else { continue }
            if isGranted { granted.insert(right) } else { granted.remove(right) }
        }
        try db.execute(
            sql: "UPDATE member SET grantedRights = :rights WHERE recordId = :id",
            arguments: ["rights": granted.rawValue, "id": member.recordID]
        )
        let rights = member.accessRole.rights.union(granted)
        return .json(
            .object(MemberRights.named.map { JSON.Member(name: $0.name, value: .bool(rights.contains($0.right))) })
        )
    }
}

// MARK: - Lives of tokens

extension AccessEndpoints {
    @Sendable private static func settings(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageAccess)
        return .json(try OAuthSettings.fetch(db).json)
    }

    /// Seconds, each optional; `expireTokens` ends every access token that apps have at once.
    @Sendable private static func changeSettings(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageAccess)
        let fields = try call.fields
        var settings = try OAuthSettings.fetch(db)
        settings.tokenMillis = try millis("tokenLifetime", fields) ?? settings.tokenMillis
        settings.refreshMillis = try millis("refreshTokenLifetime", fields) ?? settings.refreshMillis
        settings.codeMillis = try millis("codeLifetime", fields) ?? settings.codeMillis
        settings.rotatesRefreshTokens = try fields.bool("rotatesRefreshTokens") ?? settings.rotatesRefreshTokens
        try settings.store(db)
        if try fields.bool("expireTokens") ?? false {
            try db.execute(
                sql: """
                    UPDATE secret SET expiryMillis = :now
                    WHERE kind = 'accessToken' AND appId <> '' AND expiryMillis > :now
                    """,
                arguments: ["now": call.nowMillis]
            )
        }
        return .json(settings.json)
    }

    private static func millis(_ name: String, _ fields: BodyFields) throws(SandboxError) -> Int64? {
        guard let seconds = try fields.integer(name) else { return nil }
        guard (1...31_536_000).contains(seconds) else {
            throw .invalidParameter("\(name) must be between a second and a year")
        }
        return seconds * 1_000
    }
}

extension OAuthSettings {
    fileprivate var json: JSON {
        [
            "tokenLifetime": .integer(tokenMillis / 1_000), "refreshTokenLifetime": .integer(refreshMillis / 1_000),
            "codeLifetime": .integer(codeMillis / 1_000), "rotatesRefreshTokens": .bool(rotatesRefreshTokens),
        ]
    }
}

extension MemberRights {
    /// The names that the wire has for them.
    fileprivate static let named: [(name: String, right: MemberRights)] = [
        ("deleteLeads", .deleteLeads), ("exportLeads", .exportLeads), ("manageRouting", .manageRouting),
        ("manageStages", .manageStages), ("manageAccess", .manageAccess),
    ]
}
