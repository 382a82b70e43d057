import Foundation
import GRDB

extension RoutingState {
    private static let lenderRole: Int64 = 3

    static func fetch(_ team: Team, _ db: Database) throws -> RoutingState {
        let rows = try Row.fetchAll(
            try db.cachedStatement(
                sql: "SELECT recordId, officeId, timeZone, role, isRouted FROM member WHERE isAccepted"
            )
        )
        var candidates: [Int64: Candidate] = [:]
        for row in rows {
            let id: Int64 = row["recordId"]
            candidates[id] = Candidate(
                memberID: id,
                officeID: row["officeId"],
                timeZone: TimeZone(identifier: row["timeZone"]) ?? .gmt,
                types: types(isLender: row["role"] == lenderRole, isRouted: row["isRouted"])
            )
        }
        var state = RoutingState(candidates: candidates, ponds: Set(team.ponds.keys))
        for row in try Row.fetchAll(try db.cachedStatement(sql: "SELECT ruleId, memberId, taken FROM routingTurn")) {
            state.taken[row["ruleId"], default: [:]][row["memberId"]] = row["taken"]
        }
        return state
    }

    /// Lenders lend, agents in the rotation take leads, and anybody but a lender can assist.
    private static func types(isLender: Bool, isRouted: Bool) -> Set<RoutingType> {
        if isLender { return [.lender] }
        return isRouted ? [.agent, .assistant] : [.assistant]
    }

    /// Counts the day's leads of those whom a rule with a cap could choose.
    mutating func countToday(for rules: [RoutingRule], nowMillis: Int64, _ db: Database) throws {
        var capped: [RoutingType: Set<Int64>] = [:]
        for rule in rules {
            guard case .members(let targets, _) = rule.strategy else { continue }
            let members = candidates.keys.filter { targets.cap(of: $0) != nil }
            capped[rule.scope.type, default: []].formUnion(members)
        }
        for (type, members) in capped {
            for id in members { try countToday(of: id, type, nowMillis: nowMillis, db) }
        }
    }

    private mutating func countToday(of id: Int64, _ type: RoutingType, nowMillis: Int64, _ db: Database) throws {
        guard let zone = candidates[id]?.timeZone else { return }
        let count = try Int64.fetchOne(
            try db.cachedStatement(
                sql: "SELECT count(*) FROM routedLead WHERE memberId = :member AND type = :type AND millis >= :start"
            ),
            arguments: [
                "member": id, "type": type.rawValue,
                "start": LocalTime(millis: nowMillis, zone: zone).dayStartMillis,
            ]
        )
        candidates[id]?.routedToday[type] = count ?? 0
    }
}
