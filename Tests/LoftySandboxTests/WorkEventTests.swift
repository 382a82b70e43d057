import GRDB
import Testing

@testable import LoftySandbox

@Suite("What webhooks are told of work")
struct WorkEventTests {
    private static let now: Int64 = 1_795_000_000_000
    private static let lead = BookLeadMaker.guideLeadID

    /// A book with a subscription of the account to every list, and a call of the account.
    private func withBook(_ body: (Call, Database) throws -> Void) throws {
        let queue = try DatabaseQueue()
        try SandboxSchema.migrator.migrate(queue)
        try queue.write { db in
            try Book(seed: 1, leads: 12, nowMillis: Self.now).write(to: db)
            let account = try Member.fetchAccount(db)
            let call = Call(
                caller: account,
                query: try QueryItems(""),
                parameters: [:],
                mediaType: "application/json",
                bytes: [],
                nowMillis: Self.now,
                oddities: SandboxOddities()
            )
            try body(call, db)
        }
    }

    /// Subscribes the account to everything from here on.
    private func subscribe(_ call: Call, _ db: Database) throws {
        for list in DomainEvent.listIDs {
            try db.execute(
                sql: """
                    INSERT INTO webhookSubscription (
                        listId, callbackUrl, batchLimit, permissionMode, memberId, createMillis
                    ) VALUES (:list, 'https://example.com/hook', 100, 0, :member, :now)
                    """,
                arguments: ["list": list, "member": call.caller.recordID, "now": call.nowMillis]
            )
        }
    }

    /// What is waiting, by list and bucket.
    private func events(_ db: Database) throws -> [String: [Int64]] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT listId, bucket, subjectId FROM webhookEvent
                JOIN webhookSubscription ON webhookSubscription.id = subscriptionId ORDER BY webhookEvent.id
                """
        )
        return rows.reduce(into: [:]) {
            $0["\($1["listId"] as Int64) \($1["bucket"] as String)", default: []].append($1["subjectId"])
        }
    }

    private func draft(_ kind: TaskKind) -> TaskDraft {
        TaskDraft(
            leadID: Self.lead,
            kind: kind,
            role: .agent,
            content: "x",
            startMillis: Self.now,
            endMillis: Self.now,
            timeZone: "UTC"
        )
    }

    @Test(
        "a task or appointment that is made, changed, finished, reopened or deleted",
        arguments: [TaskKind.call, .appointment]
    )
    func tasks(kind: TaskKind) throws {
        try withBook { call, db in
            let write = TaskWrite(call)
            let ids = try (0..<4).map { _ in try write.create(draft(kind), db) }
            let tasks = try ids.map { try TaskRecord.require($0, for: call.caller, db) }
            try write.finish(tasks[2], db)
            try subscribe(call, db)
            let change = try TaskChange(task: try BodyFields(["content": "y"]))
            try write.apply(change, to: tasks[0], db)
            try write.finish(tasks[1], db)
            try write.reopen(try TaskRecord.require(ids[2], for: call.caller, db), db)
            try write.delete(tasks[3], db)
            let made = try write.create(draft(kind), db)
            let noun = kind.isAppointment ? "Appointment" : "Task"
            let list = kind.isAppointment ? 11 : 10
            #expect(
                try events(db) == [
                    "\(list) updated\(noun)": [ids[0], ids[2]], "\(list) finished\(noun)": [ids[1]],
                    "\(list) deleted\(noun)": [ids[3]], "\(list) created\(noun)": [made],
                ]
            )
        }
    }

    @Test("a transaction that is opened, moved or given an address")
    func transactions() throws {
        try withBook { call, db in
            func open() throws -> TransactionRecord {
                let fields = try BodyFields(["transactionName": "Deal"])
                return try TransactionWrite(fields, db).insert(on: Self.lead, for: call, db)
            }
            let moved = try open()
            let placed = try open()
            try subscribe(call, db)
            let status = try BodyFields(["transactionStatus": "Closed"])
            _ = try TransactionWrite(status, db).apply(to: moved, for: call, db)
            try TransactionAddress(try BodyFields(["city": "Austin"])).apply(to: placed, nowMillis: Self.now, db)
            let opened = try open()
            #expect(
                try events(db) == [
                    "5 updatedTransaction": [moved.id, placed.id], "5 createdTransaction": [opened.id],
                ]
            )
        }
    }

    @Test("a text and an email that are sent, besides the lead that they touch")
    func sending() throws {
        try withBook { call, db in
            try subscribe(call, db)
            let text = CommunicationDraft(leadID: Self.lead, channel: .text, phone: "5125550101", content: "x")
            let textID = try text.insert(for: call, db)
            let email = CommunicationDraft(leadID: Self.lead, channel: .email, subject: "s", content: "x")
            let emailID = try email.insert(for: call, db)
            #expect(
                try events(db) == [
                    "8 createdText": [textID], "7 createdEmail": [emailID], "2 updatedLead": [Self.lead],
                ]
            )
        }
    }

    @Test("an inquiry changes what the lead is alerted of")
    func inquiry() throws {
        try withBook { call, db in
            try subscribe(call, db)
            let fields = try BodyFields(["inquiry": ["priceMin": 5]])
            try LeadWrite(fields, isUpdate: true).apply(to: Self.lead, for: call, db)
            #expect(
                try events(db) == ["4 updatedListingAlert": [Self.lead], "2 updatedLead": [Self.lead]]
            )
        }
    }
}
