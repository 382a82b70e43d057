import Foundation
import Testing

@testable import LoftySandbox

@Suite("Preview and create", .timeLimit(.minutes(5)))
struct RoutingPreviewTests {
    /// Rule sets for each seed; the environment may ask for more.
    private static let rounds = ProcessInfo.processInfo.environment["FOYER_ROUTING_ROUNDS"].flatMap(Int.init) ?? 30

    @Test("whatever the rules, the preview names whom the create then chooses", arguments: 0..<6)
    func previewIsCreate(seed: Int) async throws {
        var random = RandomRouting(seed: UInt64(seed))
        let desk = try Desk()
        defer { desk.database.close() }
        let team = try await random.learnTeam(from: desk)
        var results: Set<String> = []
        for round in 0..<Self.rounds {
            let group = random.generator.pick([-1, -1, 2])
            _ = try await desk.call("PUT", "/sandbox/routing/1", query: "groupId=\(group)", random.table(team))
            desk.clock.advance(by: TimeInterval(random.generator.number(0, 20_000)))
            let lead = random.lead()
            let comment = Comment(rawValue: "seed \(seed), round \(round), lead \(lead.text)")
            let preview = try await desk.call("POST", "/v1.0/leads/assignee", lead)
            if round % 8 == 0 {
                try #require(try await desk.call("POST", "/v1.0/leads/assignee", lead) == preview, comment)
            }
            let outcome = try await Self.outcome(of: lead, desk)
            let assignees = preview.items?[0]["customRoleAssignees"]?.items ?? []
            try #require(Set(assignees.compactMap { $0["assigneeId"]?.int64 }) == outcome.members, comment)
            results.insert(outcome.result)
        }
        // The rules are varied enough to mean something.
        #expect(results == ["assigned", "offered", "pond"], "seed \(seed)")
    }

    private struct Outcome {
        let result: String
        /// Who has the lead, or may claim it.
        let members: Set<Int64>
    }

    private static func outcome(of body: JSON, _ desk: Desk) async throws -> Outcome {
        let id = try #require(try await desk.call("POST", "/v1.0/leads", body)["leadId"]?.int64)
        let lead = try #require(try await desk.call("GET", "/v1.0/leads/\(id)")["lead"])
        let log = try await desk.call("GET", "/v1.0/systemLogs", query: "leadId=\(id)")["timeLines"]?.items ?? []
        let decisions = log.filter { $0["timelineTypeDesc"] == "LeadRouting" }.compactMap { $0["content"] }
        let decision = try #require(decisions.first)
        #expect(decisions.count == 1)
        let offers = try await desk.database.read { db in try LeadOffer.fetch(of: id, db) }
        let agent = lead["assignedUserId"]?.int64 ?? 0
        let result = decision["result"]?.string ?? ""
        #expect((agent != 0) == (result == "assigned"))
        #expect((lead["pondId"] != 0) == (result == "pond"))
        #expect(offers.isEmpty == (result != "offered"))
        return Outcome(result: result, members: agent == 0 ? Set(offers.flatMap(\.offered)) : [agent])
    }
}

/// Rules and leads that nobody would think of.
private struct RandomRouting {
    var generator: SplitMix64

    struct Team {
        let members: [Int64]
        let pond: Int64
    }

    init(seed: UInt64) { generator = SplitMix64(seed: seed, stream: 21) }

    func learnTeam(from desk: Desk) async throws -> Team {
        let members = try await desk.call("GET", "/v1.0/routing/member/list/1").items ?? []
        let ponds = try await desk.call("GET", "/v1.0/team-features/lead-ponds").items ?? []
        return Team(
            members: members.compactMap { $0["id"]?.int64 },
            pond: try #require(ponds.first?["id"]?.int64)
        )
    }

    private static let cities = ["Austin", "Waco", "Dallas"]
    private static let sources = ["Google", "Zillow", "Website"]

    mutating func table(_ team: Team) -> JSON {
        let rules = (0..<generator.number(0, 4)).map { _ in rule(team) }
        guard generator.chance(50) else { return ["rules": .array(rules)] }
        let supplement: JSON =
            switch generator.number(0, 3) {
            case 0: ["strategyType": 5, "assigneeAgentId": .integer(generator.pick(team.members))]
            case 1: ["strategyType": 5, "assigneeGroupId": .integer(team.pond)]
            case 2: ["strategyType": 2, "touchMinutes": 15]
            default: ["strategyType": 1, "touchMinutes": 1]
            }
        return ["rules": .array(rules), "supplement": supplement]
    }

    private mutating func rule(_ team: Team) -> JSON {
        var rule: JSON = ["name": .string("R\(generator.number(1, 99))"), "routingStrategy": strategy(team)]
        if generator.chance(40) {
            rule = rule.setting("locationRule", to: ["city": .string(generator.pick(Self.cities))])
        }
        if generator.chance(30) { rule = rule.setting("sourceName", to: .string(generator.pick(Self.sources))) }
        if generator.chance(30) { rule = rule.setting("leadType", to: .string(generator.pick(["1", "2", "3", "5"]))) }
        if generator.chance(30) { rule = rule.setting("priceMin", to: .integer(Int64(generator.number(1, 900_000)))) }
        if generator.chance(20) { rule = rule.setting("phone", to: .string(generator.pick(["With", "Without"]))) }
        if generator.chance(40) { rule = rule.setting("activeHours", to: hours()) }
        return rule
    }

    private mutating func hours() -> JSON {
        let days = (1...7).filter { _ in generator.chance(70) }.map(Int64.init)
        return [
            "activeDays": .integers(days), "hoursStart": .integer(Int64(generator.number(0, 23))),
            "hoursEnd": .integer(Int64(generator.number(0, 23))),
        ]
    }

    private mutating func strategy(_ team: Team) -> JSON {
        let kind = generator.number(1, 4)
        if kind == 4 { return ["strategyType": 4, "groupId": .integer(team.pond)] }
        var strategy: JSON = ["strategyType": .integer(Int64(kind)), "touchMinutes": 30]
        if generator.chance(60) {
            let weights = team.members.filter { _ in generator.chance(50) }.map { member -> JSON in
                ["memberId": .integer(member), "weight": .integer(Int64(generator.number(1, 4)))]
            }
            strategy = strategy.setting("memberWeights", to: .array(weights))
        } else if generator.chance(50) {
            strategy = strategy.setting("officeId", to: .integer(generator.pick([1, 2, 3])))
        }
        return generator.chance(40)
            ? strategy.setting("dailyCap", to: .integer(Int64(generator.number(1, 2)))) : strategy
    }

    mutating func lead() -> JSON {
        let city = JSON.string(generator.pick(Self.cities))
        let price = Int64(generator.number(1, 900_000))
        let lead: JSON = [
            "firstName": "P", "email": "p@example.com",
            "leadTypes": .integers(generator.pick([[1], [2], [1, 2], [5], []])),
            "source": .string(generator.pick(Self.sources)),
            "phones": generator.chance(50) ? ["5125550101"] : [],
            "inquiry": ["locations": [["city": city]], "priceMin": .integer(price)],
            "property": ["city": .string(generator.pick(Self.cities)), "price": .integer(price)],
        ]
        return generator.chance(30) ? lead.setting("assignGroupId", to: .integer(generator.pick([-1, 1, 2, 3]))) : lead
    }
}
