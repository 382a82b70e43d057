import Leads
import TestSupport

/// Invents queries, all of them canonical, with values that hit and miss the samples.
struct RandomQuery {
    var generator: SeededGenerator

    mutating func query() -> LeadQuery { LeadQuery(expression(depth: 3)) }

    mutating func expression(depth: Int) -> QueryExpression {
        let kind = depth == 0 ? 0 : Int.random(in: 0...5, using: &generator)
        switch kind {
        case 0...2: return .term(term())
        case 3: return expression(depth: depth - 1).negated
        case 4: return .all(of: (0..<pick(1, 2, 3)).map { _ in expression(depth: depth - 1) })
        default: return .any(of: (0..<pick(1, 2, 3)).map { _ in expression(depth: depth - 1) })
        }
    }

    mutating func term() -> QueryTerm {
        switch Int.random(in: 0...9, using: &generator) {
        case 0, 1: .words(some(Self.texts))
        case 2, 3, 4: text()
        case 5: number()
        case 6, 7: .moment(pick(QueryMomentField.allCases), (0..<pick(1, 2)).map { _ in moment() })
        case 8: pick(.type(some(QueryLeadType.allCases)), .hidden(some(QueryAnswer.allCases)))
        default:
            pick(
                .may(some(QueryChannel.allCases)),
                .sync(some(QuerySyncState.allCases)),
                .next(some(QueryNextStep.allCases)),
                .snoozed(some(QueryAnswer.allCases))
            )
        }
    }

    // MARK: Values

    private static let texts = [
        "jane", "JOSE", "smith", "New Lead", "new", "New", "hot", "Hot lead", "zillow", "Zil", "512", "5550142",
        "example.com", "lead3.0@example.com", "none", "me", "or", "and", "a\"b", "back\\slash", "x,y", "(z)", "-neg",
        "=eq", "star*", "stage:new", "田中", "Référence", "e\u{301}", "\u{301}accent", "García", "alice", " ",
        "844000000000701", "650000000000013", "Tank", "Under", "agent1@example.com", "🌵",
    ]

    private mutating func text() -> QueryTerm {
        let field = pick(QueryTextField.allCases)
        let patterns = (0..<pick(1, 1, 2, 3)).map { _ -> QueryTextPattern in
            let text = field == .phone ? pick("512", "5550142", "+1 (206) 555") : pick(Self.texts)
            return switch Int.random(in: 0...6, using: &generator) {
            case 0: .absent
            case 1 where field == .owner: .me
            case 2: .exactly(text)
            case 3: .startingWith(pick(text, String(text.prefix(2).filter(\.isNumber)), ""))
            default: .like(text)
            }
        }
        return .text(field, patterns)
    }

    private mutating func number() -> QueryTerm {
        let field = pick(QueryNumberField.allCases)
        let values: [Int64] =
            switch field {
            case .score: [0, 50, 80, 100, -3, .max, .min]
            case .price: [0, 300_000, 450_000, 1_250_000]
            case .bedrooms: [0, 1, 3, 5]
            case .id: [650_000_000_000_013, 9_100_000_000_000_078, -1]
            }
        let patterns = (0..<pick(1, 1, 2)).map { _ -> QueryNumberPattern in
            pick(0, 1, 2, 3) == 0 && field != .id ? .absent : .within(bounds(values))
        }
        return .number(field, patterns)
    }

    private mutating func moment() -> QueryMomentPattern {
        let lengths = ["30m", "2h", "1d", "3d", "2w", "6mo", "1y", "0s", "90s"].compactMap { QueryDuration($0) }
        let days = ["2026-10-31", "2026-11-01", "2026-11-02", "2025-12-31", "0001-01-01"].compactMap { CivilDay($0) }
        return switch Int.random(in: 0...5, using: &generator) {
        case 0: .absent
        case 1, 2: .elapsed(bounds(lengths))
        case 3, 4: .day(bounds(days))
        default: .comparedTo(pick(QueryMomentField.allCases), pick(QueryComparison.allCases))
        }
    }

    private mutating func bounds<Value>(_ values: [Value]) -> QueryBounds<Value> {
        switch Int.random(in: 0...3, using: &generator) {
        case 0: return .equal(pick(values))
        case 1: return .compared(pick(QueryComparison.allCases), pick(values))
        default:
            let (one, other) = (pick(values), pick(values))
            return .between(min(one, other), max(one, other))
        }
    }

    // MARK: Picking

    private mutating func some<Element>(_ elements: [Element]) -> [Element] {
        (0..<pick(1, 1, 1, 2)).map { _ in pick(elements) }
    }

    mutating func pick<Element>(_ elements: Element...) -> Element { pick(elements) }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }
}
