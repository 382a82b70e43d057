import GRDB

@testable import LoftySandbox

/// The book as plain values, and what a lead list has to say about it, told without SQL.
struct PlainBook {
    struct Lead {
        let row: Row
        let stage: String
        let emails: Set<String>
        let phones: Set<String>
        let tags: Set<String>
        let segments: Set<String>
        /// Members by the id of their role.
        let roles: [Int64: Int64]

        func integer(_ column: String) -> Int64 { row[column] }
        func text(_ column: String) -> String { row[column] }
    }

    let leads: [Lead]
    let members: [Member]
    private let accessRoles: [Int64: String]
    private let offices: [Int64: Int64]
    private let roleIDs: [String: Int64]

    init(_ db: Database) throws {
        let stages = try Self.texts("SELECT id AS leadId, name FROM stage", db)
        let emails = try Self.texts("SELECT leadId, folded FROM leadEmail", db)
        let phones = try Self.texts("SELECT leadId, digits FROM leadPhone", db)
        let tags = try Self.texts("SELECT leadId, name FROM leadTag JOIN tag ON tag.id = tagId", db)
        let segments = try Self.texts("SELECT leadId, name FROM leadSegment", db)
        var roles: [Int64: [Int64: Int64]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT leadId, roleId, assigneeId FROM leadRole") {
            roles[row["leadId"], default: [:]][row["roleId"]] = row["assigneeId"]
        }
        leads = try Row.fetchAll(db, sql: "SELECT * FROM lead").map { row in
            let id: Int64 = row["id"]
            return Lead(
                row: row,
                stage: stages[row["stageId"]]?.first ?? "",
                emails: emails[id] ?? [],
                phones: phones[id] ?? [],
                tags: tags[id] ?? [],
                segments: segments[id] ?? [],
                roles: roles[id] ?? [:]
            )
        }
        members = try Member.fetchAll(db)
        accessRoles = try Row.fetchAll(db, sql: "SELECT recordId, accessRole FROM member")
            .reduce(into: [:]) { $0[$1["recordId"]] = $1["accessRole"] }
        offices = try Row.fetchAll(db, sql: "SELECT id, parentId FROM office")
            .reduce(into: [:]) { $0[$1["id"]] = $1["parentId"] }
        roleIDs = try Row.fetchAll(db, sql: "SELECT id, name FROM role").reduce(into: [:]) { $0[$1["name"]] = $1["id"] }
    }

    private static func texts(_ sql: String, _ db: Database) throws -> [Int64: Set<String>] {
        try Row.fetchAll(db, sql: sql).reduce(into: [:]) { $0[$1[0], default: []].insert($1[1]) }
    }

    /// All matches in order.
    func matches(of query: LeadListQuery, for caller: Member) -> [ScrollPosition] {
        let kept = leads.filter { lead in
            lead.integer("trashMillis") == 0 && lead.integer("createMillis") <= query.newestVisibleMillis
                && sees(caller, lead) && query.filters.allSatisfy { keeps($0, lead) }
        }
        let positions = kept.map {
            ScrollPosition(value: $0.integer(query.order.column), leadID: $0.integer("id"), delivered: 0)
        }
        let ascending = positions.sorted { ($0.value, $0.leadID) < ($1.value, $1.leadID) }
        return query.isDescending ? ascending.reversed() : ascending
    }
}

// MARK: - Who sees what

extension PlainBook {
    private func sees(_ caller: Member, _ lead: Lead) -> Bool {
        let agent = lead.integer("assigneeId")
        if agent == caller.recordID { return true }
        guard lead.integer("isHidden") == 0 else { return false }
        let role = accessRoles[caller.recordID]
        if role == "admin" || role == "owner" || agent == 0 { return true }
        if lead.integer("lenderId") == caller.recordID || lead.roles.values.contains(caller.recordID) { return true }
        let led = role == "teamLead" ? tree(under: caller.officeID) : []
        if members.contains(where: { $0.recordID == agent && led.contains($0.officeID) }) { return true }
        switch lead.text("ownershipScope") {
        case "TEAM": return true
        case "PERSONAL": return lead.integer("ownershipId") == caller.recordID
        case "OFFICE": return led.union([caller.officeID]).contains(lead.integer("ownershipId"))
        default: return false
        }
    }

    private func tree(under office: Int64) -> Set<Int64> {
        offices.filter { $0.value == office }.reduce(into: [office]) { $0.formUnion(tree(under: $1.key)) }
    }
}

// MARK: - Filters

extension PlainBook {
    private func keeps(_ filter: LeadFilter, _ lead: Lead) -> Bool {
        switch filter {
        case .stage(let name): return lead.stage == name
        case .source(let name): return lead.text("source") == name
        case .phone(let digits): return lead.phones.contains(digits)
        case .email(let address): return lead.emails.contains(address)
        case .key(let key): return contains(Array(lead.text("searchText").utf8), LeadSearchText.fold(key: key))
        case .assignee(let id): return lead.integer("assigneeId") == id
        case .contacted(let isContacted): return (lead.integer("touchMillis") > 0) == isContacted
        case .segments(let names): return !lead.segments.isDisjoint(with: names)
        case .allTags(let names): return lead.tags.isSuperset(of: names)
        case .anyTags(let names): return !lead.tags.isDisjoint(with: names)
        case .languages(let names): return names.contains(lead.text("language"))
        case .office(let id, let withSuboffices):
            let ids = withSuboffices ? tree(under: id) : [id]
            return members.contains { $0.recordID == lead.integer("assigneeId") && ids.contains($0.officeID) }
        case .role(let name, let ids):
            switch name {
            case "Agent": return ids.contains(lead.integer("assigneeId"))
            case "Lender": return ids.contains(lead.integer("lenderId"))
            default: return roleIDs[name].flatMap { lead.roles[$0] }.map(ids.contains) ?? false
            }
        }
    }

    private func contains(_ text: [UInt8], _ key: String) -> Bool {
        let key = Array(key.utf8)
        guard text.count >= key.count else { return false }
        return (0...text.count - key.count).contains { text[$0..<$0 + key.count].elementsEqual(key) }
    }
}
