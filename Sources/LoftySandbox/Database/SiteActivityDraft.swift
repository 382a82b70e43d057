import GRDB

/// Something a lead did on a website.
struct SiteActivityDraft: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable {
        case search = "Search"
        case browse = "Browse"
        case favorite = "Favorite"
        case request = "Request"
        case submission = "Submission"
    }

    let kind: Kind
    let text: String
    let link: String
    let picture: String
    let createMillis: Int64
    let listing: JSON?
    let scheduledDate: String
    let pageName: String?

    init(_ fields: BodyFields) throws(SandboxError) {
        guard let kind = Kind(rawValue: try fields.requiredString("type")) else {
            throw .invalidParameter("type must be Search, Browse, Favorite, Request or Submission")
        }
        self.kind = kind
        text = try fields.requiredString("text")
        link = try fields.requiredString("link")
        picture = try fields.requiredString("picture")
        createMillis = try fields.requiredInteger("created")
        listing = try fields.object("listing")
        scheduledDate = try fields.string("scheduledDate") ?? ""
        pageName = try fields.string("pageName")
        // Four digits of a year are all that the other date formats of the contract can hold.
        guard (1...253_402_300_799_999).contains(createMillis) else {
            throw .invalidParameter("created must be milliseconds since 1970")
        }
    }

    func insert(on leadID: Int64, for call: Call, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO siteActivity (
                    id, leadId, millis, type, text, link, picture, listing, scheduledDate, pageName
                ) VALUES (:id, :lead, :millis, :type, :text, :link, :picture, :listing, :scheduled, :page)
                """,
            arguments: [
                "id": try IDSequence.timeline.next(db), "lead": leadID, "millis": createMillis,
                "type": kind.rawValue, "text": text, "link": link, "picture": picture, "listing": listing?.text,
                "scheduled": scheduledDate, "page": pageName,
            ]
        )
        try db.execute(
            sql: """
                UPDATE lead SET siteActivities = siteActivities + 1, updateMillis = :now,
                    visitMillis = max(visitMillis, :millis),
                    searches = searches + (:type = 'Search'), views = views + (:type = 'Browse'),
                    favorites = favorites + (:type = 'Favorite')
                WHERE id = :lead
                """,
            arguments: ["lead": leadID, "millis": createMillis, "type": kind.rawValue, "now": call.nowMillis]
        )
        try DomainEvent.siteActivity(lead: leadID).record(at: call.nowMillis, db)
    }
}
