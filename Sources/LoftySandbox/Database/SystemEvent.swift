import GRDB

/// A change that the system log keeps (contract §7.10).
///
/// The numbers 17, 18 and 38 are the contract's; the rest of its table is not published, and 39 and 40
/// are ours.
enum SystemEvent: Hashable, Sendable {
    case stageChange(from: String, to: Team.Stage)
    case assignment(from: Member?, to: Member)
    case noteEdit(Int64)
    case noteDeletion(Int64)
    /// Whom routing chose, by which rule, and what it passed over.
    case routing(content: JSON, ruleID: Int64)
    /// With the id of the task or transaction.
    case work(WorkEvent, Int64)

    static let stageChangeType: Int64 = 38

    var type: Int64 {
        switch self {
        case .noteEdit: 17
        case .noteDeletion: 18
        case .stageChange: Self.stageChangeType
        case .assignment: 39
        case .routing: 40
        case .work(let event, _): event.type
        }
    }

    var typeName: String {
        switch self {
        case .noteEdit: "EditNote"
        case .noteDeletion: "DeleteNote"
        case .stageChange: "TeamStageChange"
        case .assignment: "AssignedAgentChange"
        case .routing: "LeadRouting"
        case .work(let event, _): event.typeName
        }
    }

    var referenceID: Int64 {
        switch self {
        case .stageChange(_, let stage): stage.id
        case .assignment(_, let member): member.recordID
        case .routing(_, let ruleID): ruleID
        case .noteEdit(let id), .noteDeletion(let id), .work(_, let id): id
        }
    }

    var content: JSON {
        switch self {
        case .stageChange(let from, let to): ["fromStageName": .string(from), "toStageName": .string(to.name)]
        case .assignment(let from, let to):
            ["fromAgentName": .string(from?.fullName ?? ""), "toAgentName": .string(to.fullName)]
        case .noteEdit(let id), .noteDeletion(let id): ["noteId": .integer(id)]
        case .routing(let content, _): content
        case .work(let event, _): event.content
        }
    }

    func record(on leadID: Int64, by agentID: Int64, millis: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO systemLog (id, leadId, agentId, type, typeName, millis, toId, toType, refId, content)
                VALUES (:id, :lead, :agent, :type, :typeName, :millis, :lead, 2, :reference, :content)
                """
        )
        try statement.execute(arguments: [
            "id": try IDSequence.timeline.next(db), "lead": leadID, "agent": agentID, "type": type,
            "typeName": typeName, "millis": millis, "reference": referenceID, "content": content.text,
        ])
    }
}
