import GRDB
import Testing

@testable import LoftySandbox

@Suite("Lead lists at random")
struct LeadListPropertyTests {
    private static let now: Int64 = 1_795_000_000_000

    @Test(
        "whatever was written, every way to every list finds the same page and total as plain reading",
        arguments: [1, 2, 3, 4] as [UInt64]
    )
    func everyWay(seed: UInt64) throws {
        let queue = try DatabaseQueue()
        try SandboxSchema.migrator.migrate(queue)
        var random = SplitMix64(seed: seed, stream: 0)
        try queue.write { db in
            try Book(seed: seed, leads: 150, nowMillis: Self.now).write(to: db)
            for _ in 0..<3 {
                for _ in 0..<120 { try RandomWrite.perform(&random, db) }
                let book = try PlainBook(db)
                for _ in 0..<60 { try check(Self.query(book, &random), book, seed: seed, &random, db) }
            }
            try checkCells(seed: seed, db)
        }
    }

    private func check(
        _ query: LeadListQuery,
        _ book: PlainBook,
        seed: UInt64,
        _ random: inout SplitMix64,
        _ db: Database
    ) throws {
        var query = query
        let caller = random.pick(book.members)
        let matches = book.matches(of: query, for: caller)
        let start = random.number(0, max(0, matches.count - 1))
        var expected = matches.dropFirst(start).prefix(Int(query.limit)).map { $0 }
        query.page = .offset(Int64(start))
        if random.chance(50), start > 0 {
            var position = matches[start - 1]
            position.delivered = Int64(start)
            query.page = .after(position)
        }
        for index in expected.indices { expected[index].delivered = Int64(start + index) + 1 }
        let text: Comment = "seed \(seed), \(caller.fullName): \(query)"
        let answer = try query.answer(visibleTo: caller.recordID, db)
        #expect(answer.total == matches.count, text)
        #expect(answer.page == expected, text)
        guard !matches.isEmpty else { return }
        let selection = try LeadSelection(query, visibleTo: caller.recordID, db)
        let costs = LeadCosts(of: selection)
        for (way, _) in costs.waysToPage(total: matches.count) {
            #expect(try selection.page(way) == expected, "\(way), \(text)")
        }
        guard !selection.filters.isEmpty else { return }
        let counts = try costs.waysToCount(selection.filters).map { try selection.count(by: $0.way, selection.filters) }
        #expect(Set(counts).count == 1, "\(counts), \(text)")
    }

    /// What triggers keep must be what would be made from nothing.
    private func checkCells(seed: UInt64, _ db: Database) throws {
        let odd = try Int.fetchAll(
            db,
            sql: """
                SELECT lead.id FROM lead LEFT JOIN leadCell AS cell ON cell.id = lead.cellId
                WHERE iif(trashMillis > 0, cellId <> 0, (
                    cell.assigneeId, cell.stageId, cell.source, cell.language, cell.isHidden, cell.lenderId,
                    cell.ownershipScope, cell.ownershipId, cell.isContacted
                ) IS NOT (
                    lead.assigneeId, lead.stageId, lead.source, lead.language, lead.isHidden, lead.lenderId,
                    lead.ownershipScope, lead.ownershipId, lead.touchMillis > 0
                ))
                """
        )
        #expect(odd.isEmpty, "seed \(seed): in a wrong cell")
        let sizes = "SELECT count(*) FROM lead WHERE lead.cellId = leadCell.id"
        let wrong = try Int.fetchOne(db, sql: "SELECT count(*) FROM leadCell WHERE leads <> (\(sizes)) OR leads = 0")
        #expect(wrong == 0, "seed \(seed): cells of a wrong size")
        // FTS5 compares its index with the text and throws when they differ.
        try db.execute(sql: "INSERT INTO leadSearch (leadSearch, rank) VALUES ('integrity-check', 1)")
    }
}

// MARK: - Questions

extension LeadListPropertyTests {
    private static func query(_ book: PlainBook, _ random: inout SplitMix64) -> LeadListQuery {
        var query = LeadListQuery()
        query.order = random.pick(LeadOrder.allCases)
        query.isDescending = random.chance(50)
        query.limit = Int64(random.number(1, 40))
        if random.chance(20) {
            query.newestVisibleMillis = random.pick(book.leads).integer("createMillis")
        }
        // Values of one lead, so that most combinations find something.
        let lead = random.pick(book.leads)
        for _ in 0..<random.pick(weighted: [(0, 1), (1, 4), (2, 3), (3, 1)]) {
            query.filters.append(filter(lead, book, &random))
        }
        return query
    }

    private static func filter(
        _ lead: PlainBook.Lead,
        _ book: PlainBook,
        _ random: inout SplitMix64
    ) -> LeadFilter {
        let other = random.pick(book.leads)
        let tags = Array(lead.tags.sorted().prefix(2)) + other.tags.sorted().prefix(random.number(0, 1))
        switch random.number(0, 12) {
        case 0: return .stage(lead.stage)
        case 1: return .source(lead.text("source"))
        case 2: return .phone(lead.phones.sorted().first ?? "5125550100")
        case 3: return .email(lead.emails.sorted().first ?? "nobody@example.com")
        case 4: return .assignee(lead.integer("assigneeId"))
        case 5: return .contacted(random.chance(50))
        case 6: return .segments(["VIP Clients", "Lake Travis", "VIP Clients"].dropLast(random.number(0, 2)))
        case 7: return .allTags(tags.isEmpty ? ["Hot"] : tags)
        case 8: return .anyTags(tags.isEmpty ? ["VIP", "Hot"] : tags)
        case 9: return .office(Int64(random.number(1, 3)), withSuboffices: random.chance(50))
        case 10: return .languages([lead.text("language"), "en"].dropLast(random.number(0, 1)))
        case 11:
            let member = random.pick(book.members).recordID
            return .role(name: random.pick(["Agent", "Lender", "Assistant", "ISA"]), assignees: [member, 7])
        default: return .key(key(lead.text("searchText"), &random))
        }
    }

    /// A piece of the text, of one to nine characters.
    private static func key(_ text: String, _ random: inout SplitMix64) -> String {
        let scalars = Array(text.unicodeScalars)
        let start = random.number(0, max(0, scalars.count - 3))
        let piece = scalars[start...].prefix(random.number(1, 9))
        return String(String.UnicodeScalarView(piece.isEmpty ? ["a"] : piece))
    }
}

/// A change of the tables that no endpoint makes in so many ways.
enum RandomWrite {
    static func perform(_ random: inout SplitMix64, _ db: Database) throws {
        let lead = random.pick(try Int64.fetchAll(db, sql: "SELECT id FROM lead"))
        let other = random.pick(try Int64.fetchAll(db, sql: "SELECT id FROM lead"))
        let member = random.pick(try Int64.fetchAll(db, sql: "SELECT recordId FROM member") + [0])
        let arguments: StatementArguments = [
            "lead": lead, "other": other, "member": member, "number": random.number(0, 3),
            "text": random.pick(["Radio", "TEAM", "es", "jane \"q\" doe\n5125550100", "æøå 房子 🎉🎉🎉", "x", ""]),
        ]
        try db.execute(sql: random.pick(statements), arguments: arguments)
    }

    private static let statements = [
        "UPDATE lead SET stageId = (SELECT stageId FROM lead WHERE id = :other) WHERE id = :lead",
        "UPDATE lead SET source = :text WHERE id = :lead",
        "UPDATE lead SET language = :text, score = :number WHERE id = :lead",
        "UPDATE lead SET assigneeId = :member WHERE id IN (:lead, :other)",
        "UPDATE lead SET lenderId = :member, views = :number WHERE id = :lead",
        "UPDATE lead SET isHidden = :number = 0 WHERE id = :lead",
        "UPDATE lead SET ownershipScope = 'TEAM' WHERE id = :lead AND :number = 0",
        "UPDATE lead SET ownershipScope = 'OFFICE', ownershipId = :number WHERE id = :lead",
        "UPDATE lead SET ownershipScope = 'PERSONAL', ownershipId = :member WHERE id = :lead",
        "UPDATE lead SET touchMillis = :number * 1000, callMillis = :number WHERE id = :lead",
        "UPDATE lead SET trashMillis = :number WHERE id = :lead",
        "UPDATE lead SET trashMillis = 0, source = :text, touchMillis = 5 WHERE id = :lead",
        "UPDATE lead SET searchText = :text WHERE id = :lead",
        "UPDATE lead SET searchText = (SELECT searchText FROM lead WHERE id = :other) WHERE id = :lead",
        "INSERT OR REPLACE INTO leadRole (leadId, roleId, assigneeId) VALUES (:lead, 140, :member)",
        "INSERT OR REPLACE INTO leadRole (leadId, roleId, assigneeId) VALUES (:lead, 130, :member)",
        "DELETE FROM leadTag WHERE leadId = :lead",
        "DELETE FROM leadSegment WHERE leadId = :lead",
        """
        INSERT OR IGNORE INTO leadTag (leadId, tagId, createMillis, creatorId)
        SELECT :lead, tagId, 0, 0 FROM leadTag WHERE leadId = :other
        """,
    ]
}
