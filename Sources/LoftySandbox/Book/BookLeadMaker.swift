/// Invents leads, each from a random stream of its own.
struct BookLeadMaker: Sendable {
    /// The lead of the guide's examples.
    static let guideLeadID: Int64 = 563_172_647_619_608
    private static let day: Int64 = 86_400_000

    let team: BookTeam
    let seed: UInt64
    /// Leads that the account can see.
    let count: Int
    let nowMillis: Int64

    /// Where the lead of the guide stands, counted from the newest: some weeks old.
    private var guideIndex: Int { count * 23 / 100 }

    /// A lead of the account's book; index 0 is the newest.
    func lead(_ index: Int) -> BookLead {
        var random = SplitMix64(seed: seed, stream: index)
        let age = age(position: (Double(index) + random.fraction()) / Double(count))
        var lead = person(index, createMillis: nowMillis - age, &random)
        lead.id = id(index, &random)
        if index == guideIndex {
            lead.stage = 0
        } else {
            assign(&lead, index, &random)
        }
        BookHistory(team: team, nowMillis: nowMillis).write(&lead, index, &random)
        return lead
    }

    /// A lead that the account must not know of: another agent's secret, or trash.
    func invisibleLead(_ index: Int, isTrash: Bool) -> BookLead {
        var random = SplitMix64(seed: seed, stream: count + index)
        let age = Int64(random.number(3, 700)) * Self.day
        var lead = person(count + index, createMillis: nowMillis - age, &random)
        lead.id = 1_180_000_000_000_000 + Int64(index) * 101
        if isTrash {
            lead.trashMillis = nowMillis - age / 2
        } else {
            lead.isHidden = true
            lead.assigneeID = random.pick(team.agentIDs.filter { $0 != team.accountID })
        }
        BookHistory(team: team, nowMillis: nowMillis).write(&lead, index, &random)
        return lead
    }

    /// Some minutes old at position 0, two years at 1, and many in the last days.
    private func age(position: Double) -> Int64 {
        let day = Double(Self.day)
        switch position {
        case ..<0.06:
            let share = position / 0.06
            return Int64(180_000 + share * share * day)
        case ..<0.2: return Int64(day * (1 + (position - 0.06) / 0.14 * 13))
        default:
            let share = (position - 0.2) / 0.8
            return Int64(day * (14 + share * (0.4 + 0.6 * share) * 716))
        }
    }

    /// Ascending with age; some beyond 2^53 and one near the end of Int64, which a `Double` would bend.
    private func id(_ index: Int, _ random: inout SplitMix64) -> Int64 {
        if index == guideIndex { return Self.guideLeadID }
        if index == 3 { return Int64.max - 807 }
        if index % 97 == 5 { return 9_007_199_254_740_993 + Int64(index) * 2 }
        return 1_100_000_000_000_000 + Int64(count - index) * 7_919 + Int64(random.number(0, 7_000))
    }
}

// MARK: - Person

extension BookLeadMaker {
    private static let sources: [(String, Int)] = [
        ("Zillow", 22), ("Google", 14), ("Website", 18), ("Facebook", 12), ("Realtor.com", 10), ("Open House", 7),
        ("Referral", 7), ("Import", 5), ("Sphere", 5),
    ]

    private static let areaCodes = [
        "512", "737", "210", "214", "469", "972", "713", "281", "832", "817", "254", "361", "409", "432", "830", "903",
        "915", "936", "940", "956", "979", "303", "720", "415", "510", "650", "408", "213", "310", "323", "619", "916",
        "206", "425", "503", "602", "480", "702", "801", "505", "312", "773", "847", "630", "313", "612", "414", "317",
        "614", "216", "513", "412", "215", "212", "718", "917", "646", "516", "617", "508", "203", "401", "603", "207",
        "404", "770", "678", "305", "786", "954", "561", "407", "813", "727", "904", "850", "704", "919", "336", "803",
        "843", "615", "901", "865", "502", "804", "703", "571", "410", "301", "202", "302", "405", "918", "501", "504",
        "225", "205", "601", "816",
    ]

    private func person(_ index: Int, createMillis: Int64, _ random: inout SplitMix64) -> BookLead {
        let isUnusual = index < 144 ? index % 12 == 6 : index % 60 == 6
        let name = isUnusual ? BookNames.unusual(index / 12) : BookNames.make(&random)
        let source = random.pick(weighted: Self.sources)
        let sourceIndex = Self.sources.firstIndex { $0.0 == source } ?? 0
        var lead = BookLead(
            id: 0,
            name: name,
            source: source,
            sourceID: source == "Import" || source == "Sphere" ? -1 : 10 + Int64(sourceIndex),
            stage: stage(age: nowMillis - createMillis, &random),
            assigneeID: 0,
            createMillis: createMillis
        )
        addContacts(to: &lead, index, &random)
        addPermissions(to: &lead, index, &random)
        BookInterests.write(&lead, &random)
        return lead
    }

    /// 555-01xx with real area codes; the first ten thousand leads share no number.
    private func addContacts(to lead: inout BookLead, _ index: Int, _ random: inout SplitMix64) {
        if random.chance(93) {
            lead.emails.append(
                "\(lead.name.handle)\(index)@\(random.pick(["example.com", "example.org", "example.net"]))"
            )
        }
        if random.chance(9) { lead.emails.append("\(lead.name.handle).work\(index)@example.com") }
        if random.chance(91) || lead.emails.isEmpty {
            let area = Self.areaCodes[index / 100 % Self.areaCodes.count]
            lead.phones.append(("\(area)55501\(Self.twoDigits(index % 100))", 2))
        }
        if random.chance(8) {
            lead.phones.append(("\(random.pick(Self.areaCodes))55501\(Self.twoDigits(random.number(0, 99)))", 2))
        }
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private func addPermissions(to lead: inout BookLead, _ index: Int, _ random: inout SplitMix64) {
        for position in lead.phones.indices {
            lead.phones[position].status = random.pick(weighted: [(2, 88), (1, 4), (4, 5), (5, 3)])
        }
        lead.cannotCall = lead.phones.contains { $0.status == 5 } || random.chance(2)
        lead.cannotText = random.chance(4)
        lead.cannotEmail = random.chance(3)
        lead.isUnsubscribed = lead.cannotEmail || random.chance(6)
        lead.score = Int64(random.number(0, 60)) + (random.chance(25) ? Int64(random.number(10, 40)) : 0)
        if random.chance(9) { lead.lenderID = team.memberIDs[5] }
        if random.chance(14) {
            lead.segments = [random.pick(["Downtown Area", "Lake Travis", "VIP Clients", "Spring Mailer"])]
        }
        let tagCount = random.pick(weighted: [(0, 30), (1, 35), (2, 22), (3, 9), (5, 4)])
        lead.tags = Array(Set((0..<tagCount).map { _ in random.number(0, BookTeam.tags.count - 1) })).sorted()
    }

    private func stage(age: Int64, _ random: inout SplitMix64) -> Int {
        if age < Self.day { return random.pick(weighted: [(0, 78), (1, 20), (2, 2)]) }
        return random.pick(weighted: [(0, 26), (1, 27), (2, 15), (3, 6), (4, 8), (5, 12), (6, 6)])
    }

    /// A few belong to nobody, half of those wait in the pond.
    private func assign(_ lead: inout BookLead, _ index: Int, _ random: inout SplitMix64) {
        if index % 83 == 7 {
            lead.isHidden = true
            lead.assigneeID = team.accountID
        } else if random.chance(5) {
            lead.pondID = random.chance(50) ? team.pondID : 0
        } else {
            lead.assigneeID = random.chance(30) ? team.accountID : random.pick(team.agentIDs)
        }
    }
}
