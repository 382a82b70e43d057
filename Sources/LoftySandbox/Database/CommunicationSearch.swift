import Foundation
import GRDB

/// What happened in a span of time, for one member or for the whole team, oldest first.
struct CommunicationSearch: Hashable, Sendable {
    private static let day: Int64 = 86_400_000

    let limit: Int64
    private let startMillis: Int64
    private let endMillis: Int64
    /// `nil` is every channel.
    private let channel: CommunicationChannel?
    private let isTeamView: Bool
    private let place: Place

    private enum Place: Hashable, Sendable {
        case offset(Int64)
        case after(millis: Int64, id: Int64)
    }

    /// `GET /v2.0/communication/agent`: by cursor, up to 90 days.
    init(cursorPaged query: QueryItems, for caller: Member) throws(SandboxError) {
        startMillis = try query.requiredInteger("startTime")
        endMillis = try query.requiredInteger("endTime")
        limit = try query.integer("limit") ?? 100
        channel = try Self.channel(query.string("type") ?? "ALL")
        isTeamView = try query.bool("teamView") ?? false
        place = try query.string("cursor").map(Self.place(_:)) ?? .offset(0)
        try check(longest: 90, for: caller)
    }

    /// `POST /v1.0/agent/communication`: by offset, up to a day.
    init(offsetPaged fields: BodyFields, for caller: Member) throws(SandboxError) {
        startMillis = try fields.requiredInteger("startTime")
        endMillis = try fields.requiredInteger("endTime")
        limit = try fields.integer("limit") ?? 10
        channel = try Self.channel(try fields.requiredString("type"))
        isTeamView = try fields.bool("teamView") ?? false
        place = .offset(max(0, try fields.integer("offset") ?? 0))
        try check(longest: 1, for: caller)
    }

    var offset: Int64 {
        switch place {
        case .offset(let count): count
        case .after: 0
        }
    }

    private static func channel(_ name: String) throws(SandboxError) -> CommunicationChannel? {
        switch name {
        case "ALL": return nil
        case "CALL": return .call
        case "TEXT": return .text
        case "EMAIL": return .email
        default: throw .invalidParameter("type must be CALL, TEXT, EMAIL or ALL")
        }
    }

    private func check(longest days: Int64, for caller: Member) throws(SandboxError) {
        guard (1...1_000).contains(limit) else { throw .invalidParameter("limit must be between 1 and 1000") }
        guard startMillis >= 0, startMillis <= endMillis, endMillis - startMillis <= days * Self.day else {
            throw .invalidParameter("endTime must follow startTime by \(days * 24) hours at most")
        }
        guard !isTeamView || caller.isAdmin else { throw .work(.teamViewDenied) }
    }
}

// MARK: - Cursor

extension CommunicationSearch {
    private static func place(_ cursor: String) throws(SandboxError) -> Place {
        // Nobody but the sandbox writes cursors, so how one is broken is of no use to anybody.
        guard let data = Data(base64Encoded: cursor), let json = try? JSONParser.parse(data),
            case .array(let items) = json, items.count == 2,
            case .integer(let millis) = items[0], case .integer(let id) = items[1]
        else { throw .invalidParameter("cursor is not valid") }
        return .after(millis: millis, id: id)
    }

    /// `nil` behind a page that is not full.
    ///
    /// A full page cannot tell whether more follows, so the last cursor may lead to an empty page.
    func nextCursor(after records: [CommunicationRecord]) -> String? {
        guard Int64(records.count) == limit, let last = records.last else { return nil }
        let place: JSON = [.integer(last.millis), .integer(last.id)]
        return Data(place.utf8Text).base64EncodedString()
    }
}

// MARK: - Query

extension CommunicationSearch {
    /// One more than the limit with `oversized`, to see whether another page follows.
    func fetch(for caller: Member, oversized: Bool = false, _ db: Database) throws -> [CommunicationRecord] {
        let (millis, id): (Int64, Int64)
        switch place {
        case .offset: (millis, id) = (-1, 0)
        case .after(let lastMillis, let lastID): (millis, id) = (lastMillis, lastID)
        }
        let order = """
            AND (communication.millis, communication.id) > (:lastMillis, :lastId)
            ORDER BY communication.millis, communication.id LIMIT :limit OFFSET :offset
            """
        let paging: StatementArguments = [
            "lastMillis": millis, "lastId": id, "limit": limit + (oversized ? 1 : 0), "offset": offset,
        ]
        return try CommunicationRecord.fetch("\(conditions) \(order)", arguments(caller) + paging, for: caller, db)
    }

    func count(for caller: Member, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db,
            sql: "SELECT count(*) \(CommunicationRecord.visibleSQL) \(conditions)",
            arguments: arguments(caller) + ["caller": caller.recordID]
        ) ?? 0
    }

    private var conditions: String {
        """
        AND communication.millis BETWEEN :start AND :end AND (:isTeamView OR communication.agentId = :agent)
        AND (:channel IS NULL OR communication.channel = :channel)
        """
    }

    private func arguments(_ caller: Member) -> StatementArguments {
        [
            "start": startMillis, "end": endMillis, "isTeamView": isTeamView, "agent": caller.recordID,
            "channel": channel?.rawValue,
        ]
    }
}
