public import FoundationEssentials

/// What a token address has handed out.
public struct OAuthTokens: Hashable, Sendable {
    public var access: Secret
    /// `nil` for a grant that asks anew each time.
    public var refresh: Secret?
    public var obtainedAt: Date
    public var expiresAt: Date

    public init(access: Secret, refresh: Secret?, obtainedAt: Date, expiresAt: Date) {
        self.access = access
        self.refresh = refresh
        self.obtainedAt = obtainedAt
        self.expiresAt = expiresAt
    }

    /// Whether the token still serves at a moment of the clock on the wall, so much before its end.
    ///
    /// A moment before the token was made says that the clock was set back; its end is then not to be trusted.
    func serves(at now: Date, margin: Duration) -> Bool {
        guard now >= obtainedAt - 60 else { return false }
        return now < expiresAt - effectiveMargin(margin) / .seconds(1)
    }

    func effectiveMargin(_ margin: Duration) -> Duration { min(margin, lifetime / 10) }

    /// At most 180 days, whatever a damaged file says.
    var lifetime: Duration { .seconds(min(max(0, expiresAt.timeIntervalSince(obtainedAt)), 180 * 86_400)) }

    var credential: Credential { .accessToken(access.text) }
}

// MARK: Keeping

extension OAuthTokens {
    /// The file of a ``FileTokenStore``.
    private struct Record: Codable {
        var accessToken: String
        var refreshToken: String?
        /// Seconds since 1970.
        var obtainedAt: Double
        var expiresAt: Double
    }

    /// As JSON.
    func encoded() throws(CredentialError) -> [UInt8] {
        let record = Record(
            accessToken: access.text,
            refreshToken: refresh?.text,
            obtainedAt: obtainedAt.timeIntervalSince1970,
            expiresAt: expiresAt.timeIntervalSince1970
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(record))
        } catch {
            throw CredentialError(.unusable, "The tokens cannot be written as JSON")
        }
    }

    /// - Throws: ``CredentialError/Kind/loginNeeded`` for anything but what ``encoded()`` makes.
    init(decoding bytes: [UInt8]) throws(CredentialError) {
        let record: Record
        do {
            record = try JSONDecoder().decode(Record.self, from: Data(bytes))
        } catch {
            // The decoder's own words are left out, since they may quote the file.
            throw CredentialError(.loginNeeded, "The stored tokens cannot be read; log in again")
        }
        self.init(
            access: Secret(record.accessToken),
            refresh: record.refreshToken.map { Secret($0) },
            obtainedAt: Date(timeIntervalSince1970: record.obtainedAt),
            expiresAt: Date(timeIntervalSince1970: record.expiresAt)
        )
    }
}
