import Foundation
import GRDB

/// The team's routing as the database has it at a moment.
struct Routing: Sendable {
    let team: Team
    private let rules: [RoutingScope: [RoutingRule]]
    private let state: RoutingState
    private let nowMillis: Int64

    /// A decision for one of the roles that routing fills.
    struct Placement: Hashable, Sendable {
        let type: RoutingType
        let roleID: Int64
        let decision: RoutingDecision

        var memberID: Int64? {
            if case .member(let id) = decision.outcome { id } else { nil }
        }
    }

    static func fetch(nowMillis: Int64, _ db: Database) throws -> Routing {
        let team = try Team.fetch(db)
        let rules = try RoutingRule.fetchAll(db)
        var state = try RoutingState.fetch(team, db)
        try state.countToday(for: rules, nowMillis: nowMillis, db)
        return Routing(team: team, rules: Dictionary(grouping: rules, by: \.scope), state: state, nowMillis: nowMillis)
    }

    /// The agent first, then what other roles have rules; nothing is written.
    func place(_ facts: RoutingFacts) -> [Placement] {
        let roles = Set(rules.keys.map { Role(type: $0.type, roleID: $0.roleID) })
            .union([Role(type: .agent, roleID: 0)])
            .sorted { ($0.type.rawValue, $0.roleID) < ($1.type.rawValue, $1.roleID) }
        return roles.map { role in
            Placement(
                type: role.type,
                roleID: role.roleID,
                decision: engine(for: role.type, role.roleID, facts.groupID).decide(facts)
            )
        }
    }

    private struct Role: Hashable {
        let type: RoutingType
        let roleID: Int64
    }

    /// The rules of the group, then those of the company.
    func engine(for type: RoutingType, _ roleID: Int64, _ groupID: Int64) -> RoutingEngine {
        let groups = groupID == RoutingScope.company ? [groupID] : [groupID, RoutingScope.company]
        let chain = groups.flatMap { group -> [RoutingRule] in
            let scope = RoutingScope(type: type, groupID: group, roleID: roleID)
            let stored = rules[scope] ?? []
            let lacksSupplement = !stored.contains(where: \.isSupplement)
            return lacksSupplement && type == .agent ? stored + [.builtInSupplement(scope)] : stored
        }
        return RoutingEngine(rules: chain, state: state, nowMillis: nowMillis)
    }
}

// MARK: - Carrying out

extension Routing {
    /// Writes down what was decided for a lead: turns, offers, pond, roles, and the reasons in the system log.
    ///
    /// The agent of a new lead stands on it already; `setsAgent` is for a lead that has waited for one.
    func carryOut(
        _ placements: [Placement],
        for facts: RoutingFacts,
        on leadID: Int64,
        setsAgent: Bool,
        _ db: Database
    ) throws {
        for placement in placements {
            try recordTurns(of: placement.decision, db)
            try record(placement, on: leadID, db)
            switch placement.decision.outcome {
            case .member(let id):
                let isAgent = placement.type == .agent
                if !isAgent || setsAgent { try set(id, as: placement, on: leadID, db) }
                try Self.countLead(leadID, for: id, placement.type, nowMillis, db)
            case .pond(let id):
                var columns = LeadColumns(nowMillis: nowMillis)
                columns.set("pondId", id)
                try columns.update(leadID, db)
            case .offer(let members, let until):
                let offer = LeadOffer(
                    leadID: leadID,
                    type: placement.type,
                    ruleID: placement.decision.rule?.id ?? 0,
                    expiryMillis: until,
                    offered: members,
                    tried: [],
                    facts: facts
                )
                try offer.insert(db)
            case .nobody: break
            }
        }
    }

    private func record(_ placement: Placement, on leadID: Int64, _ db: Database) throws {
        let content = placement.decision.content(team)
            .setting("businessType", to: .integer(placement.type.rawValue))
        let event = SystemEvent.routing(content: content, ruleID: placement.decision.rule?.id ?? 0)
        // 0 is the system itself in the log.
        try event.record(on: leadID, by: 0, millis: nowMillis, db)
    }

    private func recordTurns(of decision: RoutingDecision, _ db: Database) throws {
        guard let rule = decision.rule, let taken = decision.taken else { return }
        try db.execute(sql: "DELETE FROM routingTurn WHERE ruleId = :rule", arguments: ["rule": rule.id])
        for (member, count) in taken {
            try db.execute(
                sql: "INSERT INTO routingTurn (ruleId, memberId, taken) VALUES (:rule, :member, :taken)",
                arguments: ["rule": rule.id, "member": member, "taken": count]
            )
        }
    }

    /// The member who gets the lead at once; `nil` when none does.
    func agent(among placements: [Placement]) -> Member? {
        for placement in placements where placement.type == .agent {
            guard let id = placement.memberID else { return nil }
            return team.members[id]
        }
        return nil
    }

    private func set(_ memberID: Int64, as placement: Placement, on leadID: Int64, _ db: Database) throws {
        var columns = LeadColumns(nowMillis: nowMillis)
        switch placement.type {
        case .agent:
            columns.set("assigneeId", memberID)
            columns.set("assignMillis", nowMillis)
            if let member = team.members[memberID] {
                try SystemEvent.assignment(from: nil, to: member).record(on: leadID, by: 0, millis: nowMillis, db)
            }
        case .lender: columns.set("lenderId", memberID)
        case .assistant:
            try db.execute(
                sql: """
                    INSERT INTO leadRole (leadId, roleId, assigneeId) VALUES (:lead, :role, :member)
                    ON CONFLICT (leadId, roleId) DO UPDATE SET assigneeId = :member
                    """,
                arguments: ["lead": leadID, "role": placement.roleID, "member": memberID]
            )
        }
        try columns.update(leadID, db)
    }

    /// Daily caps count what is written here.
    static func countLead(
        _ leadID: Int64,
        for memberID: Int64,
        _ type: RoutingType,
        _ millis: Int64,
        _ db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO routedLead (memberId, type, millis, leadId) VALUES (:member, :type, :millis, :lead)",
            arguments: ["member": memberID, "type": type.rawValue, "millis": millis, "lead": leadID]
        )
    }
}
