import GRDB

/// Lets one thing happen, the same for the same seed, number, clock and book.
///
/// It goes through the operations that a client would call, so routing, the system log and webhooks see it.
struct LiveScene: Sendable {
    let seed: UInt64
    let router: Router
    let oddities: SandboxOddities
    let nowMillis: Int64

    /// Those who came last are the ones that stir.
    private static let liveliest = 200

    /// Number and random numbers come from the database: a restarted sandbox goes on where it was.
    func happen(_ db: Database) throws -> LiveEvent {
        let number = try IDSequence.live.next(db)
        var random = SplitMix64(seed: seed, stream: Int(number))
        let account = try Member.fetchAccount(db)
        let event = LiveEvent.pick(&random)
        guard let lead = try lead(for: account, &random, db) else {
            try arrive(account, &random, db)
            return .arrival
        }
        try happen(event, to: lead, account, &random, db)
        return event
    }

    private func lead(for account: Member, _ random: inout SplitMix64, _ db: Database) throws -> Int64? {
        let leads = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM lead WHERE trashMillis = 0 AND \(LeadVisibility.condition)
                ORDER BY createMillis DESC, id DESC LIMIT :liveliest
                """,
            arguments: ["caller": account.recordID, "liveliest": Self.liveliest]
        )
        return leads.isEmpty ? nil : random.pick(leads)
    }

    private func happen(
        _ event: LiveEvent,
        to lead: Int64,
        _ account: Member,
        _ random: inout SplitMix64,
        _ db: Database
    ) throws {
        let path = "/v1.0/leads/\(lead)"
        switch event {
        case .arrival: try arrive(account, &random, db)
        case .visit: try send(.post, path + "/activity", visit(&random), account, db)
        case .reply: try reply(&random).insert(on: lead, nowMillis: nowMillis, db)
        case .stageMove:
            let stage = random.pick(try Team.fetch(db).stages).name
            try send(.put, path, ["stage": .string(stage)], account, db)
        case .tag: try send(.put, path, ["tagsAdd": [.string(random.pick(BookTeam.tags))]], account, db)
        case .reassignment:
            let agents = try Member.fetchAll(db).filter { $0.isAccepted && $0.roleName == "Agent" }
            guard !agents.isEmpty else { return }
            let body: JSON = [["role": "Agent", "assignee": .string(random.pick(agents).email)]]
            try send(.post, path + "/assignment", body, account, db)
        }
    }

    private func send(_ verb: HTTPVerb, _ path: String, _ body: JSON, _ caller: Member, _ db: Database) throws {
        let match = try router.match(method: verb.rawValue, path: path)
        let call = Call(
            caller: caller,
            query: try QueryItems(""),
            parameters: match.parameters,
            mediaType: "application/json",
            bytes: body.utf8Text,
            nowMillis: nowMillis,
            oddities: oddities
        )
        switch match.route.action {
        case .read(let handler), .write(let handler): _ = try handler(call, db)
        }
    }
}

// MARK: - What they say and do

extension LiveScene {
    private static let sources = ["Website", "Google", "Facebook", "Open House", "Referral"]

    private func arrive(_ account: Member, _ random: inout SplitMix64, _ db: Database) throws {
        let name = BookNames.make(&random)
        let place = random.pick(BookInterests.places)
        let price = Int64(random.number(25, 95)) * 10_000
        let body: JSON = [
            "firstName": .string(name.first), "lastName": .string(name.last),
            // The number keeps people of the same name apart.
            "emails": [.string("\(name.handle).\(random.number(10_000, 9_999_999))@example.com")],
            "phones": [.string("51255501\(random.number(10, 99))")],
            "source": .string(random.pick(Self.sources)), "leadTypes": [.integer(random.chance(25) ? 1 : 2)],
            "language": .string(name.language),
            "inquiry": [
                "priceMin": .integer(price - 100_000), "priceMax": .integer(price),
                "locations": [["city": .string(place.city), "stateCode": "TX", "zipCode": .string(place.zip)]],
            ],
        ]
        try send(.post, "/v1.0/leads", body, account, db)
    }

    private func visit(_ random: inout SplitMix64) -> JSON {
        let kind = random.pick(weighted: [(SiteActivityDraft.Kind.browse, 70), (.favorite, 15), (.search, 15)])
        let place = random.pick(BookInterests.places)
        let street = "\(random.number(100, 9_900)) \(random.pick(BookInterests.streets))"
        return [
            "type": .string(kind.rawValue), "text": .string(kind == .search ? "\(place.city), 3+ beds" : street),
            "link": .string("https://homes.example.com/l/\(random.number(10_000, 99_999))"),
            "picture": "https://homes.example.com/p/default.jpg", "created": .integer(nowMillis),
            "listing": [
                "streetAddress": .string(street), "city": .string(place.city), "state": "Texas",
                "zipCode": .string(place.zip), "price": .integer(Int64(random.number(20, 180)) * 10_000),
            ],
        ]
    }

    private static let sayings = [
        "Is this one still available?", "Could we see it on Saturday?", "Thanks, I will talk to my partner.",
        "That is above our budget.", "Please call me after six.", "We are ready to make an offer.",
    ]

    private func reply(_ random: inout SplitMix64) -> InboundReply {
        let isText = random.chance(70)
        return InboundReply(
            channel: isText ? .text : .email,
            subject: isText ? nil : "Re: Your home search",
            content: random.pick(Self.sayings)
        )
    }
}
