import GRDB

/// Invents what is to be done for a lead and what was closed with it.
///
/// From a random stream of its own, so that the leads of a seed stay as they were before there were tasks.
struct BookWork {
    private static let minute: Int64 = 60_000
    private static let hour = 60 * minute
    private static let day = 24 * hour
    /// The stages of the pipeline from which on there is a transaction: under contract, and closed.
    private static let contractStage = 3
    private static let closedStage = 4

    private let team: BookTeam
    private let seed: UInt64
    private let nowMillis: Int64
    private let db: Database
    private var nextTaskID: Int64 = 1_500_000_000_000_001
    private var transactions: Int64 = 0

    init(team: BookTeam, seed: UInt64, nowMillis: Int64, db: Database) {
        self.team = team
        self.seed = seed ^ 0x5745_524B
        self.nowMillis = nowMillis
        self.db = db
    }

    mutating func write(_ lead: BookLead, _ index: Int) throws {
        var random = SplitMix64(seed: seed, stream: index)
        if lead.stage > 0 && random.chance(45) {
            for _ in 0..<random.number(1, 3) { try write(task(for: lead, &random), lead, &random) }
        }
        if lead.stage == Self.contractStage || lead.stage == Self.closedStage {
            try writeTransaction(lead, &random)
        }
    }
}

// MARK: - Tasks

extension BookWork {
    private static let contents: [(TaskKind, [String])] = [
        (.call, ["Call about the inspection report", "Ask how the showing went", "Check in about the lease end"]),
        (.email, ["Send three homes that fit", "Send the comparables"]),
        (.text, ["Confirm Saturday 10:00", "Text the gate code"]),
        (.other, ["Order the yard sign", "Prepare the buyer agreement"]),
        (.appointment, ["Showing", "Listing presentation", "Closing at the title company"]),
    ]

    /// Half of them lie ahead, the others behind.
    private func task(for lead: BookLead, _ random: inout SplitMix64) -> TaskDraft {
        let (kind, contents) = random.pick(Self.contents)
        let offset = Int64(random.number(-240, 240)) * Self.hour
        let earliest = lead.createMillis + Self.hour
        let start = max(earliest, (nowMillis + offset) / (30 * Self.minute) * (30 * Self.minute))
        let place = random.pick(BookInterests.places)
        let address = "\(random.number(100, 9_900)) \(random.pick(BookInterests.streets)), \(place.city), TX"
        let isPlanned = !kind.isAppointment && random.chance(20)
        return TaskDraft(
            leadID: lead.id,
            kind: kind,
            role: .agent,
            origin: isPlanned ? .smartPlan : .person,
            content: random.pick(contents),
            address: kind.isAppointment ? address : nil,
            startMillis: start,
            endMillis: kind.isAppointment ? start + Self.hour : start,
            timeZone: "America/Chicago"
        )
    }

    /// What lies behind is mostly done; the rest is overdue.
    private mutating func write(_ task: TaskDraft, _ lead: BookLead, _ random: inout SplitMix64) throws {
        nextTaskID += 1
        let creator = lead.assigneeID == 0 ? team.accountID : lead.assigneeID
        let create = max(lead.createMillis, min(nowMillis - Self.minute, task.startMillis - Self.day))
        try task.insert(id: nextTaskID, by: task.origin == .smartPlan ? 0 : creator, nowMillis: create, db)
        guard task.endMillis < nowMillis, random.chance(70) else { return }
        let statement = try db.cachedStatement(
            sql: "UPDATE task SET finishMillis = :end, updateMillis = :end WHERE id = :id"
        )
        try statement.execute(arguments: ["end": task.endMillis, "id": nextTaskID])
    }
}

// MARK: - Transactions

extension BookWork {
    private mutating func writeTransaction(_ lead: BookLead, _ random: inout SplitMix64) throws {
        transactions += 1
        let isSeller = lead.leadTypes.contains(1)
        let type = isSeller ? "Listing" : lead.leadTypes.contains(5) ? "Lease" : "Purchase"
        let isClosed = lead.stage == Self.closedStage
        let pipeline = WorkDefinitions.pipelines.first { $0.type == type }
        guard let closed = pipeline?.stages.firstIndex(of: "Closed") else { return }
        let place = random.pick(BookInterests.places)
        let street = "\(random.number(100, 9_900)) \(random.pick(BookInterests.streets))"
        let create = lead.createMillis + (nowMillis - lead.createMillis) / 3
        let row = TransactionRow(
            id: 700_000_000_000 + transactions,
            leadID: lead.id,
            name: street,
            type: type,
            stageID: try stageID(type, isClosed ? closed : closed - 1),
            details: details(type, create: create, isClosed: isClosed, &random),
            address: [
                "unit": nil, "label": nil, "state": "TX", "city": .string(place.city), "zipCode": .string(place.zip),
                "streetAddress": .string(street), "county": nil,
            ],
            propertyID: 8_000_000_000 + transactions
        )
        try row.insert(createMillis: create, updateMillis: max(create, lead.updateMillis), db)
    }

    private func stageID(_ type: String, _ position: Int) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "SELECT id FROM transactionStage WHERE type = :type AND position = :position"
        )
        guard let id = try Int64.fetchOne(statement, arguments: ["type": type, "position": position]) else {
            throw SandboxError.internalError
        }
        return id
    }

    /// 3 % of the price, of which the agent keeps seven tenths.
    private func details(
        _ type: String,
        create: Int64,
        isClosed: Bool,
        _ random: inout SplitMix64
    ) -> JSON {
        let price = type == "Lease" ? Int64(random.number(12, 45)) * 100 : Int64(random.number(25, 140)) * 10_000
        let commission = price * 3 / 100
        let close = create + (nowMillis - create) / 2
        return [
            "homePrice": .integer(price),
            "commissionRate": 3,
            "gci": .integer(commission),
            "teamRevenue": .integer(commission - commission * 7 / 10),
            "agentRevenue": .integer(commission * 7 / 10),
            "contractDate": .integer(create),
            "expectedCloseDate": .integer(isClosed ? close : nowMillis + Int64(random.number(5, 45)) * Self.day),
            "closeDate": isClosed ? .integer(close) : nil,
        ]
    }
}
