import GRDB

extension DomainEvent {
    /// Queues the event for every subscription that may know of it.
    ///
    /// Call it inside the transaction of the write, after the last change to the lead; `millis` is the time of the call.
    func record(at millis: Int64, _ db: Database) throws {
        for subscription in try WebhookSubscription.fetchAll(listID: listID, db)
        where try isMeant(for: subscription, db) {
            try queue(for: subscription, millis, db)
        }
    }

    /// A hidden lead is told to its agent alone, any other one to its agent and to administrators.
    private func isMeant(for subscription: WebhookSubscription, _ db: Database) throws -> Bool {
        guard let member = try subscription.member(db) else { return false }
        guard let leadID else { return member.isAdmin || isAbout(member) }
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT assigneeId, ownershipScope, ownershipId, isHidden FROM lead
                WHERE id = :id AND \(LeadVisibility.condition)
                """,
            arguments: ["id": leadID, "caller": member.recordID]
        )
        guard let row else { return false }
        return row["isHidden"] || member.isAdmin || subscription.permission.covers(row, for: member)
    }

    private func isAbout(_ member: Member) -> Bool {
        switch self {
        case .agent(let id, _): id == member.recordID
        case .lead, .siteActivity, .listingAlert, .transaction, .call, .email, .text, .note, .task, .appointment,
            .stageChange:
            false
        }
    }

    private func queue(for subscription: WebhookSubscription, _ millis: Int64, _ db: Database) throws {
        if let supersededBucket {
            try db.execute(
                sql: """
                    DELETE FROM webhookEvent
                    WHERE subscriptionId = :subscription AND bucket = :bucket AND subjectId = :subject
                    """,
                arguments: ["subscription": subscription.id, "bucket": supersededBucket, "subject": subjectID]
            )
        }
        // The time of the first event stays: it decides when the batch leaves.
        try db.execute(
            sql: """
                INSERT INTO webhookEvent (subscriptionId, bucket, subjectId, leadId, entry, millis)
                SELECT :subscription, :bucket, :subject, :lead, :entry, :millis WHERE NOT EXISTS (
                    SELECT 1 FROM webhookEvent
                    WHERE subscriptionId = :subscription AND bucket = :superseding AND subjectId = :subject
                )
                ON CONFLICT (subscriptionId, bucket, subjectId) DO UPDATE SET entry = excluded.entry
                """,
            arguments: [
                "subscription": subscription.id, "bucket": bucket, "subject": subjectID, "lead": leadID,
                "entry": entry(at: millis).text, "millis": millis, "superseding": supersedingBucket,
            ]
        )
    }
}
