public import Leads

extension TimelineEntry {
    /// The line of the timeline for a recorded change, such as `stage New Lead → Contacted`.
    public init(_ change: SystemLogEntry) {
        self.init(
            id: "system:\(change.id)",
            at: change.at,
            kind: .system,
            text: change.summary,
            actor: change.actor,
            actorID: change.agentID?.rawValue
        )
    }
}

extension SystemLogEntry {
    /// The change in a few words: what the fields of its content say, else the name of its kind.
    public var summary: String {
        switch content {
        case .text(let words) where !words.isEmpty: words
        case .fields(let fields): Self.words(fields) ?? plainTitle
        case .text, nil: plainTitle
        }
    }

    /// Whoever did it by name; `nil` for Lofty itself.
    fileprivate var actor: String? {
        guard from.kind == .known(.agent) else { return nil }
        let name = [from.firstName, from.lastName].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        return name.isEmpty ? nil : name
    }

    /// The keys differ from kind to kind and are not published; these are the ones that were seen.
    private static func words(_ fields: [String: String]) -> String? {
        func field(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let deal = field("transactionName") {
            return ["transaction \(deal)", Self.step(field("fromStageName"), field("toStageName"))]
                .compactMap(\.self).joined(separator: ": ")
        }
        if let step = step(field("fromStageName"), field("toStageName")) { return "stage \(step)" }
        if let rule = field("ruleName") ?? field("result") {
            let owner = field("toAgentName") ?? field("pondName") ?? "nobody"
            return "routed to \(owner), \(field("reason") ?? rule)"
        }
        if let step = step(field("fromAgentName"), field("toAgentName")) { return "owner \(step)" }
        if let task = field("taskContent") ?? field("taskType") {
            return field("planName").map { "smart plan \($0): \(task)" } ?? task
        }
        if let reason = field("reason") ?? field("message") { return reason }
        return nil
    }

    private static func step(_ before: String?, _ after: String?) -> String? {
        guard let after else { return nil }
        return before.map { "\($0) → \(after)" } ?? "→ \(after)"
    }

    /// `TeamStageChange` as `team stage change`.
    private var plainTitle: String {
        var words = ""
        for character in title {
            if character.isUppercase, !words.isEmpty, words.last != " " { words.append(" ") }
            words += character.lowercased()
        }
        return words
    }
}
