import GRDB

/// How long what the token endpoints hand out is good for; kept in the database and changeable while serving.
///
/// A change counts for what is issued afterwards.
struct OAuthSettings: Hashable, Sendable {
    /// An hour.
    var tokenMillis: Int64 = 3_600_000
    /// 180 days (contract §3.3).
    var refreshMillis: Int64 = 15_552_000_000
    /// RFC 6749 §4.1.2 asks for ten minutes at most.
    var codeMillis: Int64 = 60_000
    /// Whether a refresh replaces the refresh token; the old one is refused from then on.
    var rotatesRefreshTokens = true

    static func fetch(_ db: Database) throws -> OAuthSettings {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM oauthSettings") else { return OAuthSettings() }
        return OAuthSettings(
            tokenMillis: row["tokenMillis"],
            refreshMillis: row["refreshMillis"],
            codeMillis: row["codeMillis"],
            rotatesRefreshTokens: row["rotatesRefreshTokens"]
        )
    }

    func store(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO oauthSettings (id, tokenMillis, refreshMillis, codeMillis, rotatesRefreshTokens)
                VALUES (1, :token, :refresh, :code, :rotates)
                """,
            arguments: [
                "token": tokenMillis, "refresh": refreshMillis, "code": codeMillis, "rotates": rotatesRefreshTokens,
            ]
        )
    }
}
