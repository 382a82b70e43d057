import Foundation
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Routing", .timeLimit(.minutes(1)))
struct RoutingTests {
    private static let assistant = RoutingTarget.assistant(RoutingRole.ID(40))
    private static let rule = RoutingRule.ID(7)
    private static let strategy = RoutingStrategy(
        type: 3,
        touchMinutes: 120,
        weights: [RoutingStrategy.Weight(RoutingMember.ID(5), weight: 2)]
    )

    static let requests: [RequestCase] = [
        RequestCase(expected: "GET /v1.0/routing/role/list", answer: #"[{"id":40,"name":"ISA"}]"#) {
            client async throws in
            #expect(try await client.routingRoles() == [RoutingRole(id: RoutingRole.ID(40), name: "ISA")])
        },
        RequestCase(
            expected: "GET /v1.0/routing/member/list/1",
            answer: #"[{"id":5,"name":"Alice","type":1},{"name":"odd"}]"#
        ) {
            let members = try await $0.routingMembers(for: .agent)
            #expect(members == [RoutingMember(id: RoutingMember.ID(5), name: "Alice", type: 1)])
        },
        RequestCase(expected: "GET /v1.0/routing/member/list/4", query: "roleId=40", answer: "[]") {
            _ = try await $0.routingMembers(for: assistant)
        },
        RequestCase(expected: "GET /v1.0/routing/rule/list/2", answer: "[]") {
            _ = try await $0.routingRules(for: .type2)
        },
        RequestCase(
            expected: "PUT /v1.0/routing/rule/1",
            body: #"{"activeHours":{"activeDays":[1,7],"hoursEnd":17,"hoursStart":9},"id":7,"routingStrategy":"#
                + #"{"memberWeights":[{"memberId":5,"weight":2}],"strategyType":3,"touchMinutes":120}}"#,
            answer: #""success""#
        ) {
            let hours = ActiveHours(activeDays: [1, 7], hoursStart: 9, hoursEnd: 17)
            try await $0.updateRoutingRule(
                rule,
                for: .agent,
                RoutingRuleEdit(activeHours: hours, strategy: strategy)
            )
        },
        RequestCase(
            expected: "PUT /v1.0/routing/rule/1",
            body: #"{"id":7,"routingStrategy":{"groupId":9,"strategyType":6}}"#
        ) {
            let pond = RoutingStrategy(type: 6, pondID: LeadPond.ID(9))
            try await $0.updateRoutingRule(rule, for: .agent, RoutingRuleEdit(strategy: pond))
        },
        RequestCase(
            expected: "GET /v1.0/routing/rule/supplement/4",
            query: "roleId=40",
            answer: #"{"strategyType":3,"touchMinutes":30}"#
        ) { client async throws in
            #expect(try await client.fallbackRule(for: assistant) == FallbackRule(strategyType: 3, touchMinutes: 30))
        },
        RequestCase(expected: "GET /v1.0/routing/rule/supplement/4", query: "roleId=40", answer: "{}") {
            client async throws in
            #expect(try await client.fallbackRule(for: assistant) == nil)
        },
        RequestCase(
            expected: "PUT /v1.0/routing/rule/supplement/4",
            body: #"{"assigneeAgentId":844000000000001,"roleId":40,"strategyType":1}"#
        ) {
            let choice = FallbackRuleEdit.Choice.assignee(.agent(RecordUser.ID(844_000_000_000_001)))
            try await $0.updateFallbackRule(for: assistant, FallbackRuleEdit(strategyType: 1, choice))
        },
        RequestCase(
            expected: "PUT /v1.0/routing/rule/supplement/1",
            body: #"{"assigneeGroupId":12,"strategyType":1}"#
        ) { try await $0.updateFallbackRule(for: .agent, FallbackRuleEdit(strategyType: 1, .assignee(.group(12)))) },
        RequestCase(
            expected: "PUT /v1.0/routing/rule/supplement/2",
            body: #"{"strategyType":2,"touchMinutes":1440}"#
        ) { try await $0.updateFallbackRule(for: .type2, FallbackRuleEdit(strategyType: 2, .touch(minutes: 1_440))) },
    ]

    @Test("each call becomes its request", arguments: requests)
    func sends(example: RequestCase) async throws { try await example.check() }

    private static func hours(_ days: [Int], _ start: Int, _ end: Int) -> RoutingRuleEdit {
        RoutingRuleEdit(activeHours: ActiveHours(activeDays: days, hoursStart: start, hoursEnd: end))
    }

    private static func edit(_ reason: String, _ edit: RoutingRuleEdit) -> RefusalCase {
        RefusalCase(reason) { try await $0.updateRoutingRule(rule, for: .agent, edit) }
    }

    private static func fallback(_ reason: String, _ target: RoutingTarget, _ choice: FallbackRuleEdit.Choice)
        -> RefusalCase
    {
        RefusalCase(reason) { try await $0.updateFallbackRule(for: target, FallbackRuleEdit(strategyType: 1, choice)) }
    }

    private static let refusals: [RefusalCase] = [
        RefusalCase("id of the role") { _ = try await $0.routingRules(for: .assistant(RoutingRole.ID(0))) },
        RefusalCase("id of the rule") {
            try await $0.updateRoutingRule(RoutingRule.ID(0), for: .agent, hours([1], 0, 23))
        },
        edit("names nothing", RoutingRuleEdit()),
        edit("Days are numbered 1 to 7, not 8", hours([1, 8], 0, 23)),
        edit("Hours are 0 to 23, not 24", hours([], 0, 24)),
        edit("Hours are 0 to 23, not -1", hours([], -1, 23)),
        edit("1 to 1440 minutes", RoutingRuleEdit(strategy: RoutingStrategy(type: 1, touchMinutes: 0))),
        edit("1 to 1440 minutes", RoutingRuleEdit(strategy: RoutingStrategy(type: 1, touchMinutes: 1_500))),
        edit("whole hours", RoutingRuleEdit(strategy: RoutingStrategy(type: 1, touchMinutes: 90))),
        edit("id of the pond", RoutingRuleEdit(strategy: RoutingStrategy(type: 1, pondID: LeadPond.ID(0)))),
        edit(
            "Weights are",
            RoutingRuleEdit(strategy: RoutingStrategy(type: 1, weights: [.init(RoutingMember.ID(5), weight: -1)]))
        ),
        fallback("whole hours", .agent, .touch(minutes: 61)),
        fallback("id of the agent", .agent, .assignee(.agent(RecordUser.ID(0)))),
        fallback("fall back to a group", .type2, .assignee(.group(12))),
        fallback("id of the group", .agent, .assignee(.group(0))),
        fallback("id of the role", .assistant(RoutingRole.ID(-1)), .touch(minutes: 5)),
    ]

    @Test("what Lofty would refuse is not sent", arguments: refusals)
    func refuses(example: RefusalCase) async throws { try await example.check() }

    @Test("a rule arrives with every field in its place, whether weights are one or many")
    func readsRule() throws {
        let text = #"""
            {"id":7,"name":"Portland","locationRule":{"locationMatchType":1,"state":"OR","county":"","city":"Portland",
             "zipcode":"97201","streetAddress":null},"sourceName":"Zillow","sourceMatchType":1,"tagNames":["Hot",null],
             "tagMatchType":2,"groupNames":["Downtown"],"groupMatchType":1,"phone":"With","priceMin":-1,"priceMax":900000,
             "leadType":"2","leadTypeFilters":"[]","activeHours":{"activeDays":[1],"hoursStart":9,"hoursEnd":17},
             "routingStrategy":{"strategyType":3,"groupId":0,"touchMinutes":120,
             "memberWeights":{"memberId":5,"firstName":"A","lastName":"B","weight":2}},"ruleSwitch":true,
             "updateTime":1781715040000}
            """#
        var condition = RoutingRule.Condition(tags: ["Hot"], segments: ["Downtown"])
        condition.place = RoutingRule.Place(matchType: 1, state: "OR", city: "Portland", zipCode: "97201")
        condition.sourceName = "Zillow"
        condition.sourceMatchType = 1
        condition.tagMatchType = 2
        condition.segmentMatchType = 1
        condition.phone = "With"
        condition.priceMax = 900_000
        condition.leadType = "2"
        condition.leadTypeFilters = "[]"
        let expected = RoutingRule(
            id: Self.rule,
            name: "Portland",
            isOn: true,
            condition: condition,
            activeHours: ActiveHours(activeDays: [1], hoursStart: 9, hoursEnd: 17),
            strategy: Self.strategy,
            updatedAt: testNow
        )
        #expect(try RoutingRule(wire: json(text)) == expected)
        let silent = #"{"strategyType":1,"touchMinutes":0}"#
        #expect(RoutingStrategy(wire: try json(silent)) == RoutingStrategy(type: 1))
        let many = #"{"strategyType":3,"memberWeights":[{"memberId":5,"weight":2},{"weight":1},{"memberId":6}]}"#
        #expect(RoutingStrategy(wire: try json(many))?.weights.map(\.memberID.rawValue) == [5, 6])
    }

    @Test(
        "a fallback names an agent or a group",
        arguments: [
            (
                #"{"assigneeAgentId":5,"assigneeAgentName":"Alice","assigneeGroupId":0}"#,
                FallbackRule.Assignee.agent(RecordUser.ID(5)), "Alice"
            ),
            (#"{"assigneeAgentId":0,"assigneeGroupId":12,"assigneeGroupName":"North"}"#, .group(12), "North"),
        ]
    )
    func readsFallback(text: String, assignee: FallbackRule.Assignee, name: String) throws {
        let wire = try json(text.replacing("}", with: #","strategyType":"1","updateTime":1781715040000}"#))
        let rule = try FallbackRule(wire: wire)
        #expect(rule == FallbackRule(strategyType: 1, assignee: assignee, assigneeName: name, updatedAt: testNow))
    }

    @Test("missing rights are no fault of the request")
    func readsRefusal() async throws {
        let transport = StubTransport([.json(#"{"code":20017,"message":"Permission denied"}"#, status: 400)])
        #expect(await failure { try await makeClient(transport).routingRoles() }?.kind == .notGranted)
    }
}
