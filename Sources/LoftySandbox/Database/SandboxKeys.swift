import Foundation
import GRDB

/// The pair of secrets that a sandbox announces.
struct SandboxKeys: Hashable, Sendable {
    let memberID: Int64
    let apiKey: String
    let accessToken: String

    /// Whether the key survives a header and is no typing slip.
    static func isUsable(_ key: String) -> Bool {
        (16...512).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Keeps what the database has; a given key takes the place of the old one.
    static func prepare(
        for account: Member,
        givenKey: String?,
        randomBytes: (Int) -> [UInt8],
        _ db: Database
    ) throws -> SandboxKeys {
        let oldKey = try secret(.apiKey, of: account, db)
        let key = givenKey ?? oldKey ?? makeKey(for: account, randomBytes: randomBytes)
        if key != oldKey {
            try db.execute(
                sql: "DELETE FROM credential WHERE kind = :kind AND memberId = :member",
                arguments: ["kind": Credential.Kind.apiKey.rawValue, "member": account.recordID]
            )
            try Credential(secret: key, kind: .apiKey).insert(for: account.recordID, db)
        }
        var token = try secret(.accessToken, of: account, db)
        if token == nil {
            let new = base64URL(randomBytes(36))
            try Credential(secret: new, kind: .accessToken).insert(for: account.recordID, db)
            token = new
        }
        return SandboxKeys(memberID: account.recordID, apiKey: key, accessToken: token ?? "")
    }

    private static func secret(_ kind: Credential.Kind, of account: Member, _ db: Database) throws -> String? {
        try String.fetchOne(
            db,
            sql: "SELECT secret FROM credential WHERE kind = :kind AND memberId = :member",
            arguments: ["kind": kind.rawValue, "member": account.recordID]
        )
    }

    /// Three parts like the JWS of a real key; only the last one is secret, and nothing ever reads the others.
    private static func makeKey(for account: Member, randomBytes: (Int) -> [UInt8]) -> String {
        let header: JSON = ["alg": "HS256", "typ": "JWT"]
        let claims: JSON = ["userId": .integer(account.recordID), "scope": "THIRD_PARTY_OPERATION"]
        return [header.utf8Text, claims.utf8Text, randomBytes(32)].map(base64URL).joined(separator: ".")
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
