/// What routing does with a lead, and why.
struct RoutingDecision: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        case member(Int64)
        case pond(Int64)
        /// Not theirs yet: whoever claims before the moment gets the lead.
        case offer([Int64], untilMillis: Int64)
        case nobody
    }

    var outcome: Outcome
    /// The rule that took the lead; `nil` for nobody.
    var rule: RoutingRule?
    /// The rules before it, in the order in which they were asked.
    var steps: [RoutingStep]
    /// The turns of the rule's running cycle after this decision; `nil` where no turn was taken.
    var taken: [Int64: Int64]?
}

/// A rule that did not take a lead.
struct RoutingStep: Hashable, Sendable {
    let rule: RoutingRule
    let obstacle: Obstacle

    enum Obstacle: String, Hashable, Sendable {
        case off = "it is switched off"
        case area = "the area is another"
        case source = "the source is another"
        case leadType = "the lead type is another"
        case price = "the price is outside"
        case tag = "the tags are others"
        case segment = "the segments are others"
        case phone = "the phone number decides otherwise"
        case nobodyThere = "nobody can be routed to"
        case outOfHours = "it is outside everybody's active hours"
        case capReached = "everybody has as many leads as a day allows"
        case allTried = "everybody was asked already"
        case noPond = "the pond is gone"
    }
}

extension RoutingDecision {
    /// One sentence for the system log.
    var reason: String {
        guard let rule else { return "No rule took the lead" }
        let kind = rule.isSupplement ? "default" : "rule"
        return "The \(kind) \"\(rule.name)\" took the lead by \(rule.strategy.name)"
    }

    /// The content of the entry in the system log.
    func content(_ team: Team) -> JSON {
        let passed = steps.map { step in "\"\(step.rule.name)\": \(step.obstacle.rawValue)" }
        let content: JSON = [
            "reason": .string(reason),
            "ruleId": .integer(rule?.id ?? 0),
            "ruleName": .string(rule?.name ?? ""),
            "passedOver": .strings(passed),
        ]
        return content.merging(outcome.content(team))
    }
}

extension RoutingDecision.Outcome {
    fileprivate func content(_ team: Team) -> JSON {
        switch self {
        case .member(let id): ["result": "assigned", "toAgentName": .text(team.members[id]?.fullName)]
        case .pond(let id): ["result": "pond", "pondName": .text(team.ponds[id])]
        case .offer(let ids, let until):
            [
                "result": "offered",
                "offeredTo": .strings(ids.compactMap { team.members[$0]?.fullName }),
                "until": WireDate.systemLog(until),
            ]
        case .nobody: ["result": "unassigned"]
        }
    }
}
