import Digest
import GRDB

/// The secrets that a sandbox announces.
struct SandboxKeys: Hashable, Sendable {
    let memberID: Int64
    let apiKey: String
    let accessToken: String
    let client: OAuthClient
    /// One key for a member of each role that the team has, the highest role first.
    let roleKeys: [RoleKey]

    struct RoleKey: Hashable, Sendable {
        let role: MemberRole
        let email: String
        let apiKey: String
    }

    /// Whether the key survives a header and is no typing slip.
    static func isUsable(_ key: String) -> Bool {
        (16...512).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Keeps what the database has; a given key takes the place of the old one of the account.
    static func prepare(
        for account: Member,
        givenKey: String?,
        environment: SandboxEnvironment,
        _ db: Database
    ) throws -> SandboxKeys {
        if let givenKey, try IssuedSecret.announced(.apiKey, of: account.recordID, db) != givenKey {
            try db.execute(
                sql: "DELETE FROM secret WHERE kind = 'apiKey' AND memberId = :member AND announcedText <> ''",
                arguments: ["member": account.recordID]
            )
            try announce(givenKey, .apiKey, of: account, environment, db)
        }
        return SandboxKeys(
            memberID: account.recordID,
            apiKey: try key(of: account, environment, db),
            accessToken: try accessToken(of: account, environment, db),
            client: try OAuthApp.announced(environment, db),
            roleKeys: try MemberRole.allCases.reversed().compactMap { role in
                let member = role == account.accessRole ? account : try Member.first(of: role, db)
                return try member.map { member in
                    RoleKey(role: role, email: member.email, apiKey: try key(of: member, environment, db))
                }
            }
        )
    }

    private static func key(of member: Member, _ environment: SandboxEnvironment, _ db: Database) throws -> String {
        if let old = try IssuedSecret.announced(.apiKey, of: member.recordID, db) { return old }
        let new = makeKey(for: member, randomBytes: environment.randomBytes)
        try announce(new, .apiKey, of: member, environment, db)
        return new
    }

    private static func accessToken(
        of account: Member,
        _ environment: SandboxEnvironment,
        _ db: Database
    ) throws -> String {
        if let old = try IssuedSecret.announced(.accessToken, of: account.recordID, db) { return old }
        let new = Digest.base64URL(environment.randomBytes(36))
        try announce(new, .accessToken, of: account, environment, db)
        return new
    }

    private static func announce(
        _ text: String,
        _ kind: IssuedSecret.Kind,
        of member: Member,
        _ environment: SandboxEnvironment,
        _ db: Database
    ) throws {
        let secret = IssuedSecret(text: text, kind: kind, memberID: member.recordID, isAnnounced: true)
        try secret.insert(nowMillis: environment.nowMillis, db)
    }

    /// Three parts like the JWS of a real key; only the last one is secret, and nothing ever reads the others.
    static func makeKey(for member: Member, randomBytes: (Int) -> [UInt8]) -> String {
        let header: JSON = ["alg": "HS256", "typ": "JWT"]
        let claims: JSON = ["userId": .integer(member.recordID), "scope": "THIRD_PARTY_OPERATION"]
        return [header.utf8Text, claims.utf8Text, randomBytes(32)].map(Digest.base64URL).joined(separator: ".")
    }
}
