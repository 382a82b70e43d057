/// Finds who gets a lead.
///
/// A function of its arguments alone: the same lead, rules, state and moment give the same decision, so a preview is
/// what the create after it does.
struct RoutingEngine: Sendable {
    /// In the order in which they are asked, the supplements among them.
    let rules: [RoutingRule]
    let state: RoutingState
    let nowMillis: Int64

    /// Where an offer that lapsed goes on.
    struct Resumption: Hashable, Sendable {
        let ruleID: Int64
        let tried: Set<Int64>
    }

    /// Goes on at the rule of the resumption, or from the start where that rule is gone.
    func decide(_ facts: RoutingFacts, resuming resumption: Resumption? = nil) -> RoutingDecision {
        var steps: [RoutingStep] = []
        let start = resumption.flatMap { resumption in rules.firstIndex { $0.id == resumption.ruleID } }
        for rule in rules[(start ?? 0)...] {
            let isResumed = rule.id == resumption?.ruleID
            switch ask(rule, for: facts, tried: isResumed ? resumption?.tried ?? [] : []) {
            case .success(let answer):
                return RoutingDecision(outcome: answer.outcome, rule: rule, steps: steps, taken: answer.taken)
            case .failure(let refusal):
                steps.append(RoutingStep(rule: rule, obstacle: refusal.obstacle))
            }
        }
        return RoutingDecision(outcome: .nobody, rule: nil, steps: steps)
    }
}

// MARK: - One rule

extension RoutingEngine {
    private struct Answer {
        let outcome: RoutingDecision.Outcome
        var taken: [Int64: Int64]?
    }

    private struct Refusal: Error {
        let obstacle: RoutingStep.Obstacle
    }

    private func ask(_ rule: RoutingRule, for facts: RoutingFacts, tried: Set<Int64>) -> Result<Answer, Refusal> {
        if !rule.isOn { return .failure(Refusal(obstacle: .off)) }
        // The lead of an offer that lapsed matched when it came.
        if tried.isEmpty, let mismatch = rule.condition.mismatch(of: facts) {
            return .failure(Refusal(obstacle: mismatch))
        }
        switch rule.strategy {
        case .pond(let id):
            return state.ponds.contains(id)
                ? .success(Answer(outcome: .pond(id))) : .failure(Refusal(obstacle: .noPond))
        case .member(let id):
            return state.candidates[id] != nil
                ? .success(Answer(outcome: .member(id))) : .failure(Refusal(obstacle: .nobodyThere))
        case .members(let targets, let mode):
            return choose(among: targets, mode, by: rule, tried: tried)
        }
    }

    private func choose(
        among targets: RoutingTargets,
        _ mode: RoutingMode,
        by rule: RoutingRule,
        tried: Set<Int64>
    ) -> Result<Answer, Refusal> {
        let shares: [WeightedTurns.Share] =
            switch targets.members {
            case .group(let id): state.shares(of: id, for: rule.scope.type)
            case .named(let shares): shares.filter { $0.weight > 0 && state.candidates[$0.memberID] != nil }
            }
        switch available(shares.map(\.memberID), targets, rule, tried) {
        case .failure(let refusal): return .failure(refusal)
        case .success(let there):
            var turns = WeightedTurns(shares: shares, taken: state.taken[rule.id] ?? [:])
            if case .offerToAll(let minutes) = mode {
                return .success(Answer(outcome: .offer(there, untilMillis: nowMillis + minutes * 60_000)))
            }
            guard let member = turns.next(among: Set(there).contains) else {
                return .failure(Refusal(obstacle: .nobodyThere))
            }
            return .success(Answer(outcome: outcome(for: member, mode), taken: turns.taken))
        }
    }

    private func outcome(for member: Int64, _ mode: RoutingMode) -> RoutingDecision.Outcome {
        switch mode {
        case .assign: .member(member)
        case .offerToOne(let minutes), .offerToAll(let minutes):
            .offer([member], untilMillis: nowMillis + minutes * 60_000)
        }
    }

    /// Who may get a lead now; the last question that nobody passed is the refusal.
    private func available(
        _ members: [Int64],
        _ targets: RoutingTargets,
        _ rule: RoutingRule,
        _ tried: Set<Int64>
    ) -> Result<[Int64], Refusal> {
        if members.isEmpty { return .failure(Refusal(obstacle: .nobodyThere)) }
        let untried = members.filter { !tried.contains($0) }
        if untried.isEmpty { return .failure(Refusal(obstacle: .allTried)) }
        let working = untried.filter { isWorking($0, rule.hours) }
        if working.isEmpty { return .failure(Refusal(obstacle: .outOfHours)) }
        let free = working.filter { !hasReachedCap($0, targets, rule.scope.type) }
        return free.isEmpty ? .failure(Refusal(obstacle: .capReached)) : .success(free)
    }

    private func isWorking(_ member: Int64, _ hours: ActiveHours?) -> Bool {
        guard let hours, let candidate = state.candidates[member] else { return true }
        return hours.contains(LocalTime(millis: nowMillis, zone: candidate.timeZone))
    }

    private func hasReachedCap(_ member: Int64, _ targets: RoutingTargets, _ type: RoutingType) -> Bool {
        guard let cap = targets.cap(of: member), let candidate = state.candidates[member] else { return false }
        return (candidate.routedToday[type] ?? 0) >= cap
    }
}
