import FoundationEssentials

/// One fact about a lead that a query or an order looks at, for explaining why the lead stands where it does.
package enum LeadReason: Hashable, Sendable {
    /// How long ago; `nil` when it never happened, negative when the server's clock is ahead.
    case moment(QueryMomentField, ago: Duration?)
    case number(QueryNumberField, QueryInterval)
    /// The texts of a field; none when it is empty.
    case text(QueryTextField, [String])
    case types([LeadType])
    case hidden(Bool)
    /// `words` says more, on the lead's clock.
    case mayContact(ContactGuard.Channel, ContactVerdict, words: String)
    case sync(SyncState)
    case nextStep(QueryNextStep)
    case snoozed(Bool)
    /// A free word that was found.
    case word(String)

    /// The fact as a person would say it, such as "created 42 s ago" or "no contact logged".
    package var words: String {
        switch self {
        case .moment(let field, let ago): field.sentence(ago: ago)
        case .number(let field, let value): field.sentence(value)
        case .text(let field, []): field == .owner ? "nobody owns it" : "no \(field.rawValue)"
        case .text(let field, let texts): field.rawValue + " " + texts.joined(separator: ", ")
        case .types([]): "no type"
        case .types(let types): types.map(\.name).joined(separator: ", ")
        case .hidden(let isHidden): isHidden ? "hidden" : "not hidden"
        case .mayContact(let channel, let verdict, let words):
            channel.rawValue + (verdict.permits ? " allowed" : " blocked") + (words == "allowed" ? "" : ": " + words)
        case .sync(let state): state.sentence
        case .nextStep(let step): step.sentence
        case .snoozed(let isAside): isAside ? "put aside" : "not put aside"
        case .word(let word): "contains “\(word)”"
        }
    }
}

extension Duration {
    /// One unit, cut down: "42 s", "3 min", "5 h", "12 d".
    package var inOneUnit: String {
        let seconds = max(0, components.seconds)
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3_600: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}

extension QueryMomentField {
    fileprivate func sentence(ago: Duration?) -> String {
        guard let ago else { return absence }
        return "\(verb) \(ago.inOneUnit) ago"
    }

    private var verb: String {
        switch self {
        case .age: "created"
        case .touch: "last contact"
        case .site: "last on site"
        case .updated: "updated"
        }
    }

    private var absence: String {
        switch self {
        case .age: "no creation time"
        case .touch: "no contact logged"
        case .site: "never seen on site"
        case .updated: "no update time"
        }
    }
}

extension QueryNumberField {
    fileprivate func sentence(_ value: QueryInterval) -> String {
        if value.isEmpty { return "no \(rawValue)" }
        if value.low == value.high { return "\(rawValue) \(value.low)" }
        if value.low == .min { return "\(rawValue) up to \(value.high)" }
        return value.high == .max ? "\(rawValue) from \(value.low)" : "\(rawValue) \(value.low) to \(value.high)"
    }
}

extension QueryNextStep {
    fileprivate var sentence: String {
        switch self {
        case .none: "nothing is planned"
        case .overdue: "the next step is overdue"
        case .today: "the next step is due today"
        case .planned: "a next step is planned"
        }
    }
}

extension SyncState {
    fileprivate var sentence: String {
        switch self {
        case .clean: "in step with the server"
        case .queued: "a change waits to be sent"
        case .sending: "a change is being sent"
        case .failed: "a change failed"
        case .conflict: "a change conflicts with the server"
        }
    }
}
