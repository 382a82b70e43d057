extension SandboxSchema {
    /// Subscriptions, the events that wait for their batch, and the batches with what became of them.
    static let webhookTables = """
        CREATE TABLE webhookSubscription (
            id INTEGER PRIMARY KEY AUTOINCREMENT, listId INTEGER NOT NULL, callbackUrl TEXT NOT NULL,
            batchLimit INTEGER NOT NULL, permissionMode INTEGER NOT NULL,
            memberId INTEGER NOT NULL REFERENCES member(recordId), createMillis INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX webhookSubscriptionByList ON webhookSubscription(listId);
        CREATE TABLE webhookEvent (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            subscriptionId INTEGER NOT NULL REFERENCES webhookSubscription(id) ON DELETE CASCADE,
            bucket TEXT NOT NULL, subjectId INTEGER NOT NULL, leadId INTEGER, entry TEXT NOT NULL,
            millis INTEGER NOT NULL, UNIQUE (subscriptionId, bucket, subjectId)
        ) STRICT;
        CREATE TABLE webhookDelivery (
            id INTEGER PRIMARY KEY AUTOINCREMENT, subscriptionId INTEGER NOT NULL, memberId INTEGER NOT NULL,
            listId INTEGER NOT NULL, callbackUrl TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL, status INTEGER, problem TEXT,
            createMillis INTEGER NOT NULL, dueMillis INTEGER NOT NULL, settleMillis INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX webhookDeliveryByState ON webhookDelivery(state, subscriptionId);
        """
}
