import Foundation
import GRDB

/// A task or appointment with what reads show of its lead.
struct TaskRecord: Sendable {
    let id: Int64
    let lead: Lead
    let kind: TaskKind
    let role: TaskRole
    let origin: TaskOrigin
    let content: String
    let address: String?
    let startMillis: Int64
    let endMillis: Int64
    let timeZone: String
    let isAllDay: Bool
    let reminderType: Int64
    let creatorID: Int64
    let createMillis: Int64
    let updateMillis: Int64
    /// 0 while it is open.
    let finishMillis: Int64
    /// The member in the role at this moment; 0 for nobody.
    let assigneeID: Int64

    struct Lead: Hashable, Sendable {
        let id: Int64
        let userID: Int64
        let firstName: String
        let lastName: String
        let email: String?
        let phone: String?
        let stageID: Int64

        var name: String { lastName.isEmpty ? firstName : "\(firstName) \(lastName)" }
    }

    var isFinished: Bool { finishMillis > 0 }

    func isOverdue(at nowMillis: Int64) -> Bool { !isFinished && endMillis < nowMillis }
}

extension TaskRecord {
    private init(_ row: Row) throws {
        guard let kind = TaskKind(rawValue: row["kind"]), let role = TaskRole(rawValue: row["role"]),
            let origin = TaskOrigin(rawValue: row["origin"])
        else { throw SandboxError.internalError }
        self.kind = kind
        self.role = role
        self.origin = origin
        id = row["id"]
        lead = Lead(
            id: row["leadId"],
            userID: row["leadUserId"],
            firstName: row["firstName"],
            lastName: row["lastName"],
            email: row["leadEmail"],
            phone: row["leadPhone"],
            stageID: row["stageId"]
        )
        content = row["content"]
        address = row["address"]
        startMillis = row["startMillis"]
        endMillis = row["endMillis"]
        timeZone = row["timeZone"]
        isAllDay = row["isAllDay"]
        reminderType = row["reminderType"]
        creatorID = row["creatorId"]
        createMillis = row["createMillis"]
        updateMillis = row["updateMillis"]
        finishMillis = row["finishMillis"]
        assigneeID = row["assigneeId"]
    }

    /// Who a task is for: the lead's agent, or whoever stands in its role of assistant.
    static let assigneeSQL = """
        iif(task.role = 'Agent', lead.assigneeId, coalesce((
            SELECT leadRole.assigneeId FROM leadRole JOIN role ON role.id = leadRole.roleId
            WHERE leadRole.leadId = lead.id AND role.name = 'Assistant'
        ), 0))
        """

    /// Tasks that the caller may know of; takes the argument `:caller`.
    static let visibleSQL = """
        FROM task JOIN lead ON lead.id = task.leadId
        WHERE task.deleteMillis = 0 AND lead.trashMillis = 0 AND \(LeadVisibility.condition)
        """

    /// `conditions` continues ``visibleSQL``: further terms, order and limit.
    static func fetch(
        _ conditions: String,
        _ arguments: StatementArguments,
        for caller: Member,
        _ db: Database
    ) throws -> [TaskRecord] {
        let sql = """
            SELECT task.*, lead.leadUserId, lead.firstName, lead.lastName, lead.stageId,
                (SELECT address FROM leadEmail WHERE leadId = lead.id ORDER BY position LIMIT 1) AS leadEmail,
                (SELECT number FROM leadPhone WHERE leadId = lead.id ORDER BY position LIMIT 1) AS leadPhone,
                \(assigneeSQL) AS assigneeId
            \(visibleSQL) \(conditions)
            """
        return try Row.fetchAll(
            try db.cachedStatement(sql: sql),
            arguments: arguments + ["caller": caller.recordID]
        ).map(TaskRecord.init)
    }

    /// What is missing, deleted or hidden from the caller looks the same: 404 `TASK_NOT_EXIST`.
    static func require(_ id: Int64, for caller: Member, _ db: Database) throws -> TaskRecord {
        guard let task = try fetch("AND task.id = :id", ["id": id], for: caller, db).first else {
            throw SandboxError.work(.taskNotExist)
        }
        return task
    }

    static func all(ofLead leadID: Int64, for caller: Member, _ db: Database) throws -> [TaskRecord] {
        let conditions = "AND task.leadId = :lead ORDER BY task.endMillis, task.id"
        return try fetch(conditions, ["lead": leadID], for: caller, db)
    }
}
