public import FoundationEssentials

/// What a person saw of a lead when they looked at it, to tell later what changed since.
public struct LeadLook: Hashable, Sendable, Codable {
    public var date: Date
    public var stage: String?
    public var owner: String?
    public var score: Int?
    public var tags: [String]
    public var lowestPrice: Int64?
    public var highestPrice: Int64?
    public var lastVisitAt: Date?
    /// Entries of the timeline that were still to come, by ``TimelineEntry/id``; `nil` for none.
    package private(set) var planned: [String]?
    /// Until when the timeline was on the screen, where that was not until ``date``.
    private var pastSeen: Date?

    public init(at lead: Lead, on date: Date) { self.init(at: lead, on: date, planned: nil) }

    /// The same with what of its timeline was on the screen.
    ///
    /// `planned` are the entries that were still to come. What had happened showed until `pastSeen`: `nil` for `date`, the
    /// distant past when it showed nothing.
    package init(at lead: Lead, on date: Date, planned: [String]?, pastSeen: Date? = nil) {
        self.date = date
        self.planned = planned
        self.pastSeen = pastSeen
        stage = lead.stage
        owner = lead.assignee?.name
        score = lead.score
        tags = lead.tags
        lowestPrice = lead.inquiry.priceMin
        highestPrice = lead.inquiry.priceMax
        lastVisitAt = lead.lastVisitAt
    }

    /// What happened until then was on the screen; the distant past for a timeline that never was.
    package var pastSeenAt: Date { pastSeen ?? date }

    /// Shows what a change is about as the lead has it, since the person has made the change or taken it back themselves.
    package mutating func see(_ change: LeadChange, in lead: Lead) {
        switch change {
        case .setStage: stage = lead.stage
        case .assign: owner = lead.assignee?.name
        case .addTag(let tag), .removeTag(let tag):
            tags = tags.filter { $0.lowercased() != tag.lowercased() } + lead.spellings(of: tag)
        case .setField(.priceMin, from: _, to: _): lowestPrice = lead.inquiry.priceMin
        case .setField(.priceMax, from: _, to: _): highestPrice = lead.inquiry.priceMax
        case .setField, .create, .setHidden, .addNote, .logCall, .trash, .followUp, .snooze, .deal: break
        }
    }

    /// One thing that is not as it was.
    public enum Change: Hashable, Sendable {
        case stage(from: String?, to: String?)
        case owner(from: String?, to: String?)
        case score(from: Int?, to: Int?)
        /// In the order of the lead.
        case tags(added: [String], removed: [String])
        case price
        case visited(Date)
    }

    /// What is different now, what decides first.
    public func changes(to lead: Lead) -> [Change] {
        let now = LeadLook(at: lead, on: date)
        var changes: [Change] = []
        if now.stage != stage { changes.append(.stage(from: stage, to: now.stage)) }
        if now.owner != owner { changes.append(.owner(from: owner, to: now.owner)) }
        if now.score != score { changes.append(.score(from: score, to: now.score)) }
        let added = now.tags.filter { !tags.contains($0) }
        let removed = tags.filter { !now.tags.contains($0) }
        if !added.isEmpty || !removed.isEmpty { changes.append(.tags(added: added, removed: removed)) }
        if (now.lowestPrice, now.highestPrice) != (lowestPrice, highestPrice) { changes.append(.price) }
        if let visit = now.lastVisitAt, visit > lastVisitAt ?? .distantPast { changes.append(.visited(visit)) }
        return changes
    }
}
