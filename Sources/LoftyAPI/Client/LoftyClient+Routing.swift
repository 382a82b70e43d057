import JSONText

// Who gets new leads. All of it needs the right to manage the distribution of leads; without it Lofty refuses with code
// 20017, which is `APIError.Kind.notGranted`.

extension LoftyClient {
    /// Roles that routing can fill.
    ///
    /// `GET /v1.0/routing/role/list`.
    public func routingRoles() async throws(APIError) -> [RoutingRole] {
        try await fetchList(APICall(.routingRoles), of: "role") { item throws(WireError) in
            try RoutingRole(wire: item)
        }
    }

    /// People to whom routing can give leads.
    ///
    /// `GET /v1.0/routing/member/list/{type}`.
    public func routingMembers(for target: RoutingTarget) async throws(APIError) -> [RoutingMember] {
        try await fetchList(try call(.routingMembers, target), of: "member") { item throws(WireError) in
            try RoutingMember(wire: item)
        }
    }

    /// Rules in the server's order.
    ///
    /// `GET /v1.0/routing/rule/list/{type}`.
    public func routingRules(for target: RoutingTarget) async throws(APIError) -> [RoutingRule] {
        try await fetchList(try call(.routingRules, target), of: "rule") { item throws(WireError) in
            try RoutingRule(wire: item)
        }
    }

    /// Changes when a rule holds and how it chooses.
    ///
    /// `PUT /v1.0/routing/rule/{type}`. Repeatable.
    ///
    /// Conditions cannot be changed through the API.
    public func updateRoutingRule(
        _ id: RoutingRule.ID,
        for target: RoutingTarget,
        _ edit: RoutingRuleEdit
    ) async throws(APIError) {
        let checks = RequestChecks(.updateRoutingRule)
        try checks.isID(id.rawValue, "The id of the rule")
        try checks.isTarget(target)
        try checks.changesSomething(edit.activeHours == nil && edit.strategy == nil)
        if let hours = edit.activeHours { try checks.areHours(hours) }
        if let strategy = edit.strategy { try checks.isStrategy(strategy) }
        let body = RoutingRuleBody(id, edit)
        try await perform(APICall(.updateRoutingRule, filling: ["type": String(target.type)], body: body))
    }

    /// Where leads go that no rule takes; `nil` for a role that has no such rule.
    ///
    /// `GET /v1.0/routing/rule/supplement/{type}`.
    public func fallbackRule(for target: RoutingTarget) async throws(APIError) -> FallbackRule? {
        try await fetch(try call(.fallbackRule, target)) { answer throws(WireError) in
            // No field of it is promised, and of a role without one an empty object comes.
            try answer.kind == .object && answer.members.isEmpty ? nil : FallbackRule(wire: answer)
        }
    }

    /// Changes where leads go that no rule takes.
    ///
    /// `PUT /v1.0/routing/rule/supplement/{type}`. Repeatable.
    public func updateFallbackRule(for target: RoutingTarget, _ edit: FallbackRuleEdit) async throws(APIError) {
        let checks = RequestChecks(.updateFallbackRule)
        try checks.isTarget(target)
        switch edit.choice {
        case .touch(let minutes): try checks.isTouchTime(minutes)
        case .assignee(.agent(let id)): try checks.isID(id.rawValue, "The id of the agent")
        case .assignee(.group(let id)):
            try checks.isID(id, "The id of the group")
            guard target == .agent else {
                throw APIError.invalid(checks.operation, "Only agents' leads can fall back to a group")
            }
        }
        let body = FallbackRuleBody(target, edit)
        try await perform(APICall(.updateFallbackRule, filling: ["type": String(target.type)], body: body))
    }

    private func call(_ endpoint: Endpoint, _ target: RoutingTarget) throws(APIError) -> APICall {
        try RequestChecks(endpoint).isTarget(target)
        let query = [QueryItem("roleId", target.role?.rawValue)]
        return APICall(endpoint, filling: ["type": String(target.type)], query: query)
    }
}

extension RequestChecks {
    fileprivate func isTarget(_ target: RoutingTarget) throws(APIError) {
        if let role = target.role { try isID(role.rawValue, "The id of the role") }
    }

    fileprivate func areHours(_ hours: ActiveHours) throws(APIError) {
        for day in hours.activeDays { try isWithin(day, 1...7, "Days are numbered", "") }
        try isWithin(hours.hoursStart, 0...23, "Hours are", "")
        try isWithin(hours.hoursEnd, 0...23, "Hours are", "")
    }

    fileprivate func isStrategy(_ strategy: RoutingStrategy) throws(APIError) {
        if let minutes = strategy.touchMinutes { try isTouchTime(minutes) }
        if let pond = strategy.pondID { try isID(pond.rawValue, "The id of the pond") }
        for weight in strategy.weights {
            try isID(weight.memberID.rawValue, "The id of a member")
            try isWithin(weight.weight, 0...Int(Int32.max), "Weights are", "")
        }
    }

    fileprivate func isTouchTime(_ minutes: Int) throws(APIError) {
        try isWithin(minutes, 1...1_440, "The time to answer is", "minutes")
        guard minutes > 60, !minutes.isMultiple(of: 60) else { return }
        throw APIError.invalid(operation, "A time to answer of more than an hour is counted in whole hours")
    }
}
