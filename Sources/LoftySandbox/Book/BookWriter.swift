import GRDB

/// Puts invented leads into the tables.
struct BookWriter {
    private let team: BookTeam
    private let db: Database
    private var nextTimelineID: Int64 = 1_300_000_000_000_001
    private var nextNoteID: Int64 = 400_000_000_001
    private var nextLeadUserID: Int64 = 1_200_000_000_000_001

    init(team: BookTeam, db: Database) {
        self.team = team
        self.db = db
    }

    mutating func write(_ lead: BookLead) throws {
        try insertLead(lead)
        try insertContacts(lead)
        for communication in lead.communications { try insert(communication, of: lead) }
        for activity in lead.activities { try insert(activity, of: lead) }
        for note in lead.notes { try insert(note, of: lead) }
        try insertChanges(lead)
    }

    private mutating func timelineID() -> Int64 {
        defer { nextTimelineID += 1 }
        return nextTimelineID
    }

    private mutating func insertLead(_ lead: BookLead) throws {
        nextLeadUserID += 1
        let searchText = LeadSearchText.of(
            firstName: lead.name.first,
            lastName: lead.name.last,
            emails: lead.emails,
            phones: lead.phones.map(\.number)
        )
        try execute(
            Self.leadSQL,
            [
                "id": lead.id, "leadUser": nextLeadUserID, "first": lead.name.first, "last": lead.name.last,
                "search": searchText, "source": lead.source, "sourceId": lead.sourceID,
                "stage": team.stageIDs[lead.stage], "assignee": lead.assigneeID, "lender": lead.lenderID,
                "pond": lead.pondID, "score": lead.score, "language": lead.name.language,
                "types": JSON.integers(lead.leadTypes).text, "isHidden": lead.isHidden,
                "isUnsubscribed": lead.isUnsubscribed, "cannotText": lead.cannotText, "cannotCall": lead.cannotCall,
                "cannotEmail": lead.cannotEmail, "owner": lead.assigneeID == 0 ? team.accountID : lead.assigneeID,
                "details": lead.details.text, "create": lead.createMillis, "update": lead.updateMillis,
                "touch": lead.touchMillis, "visit": lead.visitMillis, "call": lead.lastMillis(of: "Call"),
                "email": lead.lastMillis(of: "Email"),
                "inquiry": lead.details["leadInquiry"] == nil ? 0 : lead.createMillis,
                "searches": lead.count(.search), "views": lead.count(.browse), "favorites": lead.count(.favorite),
                "activities": lead.activities.count, "communications": lead.communications.count,
                "trash": lead.trashMillis, "reason": lead.trashMillis > 0 ? "Duplicate record" : "",
            ]
        )
    }

    private static let leadSQL = """
        INSERT INTO lead (
            id, leadUserId, firstName, lastName, searchText, source, sourceId, stageId, assigneeId, lenderId, pondId,
            score, language, leadTypes, isHidden, isUnsubscribed, cannotText, cannotCall, cannotEmail, ownershipScope,
            ownershipId, details, createMillis, assignMillis, updateMillis, touchMillis, visitMillis, callMillis,
            emailMillis, inquiryMillis, searches, views, favorites, siteActivities, communications, trashMillis,
            trashReason
        ) VALUES (
            :id, :leadUser, :first, :last, :search, :source, :sourceId, :stage, :assignee, :lender, :pond,
            :score, :language, :types, :isHidden, :isUnsubscribed, :cannotText, :cannotCall, :cannotEmail, 'PERSONAL',
            :owner, :details, :create, :create, :update, :touch, :visit, :call,
            :email, :inquiry, :searches, :views, :favorites, :activities, :communications, :trash, :reason
        )
        """

    private func insertContacts(_ lead: BookLead) throws {
        for (position, address) in lead.emails.enumerated() {
            try execute(
                "INSERT INTO leadEmail (leadId, position, address, folded) VALUES (:lead, :position, :address, :folded)",
                ["lead": lead.id, "position": position, "address": address, "folded": address.lowercased()]
            )
        }
        for (position, phone) in lead.phones.enumerated() {
            try execute(
                """
                INSERT INTO leadPhone (leadId, position, number, digits, status)
                VALUES (:lead, :position, :number, :digits, :status)
                """,
                [
                    "lead": lead.id, "position": position, "number": phone.number, "digits": phone.number.phoneDigits,
                    "status": phone.status,
                ]
            )
        }
        for tag in lead.tags {
            try execute(
                """
                INSERT INTO leadTag (leadId, tagId, createMillis, creatorId) VALUES (:lead, :tag, :millis, :creator)
                """,
                [
                    "lead": lead.id, "tag": team.tagIDs[tag], "millis": lead.createMillis + 60_000,
                    "creator": team.accountID,
                ]
            )
        }
        for (position, segment) in lead.segments.enumerated() {
            try execute(
                "INSERT INTO leadSegment (leadId, position, name) VALUES (:lead, :position, :name)",
                ["lead": lead.id, "position": position, "name": segment]
            )
        }
    }

    private mutating func insert(_ communication: BookLead.Communication, of lead: BookLead) throws {
        let isCall = communication.channel == "Call"
        try execute(
            """
            INSERT INTO communication (
                id, leadId, agentId, millis, channel, kind, direction, outcome, phone, emailEvent, subject, content,
                seconds
            ) VALUES (
                :id, :lead, :agent, :millis, :channel, :kind, :direction, :outcome, :phone, :event, :subject, :content,
                :seconds
            )
            """,
            [
                "id": timelineID(), "lead": lead.id, "agent": agent(of: lead), "millis": communication.millis,
                "channel": communication.channel, "kind": communication.kind,
                "direction": communication.isInbound ? "Inbound" : "Outbound", "outcome": communication.outcome,
                "phone": isCall ? lead.phones.first?.number : nil, "event": communication.emailEvent,
                "subject": communication.subject, "content": communication.inventedContent,
                "seconds": communication.inventedSeconds,
            ]
        )
    }

    private mutating func insert(_ activity: BookLead.SiteActivity, of lead: BookLead) throws {
        try execute(
            """
            INSERT INTO siteActivity (id, leadId, millis, type, text, link, picture, listing, scheduledDate, pageName)
            VALUES (:id, :lead, :millis, :type, :text, :link, :picture, :listing, :scheduled, :page)
            """,
            [
                "id": timelineID(), "lead": lead.id, "millis": activity.millis, "type": activity.kind.rawValue,
                "text": activity.text, "link": "https://homes.example.com/l/\(activity.millis % 100_000)",
                "picture": "https://homes.example.com/p/default.jpg", "listing": activity.listing?.text,
                "scheduled": activity.scheduledDate, "page": activity.pageName,
            ]
        )
    }

    private mutating func insert(_ note: BookLead.Note, of lead: BookLead) throws {
        nextNoteID += 1
        try execute(
            """
            INSERT INTO note (
                noteId, id, leadId, content, isPinned, isSystem, isDeleted, creatorId, createMillis, editorId,
                updateMillis
            ) VALUES (:noteId, :id, :lead, :content, :isPinned, :isSystem, 0, :creator, :millis, :creator, :millis)
            """,
            [
                "noteId": nextNoteID, "id": timelineID(), "lead": lead.id, "content": note.content,
                "isPinned": note.isPinned, "isSystem": note.isSystem, "creator": note.isSystem ? 0 : agent(of: lead),
                "millis": note.millis,
            ]
        )
    }

    /// The step from the first stage, which every lead beyond it has taken.
    private mutating func insertChanges(_ lead: BookLead) throws {
        guard lead.stage > 0 else { return }
        let stage = Team.Stage(id: team.stageIDs[lead.stage], name: BookTeam.stages[lead.stage])
        let event = SystemEvent.stageChange(from: BookTeam.stages[0], to: stage)
        try execute(
            """
            INSERT INTO systemLog (id, leadId, agentId, type, typeName, millis, toId, toType, refId, content)
            VALUES (:id, :lead, :agent, :type, :typeName, :millis, :lead, 2, :reference, :content)
            """,
            [
                "id": timelineID(), "lead": lead.id, "agent": agent(of: lead), "type": event.type,
                "typeName": event.typeName, "millis": lead.updateMillis, "reference": event.referenceID,
                "content": event.content.text,
            ]
        )
    }

    private func agent(of lead: BookLead) -> Int64 { lead.assigneeID == 0 ? team.accountID : lead.assigneeID }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
