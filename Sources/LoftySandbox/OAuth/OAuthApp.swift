import Digest
import Foundation
import GRDB

/// An app that is registered with the sandbox, as with Lofty's developer portal.
struct OAuthApp: Hashable, Sendable {
    let id: String
    let name: String
    /// What the portal has granted.
    let grants: [EndpointGrant]
    private let secretDigest: [UInt8]

    private init(_ row: Row) throws {
        id = row["id"]
        name = row["name"]
        let grants = try JSON(stored: row["grants"])
        guard case .array(let items) = grants else { throw SandboxError.internalError }
        self.grants = try items.map { item in
            guard case .string(let text) = item else { throw SandboxError.internalError }
            return try EndpointGrant(text)
        }
        let digest: Data = row["secretDigest"]
        secretDigest = Array(digest)
    }

    func isSecret(_ text: String) -> Bool { ConstantTime.areEqual(Digest.sha256(text.utf8), secretDigest) }

    func grants(_ request: SandboxRequest) -> Bool { grants.contains { $0.covers(request) } }
}

/// The id and the secret of an app, as its maker gets them.
struct OAuthClient: Hashable, Sendable {
    let id: String
    let secret: String

    init(id: String, secret: String) {
        self.id = id
        self.secret = secret
    }

    /// A pair that nobody has.
    init(randomBytes: (Int) -> [UInt8]) {
        id = "foyer-" + Digest.base64URL(randomBytes(9))
        secret = Digest.base64URL(randomBytes(32))
    }
}

// MARK: - The register

extension OAuthApp {
    static func find(_ id: String, _ db: Database) throws -> OAuthApp? {
        guard !id.isEmpty else { return nil }
        let statement = try db.cachedStatement(sql: "SELECT * FROM oauthApp WHERE id = :id")
        return try Row.fetchOne(statement, arguments: ["id": id]).map(OAuthApp.init)
    }

    static func register(
        _ client: OAuthClient,
        name: String,
        grants: [EndpointGrant],
        isAnnounced: Bool = false,
        _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO oauthApp (id, name, secretDigest, grants, announcedSecret)
                VALUES (:id, :name, :digest, :grants, :announced)
                """,
            arguments: [
                "id": client.id, "name": name, "digest": Data(Digest.sha256(client.secret.utf8)),
                "grants": JSON.strings(grants.map(\.text)).text, "announced": isAnnounced ? client.secret : "",
            ]
        )
    }

    /// The app that every start announces; it may call everything.
    static func announced(_ environment: SandboxEnvironment, _ db: Database) throws -> OAuthClient {
        let row = try Row.fetchOne(db, sql: "SELECT id, announcedSecret FROM oauthApp WHERE announcedSecret <> ''")
        if let row { return OAuthClient(id: row["id"], secret: row["announcedSecret"]) }
        let client = OAuthClient(randomBytes: environment.randomBytes)
        try register(client, name: "Foyer", grants: [.everything], isAnnounced: true, db)
        return client
    }
}
