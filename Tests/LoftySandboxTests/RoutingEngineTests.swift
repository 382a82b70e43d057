import Foundation
import Testing

@testable import LoftySandbox

@Suite("Routing engine")
struct RoutingEngineTests {
    private static let company = RoutingScope(type: .agent, groupID: RoutingScope.company, roleID: 0)

    private static func rule(_ json: JSON, id: Int64 = 7) throws -> RoutingRule {
        try RoutingRule(json, id: id, in: company, updateMillis: 0)
    }

    private static func candidate(_ id: Int64, office: Int64 = 2, zone: String = "GMT") throws -> RoutingState.Candidate
    {
        RoutingState.Candidate(
            memberID: id,
            officeID: office,
            timeZone: try #require(TimeZone(identifier: zone)),
            types: [.agent, .assistant]
        )
    }

    private static func engine(
        _ rules: [RoutingRule],
        _ candidates: [RoutingState.Candidate],
        nowMillis: Int64 = 0
    ) -> RoutingEngine {
        let byID = Dictionary(uniqueKeysWithValues: candidates.map { ($0.memberID, $0) })
        return RoutingEngine(rules: rules, state: RoutingState(candidates: byID, ponds: [30]), nowMillis: nowMillis)
    }

    private static let buyer: JSON = [
        "firstName": "B", "leadTypes": [2], "source": "Google", "tagsAdd": ["Hot"], "segments": ["Downtown"],
        "phones": ["5125550101"],
        "inquiry": [
            "priceMin": 300_000, "priceMax": 400_000,
            "locations": [["city": "Austin", "stateCode": "TX", "zipCode": "78701", "streetAddress": "77 Rainey St"]],
        ],
        // A buyer is not routed by what the buyer owns.
        "property": ["city": "Waco", "state": "TX", "price": 900_000],
    ]

    private static let seller: JSON = [
        "firstName": "S", "leadTypes": [1, 2], "property": ["city": "Waco", "state": "TX", "price": 900_000],
        "inquiry": ["locations": [["city": "Austin"]]],
    ]

    @Test(
        "a condition takes who it is about and nobody else",
        arguments: [
            (#"{}"#, true, true), (#"{"locationRule":{"city":"austin"}}"#, true, false),
            (#"{"locationRule":{"city":"Waco"}}"#, false, true),
            (#"{"locationRule":{"city":"Dallas, Austin","state":"TX"}}"#, true, false),
            (#"{"locationRule":{"city":"Austin","state":"CA"}}"#, false, false),
            (#"{"locationRule":{"zipcode":"78701"}}"#, true, false),
            (#"{"locationRule":{"streetAddress":"rainey"}}"#, true, false),
            (#"{"locationRule":{"locationMatchType":2,"city":"Austin"}}"#, false, true),
            (#"{"locationRule":{"locationMatchType":0,"city":"Austin"}}"#, true, true),
            (#"{"sourceName":"google"}"#, true, false), (#"{"sourceName":"Zillow,Google"}"#, true, false),
            (#"{"sourceName":"Google","sourceMatchType":2}"#, false, true),
            (#"{"priceMin":350000}"#, true, true), (#"{"priceMax":299999}"#, false, false),
            (#"{"priceMin":400001,"priceMax":-1}"#, false, true),
            (#"{"priceMin":400000,"priceMax":500000}"#, true, false),
            (#"{"leadType":"2"}"#, true, true), (#"{"leadType":"3"}"#, false, true),
            (#"{"leadType":"1"}"#, false, true),
            (#"{"leadType":"-1"}"#, false, false),
            (#"{"leadTypeFilters":"[{\"type\":\"one_of\",\"ids\":\"5,2\"}]"}"#, true, true),
            (#"{"leadTypeFilters":"[{\"type\":\"all\",\"ids\":\"1,2\"}]"}"#, false, true),
            (#"{"tagNames":["HOT"]}"#, true, false), (#"{"tagNames":["Hot"],"tagMatchType":2}"#, false, true),
            (#"{"groupNames":["Downtown"]}"#, true, false), (#"{"phone":"With"}"#, true, false),
            (#"{"phone":"Without"}"#, false, true), (#"{"phone":""}"#, true, true),
            (#"{"ruleSwitch":false}"#, false, false),
        ]
    )
    func conditions(text: String, takesBuyer: Bool, takesSeller: Bool) throws {
        let json = try JSON(stored: text).setting("routingStrategy", to: ["strategyType": 1])
        let engine = Self.engine([try Self.rule(json)], [try Self.candidate(1)])
        for (lead, isTaken) in [(Self.buyer, takesBuyer), (Self.seller, takesSeller)] {
            let decision = engine.decide(try RoutingFacts(try BodyFields(lead)))
            #expect(decision.outcome == (isTaken ? .member(1) : .nobody))
            #expect(decision.steps.isEmpty == isTaken)
        }
    }

    @Test(
        "a rule that is read back is the rule that was sent",
        arguments: [
            #"{"name":"A","locationRule":{"city":"Austin,Waco","state":"TX"},"priceMin":1,"leadType":"3","phone":"With"}"#,
            #"{"activeHours":{"activeDays":[5,1,5],"hoursStart":22,"hoursEnd":6},"sourceName":"Zillow","tagNames":["a,b"]}"#,
            #"{"leadTypeFilters":"[{\"type\":\"one_of\",\"ids\":\"1,2\"},{\"type\":\"all\",\"ids\":\"8\"}]","ruleSwitch":false}"#,
        ]
    )
    func roundTrip(text: String) throws {
        let team = Team(id: 1, stages: [], roles: [], ponds: [30: "P"], members: [:])
        for strategy: JSON in [
            ["strategyType": 4, "groupId": 30], ["strategyType": 2, "touchMinutes": 120, "officeId": 3, "dailyCap": 9],
            ["strategyType": 1, "memberWeights": ["memberId": 1, "weight": 3]],
            [
                "strategyType": 3, "touchMinutes": 60,
                "memberWeights": [["memberId": 1, "dailyCap": 2], ["memberId": 2]],
            ],
        ] {
            let rule = try Self.rule(try JSON(stored: text).setting("routingStrategy", to: strategy))
            #expect(try Self.rule(rule.json(team)) == rule)
        }
    }

    @Test(
        "hours count on the member's own clock, across midnight and across the change of the clocks",
        arguments: [
            // Monday 2026-11-02, 14:30 UTC: 08:30 in Chicago, 06:30 in Los Angeles.
            (1_793_629_800_000, [], 8, 18, "America/Chicago", true),
            (1_793_629_800_000, [], 8, 18, "America/Los_Angeles", false),
            (1_793_629_800_000, [1], 8, 18, "America/Chicago", true),
            (1_793_629_800_000, [2, 3], 8, 18, "America/Chicago", false),
            (1_793_629_800_000, [], 9, 8, "America/Chicago", false),
            (1_793_629_800_000, [], 0, 0, "America/Los_Angeles", true),
            // Saturday 2026-11-07, 05:00 UTC: Friday 23:00 in Chicago.
            (1_794_027_600_000, [5], 22, 6, "America/Chicago", true),
            (1_794_027_600_000, [6], 22, 6, "America/Chicago", false),
            // Saturday 2026-11-07, 10:00 UTC: 04:00 in Chicago, the night that began on Friday.
            (1_794_045_600_000, [5], 22, 6, "America/Chicago", true),
            (1_794_045_600_000, [6], 22, 6, "America/Chicago", false),
            // Summer time: 2026-07-06, 13:30 UTC is 08:30 in Chicago.
            (1_783_344_600_000, [1], 8, 9, "America/Chicago", true),
        ] as [(Int64, [Int64], Int64, Int64, String, Bool)]
    )
    func hours(now: Int64, days: [Int64], start: Int64, end: Int64, zone: String, isTaken: Bool) throws {
        let rule = try Self.rule([
            "routingStrategy": ["strategyType": 1],
            "activeHours": ["activeDays": .integers(days), "hoursStart": .integer(start), "hoursEnd": .integer(end)],
        ])
        let decision = Self.engine([rule], [try Self.candidate(1, zone: zone)], nowMillis: now).decide(RoutingFacts())
        #expect(decision.outcome == (isTaken ? .member(1) : .nobody))
        #expect(decision.steps.map(\.obstacle) == (isTaken ? [] : [.outOfHours]))
    }

    @Test(
        "a day begins at midnight of its own offset, also on the two days on which the clocks change",
        arguments: [
            // 2026-03-08 in Chicago is 23 hours long, 2026-11-01 is 25.
            (1_772_949_600_000, 1_773_032_399_999), (1_793_509_200_000, 1_793_599_199_999),
        ] as [(Int64, Int64)]
    )
    func days(first: Int64, last: Int64) throws {
        let zone = try #require(TimeZone(identifier: "America/Chicago"))
        #expect(LocalTime(millis: first, zone: zone).dayStartMillis == first)
        #expect(LocalTime(millis: last, zone: zone).dayStartMillis == first)
        #expect(LocalTime(millis: last + 1, zone: zone).dayStartMillis == last + 1)
        #expect(LocalTime(millis: last, zone: zone).weekday == 7)
        #expect(LocalTime(millis: last + 1, zone: zone).weekday == 1)
    }

    @Test("each rule that passes a lead on says why")
    func steps() throws {
        var capped = try Self.candidate(1)
        capped.routedToday = [.agent: 2]
        let strategies: [JSON] = [
            ["strategyType": 1, "memberWeights": ["memberId": 99]], ["strategyType": 4, "groupId": 31],
            ["strategyType": 1, "officeId": 5], ["strategyType": 1, "dailyCap": 2],
            ["strategyType": 1, "memberWeights": ["memberId": 1, "dailyCap": 1]],
        ]
        let rules = try strategies.enumerated().map { index, strategy in
            try Self.rule(["routingStrategy": strategy], id: Int64(index))
        }
        let decision = Self.engine(rules, [capped]).decide(RoutingFacts())
        #expect(decision.outcome == .nobody)
        #expect(decision.reason == "No rule took the lead")
        #expect(
            decision.steps.map(\.obstacle) == [.nobodyThere, .noPond, .nobodyThere, .capReached, .capReached]
        )
    }

    @Test("an offer goes from member to member, then to the next rule")
    func resumption() throws {
        let first = try Self.rule(["routingStrategy": ["strategyType": 2, "touchMinutes": 5]], id: 1)
        let second = try Self.rule(["routingStrategy": ["strategyType": 4, "groupId": 30]], id: 2)
        let engine = Self.engine([first, second], [try Self.candidate(1), try Self.candidate(2)])
        #expect(engine.decide(RoutingFacts()).outcome == .offer([1], untilMillis: 300_000))
        func resumed(_ tried: Set<Int64>, at rule: Int64 = 1) -> RoutingDecision {
            engine.decide(RoutingFacts(), resuming: RoutingEngine.Resumption(ruleID: rule, tried: tried))
        }
        #expect(resumed([1]).outcome == .offer([2], untilMillis: 300_000))
        #expect(resumed([1, 2]).outcome == .pond(30))
        #expect(resumed([1, 2]).steps.map(\.obstacle) == [.allTried])
        // The rule is gone: the lead begins anew.
        #expect(resumed([1, 2], at: 9).outcome == .offer([1], untilMillis: 300_000))
    }

    @Test("an alert asks everybody who is there at once")
    func alert() throws {
        let rule = try Self.rule(["routingStrategy": ["strategyType": 3, "touchMinutes": 10]])
        let members = try [4, 2, 9].map { try Self.candidate($0) }
        #expect(Self.engine([rule], members).decide(RoutingFacts()).outcome == .offer([2, 4, 9], untilMillis: 600_000))
    }
}
