import Leads
import TestSupport

/// Queries of every kind, invented at random.
struct RandomQuery {
    private static let words = [
        "a", "5", "z", "an", "ja", "smith", "mith", "555", "5550", "+1 512 555", "example.com", "李", "小龍", "さ", "muñoz",
        "o'brien", "hot", "lead", "@", "-", " ", "lead12", "650000000000013", "9100000000000078", "qqqq", "lead1.0@",
        "12", "o’brien", "O`Brien", "mary‑ann", "ＪＡＮＥ", "jose\u{301}", "(512) 555-01", "512-555-0101 x12",
        "tel:+1-512-555-0101", "+1206", "+44 20 7946 0958", "020 7946 0958", "1-800-FLOWERS", "٥١٢٥٥٥٠١٠١", "0101", "+",
        "🌵", "الحسن", "van der westhuizen-montgomery", "512", "5125550101", "1 (512) 555-0101", "préq", "de la",
    ]
    private static let labels = [
        "New", "New Lead", "new leads", "closed", "Zillow", "zil", "réf", "hot", "Hot lead", "hotel", "shark", "VIP",
        "alice", "Alice Johnson", "844000000000701", "agent2@example.com", "first-time", "", " ", "hot;", "hot\u{37E}",
    ]

    static func query(_ generator: inout SeededGenerator) -> LeadQuery { LeadQuery(expression(3, &generator)) }

    private static func expression(_ depth: Int, _ generator: inout SeededGenerator) -> QueryExpression {
        let parts = 1 + Int.random(in: 0...2, using: &generator)
        return switch Int.random(in: 0..<(depth == 0 ? 4 : 8), using: &generator) {
        case 4: .all(of: (0..<parts).map { _ in expression(depth - 1, &generator) })
        case 5: .any(of: (0..<parts).map { _ in expression(depth - 1, &generator) })
        case 6: expression(depth - 1, &generator).negated
        default: .term(term(&generator))
        }
    }

    private static func term(_ generator: inout SeededGenerator) -> QueryTerm {
        let count = Int.random(in: 1...2, using: &generator)
        return switch Int.random(in: 0..<9, using: &generator) {
        case 0, 1: .words((0..<count).map { _ in pick(words, &generator) })
        case 2, 3:
            .text(pick(QueryTextField.allCases, &generator), (0..<count).map { _ in textPattern(&generator) })
        case 4: .number(pick(QueryNumberField.allCases, &generator), (0..<count).map { _ in number(&generator) })
        case 5, 6: .moment(pick(QueryMomentField.allCases, &generator), (0..<count).map { _ in moment(&generator) })
        default: choice(count, &generator)
        }
    }

    private static func choice(_ count: Int, _ generator: inout SeededGenerator) -> QueryTerm {
        switch Int.random(in: 0..<6, using: &generator) {
        case 5: .snoozed((0..<count).map { _ in pick(QueryAnswer.allCases, &generator) })
        case 4: .next((0..<count).map { _ in pick(QueryNextStep.allCases, &generator) })
        case 0: .type((0..<count).map { _ in pick(QueryLeadType.allCases, &generator) })
        case 1: .hidden((0..<count).map { _ in pick(QueryAnswer.allCases, &generator) })
        case 2: .may((0..<count).map { _ in pick(QueryChannel.allCases, &generator) })
        default: .sync((0..<count).map { _ in pick(QuerySyncState.allCases, &generator) })
        }
    }

    private static func textPattern(_ generator: inout SeededGenerator) -> QueryTextPattern {
        let text = pick(Bool.random(using: &generator) ? words : labels, &generator)
        return switch Int.random(in: 0..<5, using: &generator) {
        case 0: .absent
        case 1: .me
        case 2: .exactly(text)
        case 3: .like(text)
        default: .startingWith(text)
        }
    }

    private static func number(_ generator: inout SeededGenerator) -> QueryNumberPattern {
        let values: [Int64] = [0, 3, 50, 80, 400_000, 650_000, 650_000_000_000_130, .min, .max]
        return Int.random(in: 0..<4, using: &generator) == 0
            ? .absent : .within(bounds(pick(values, &generator), pick(values, &generator), &generator))
    }

    private static func moment(_ generator: inout SeededGenerator) -> QueryMomentPattern {
        let ages = [0, 60, 86_400, 2 * 86_400, 14 * 86_400, 100 * 86_400].map { QueryDuration(seconds: Int64($0)) }
        let days = [(2026, 11, 2), (2026, 10, 1), (2026, 1, 1)].compactMap { CivilDay(year: $0, month: $1, day: $2) }
        return switch Int.random(in: 0..<4, using: &generator) {
        case 0: .absent
        case 1: .elapsed(bounds(pick(ages, &generator), pick(ages, &generator), &generator))
        case 2: .day(bounds(pick(days, &generator), pick(days, &generator), &generator))
        default: .comparedTo(pick(QueryMomentField.allCases, &generator), pick(QueryComparison.allCases, &generator))
        }
    }

    private static func bounds<Value>(
        _ one: Value,
        _ two: Value,
        _ generator: inout SeededGenerator
    ) -> QueryBounds<Value> {
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: .equal(one)
        case 1: .compared(pick(QueryComparison.allCases, &generator), one)
        default: .between(min(one, two), max(one, two))
        }
    }

    private static func pick<Element>(_ elements: [Element], _ generator: inout SeededGenerator) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }
}
