extension Fault {
    /// The entry of a script that makes this fault.
    var json: JSON {
        var entry = effect.json
        if let method { entry = entry.setting("method", to: .string(method)) }
        if let path { entry = entry.setting("path", to: .string(path)) }
        entry = entry.setting("nth", to: .integer(Int64(nth))).setting("times", to: .integer(Int64(times)))
        guard let chance else { return entry }
        return entry.setting("probability", to: .decimal(chance.probability))
            .setting("seed", to: .integer(Int64(clamping: chance.seed)))
    }
}

extension Fault.Effect {
    fileprivate var json: JSON {
        switch self {
        case .answer(let answer): answer.json
        case .dropBefore: Self.entry(.dropBefore)
        case .dropAfter: Self.entry(.dropAfter)
        case .truncate(let count): Self.entry(.truncate).setting("afterBytes", to: .integer(Int64(count)))
        case .drip(let rate): Self.entry(.drip).setting("bytesPerSecond", to: .integer(Int64(rate)))
        case .delay(let duration): Self.entry(.delay).setting("milliseconds", to: .integer(duration.millis))
        case .stall: Self.entry(.stall)
        case .hideNewLeads(let age): Self.entry(.hideNewLeads).setting("milliseconds", to: .integer(age.millis))
        case .skewClock(let skew):
            Self.entry(.skewClock).setting("hours", to: .integer(skew.components.seconds / 3_600))
        case .expireToken: Self.entry(.expireToken)
        case .expireScroll: Self.entry(.expireScroll)
        }
    }

    private static func entry(_ kind: FaultKind) -> JSON { ["do": .string(kind.rawValue)] }
}

extension ScriptedAnswer {
    /// In the general form, from which every named answer can be told.
    fileprivate var json: JSON {
        let headers = headers.sorted { $0.key < $1.key }.map { JSON.Member(name: $0.key, value: .string($0.value)) }
        var entry: JSON = ["do": .string(FaultKind.answer.rawValue), "status": .integer(Int64(status))]
        if let contentType { entry = entry.setting("contentType", to: .string(contentType)) }
        if !headers.isEmpty { entry = entry.setting("headers", to: .object(headers)) }
        if !body.isEmpty { entry = entry.setting("body", to: .string(body)) }
        return hidesRateLimit ? entry.setting("rateHeaders", to: false) : entry
    }
}
