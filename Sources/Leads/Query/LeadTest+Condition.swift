import FoundationEssentials

extension LeadTest {
    static func word(_ word: FreeWord) -> LeadTest { LeadTest(cost: 40) { word.matches($0) } }

    static func text(_ field: QueryTextField, _ needle: TextNeedle) -> LeadTest {
        LeadTest(cost: field.isLabel ? 4 : 10) { facts in
            needle.accepts(facts.section(field), of: facts.bytes, ownerID: facts.ownerID)
        }
    }

    static func number(_ field: QueryNumberField, _ wanted: QueryInterval?) -> LeadTest {
        guard let wanted else { return LeadTest(cost: 1) { $0.interval(field).isEmpty } }
        return LeadTest(cost: 1) { $0.interval(field).overlaps(wanted) }
    }

    static func moment(_ field: QueryMomentField, _ test: MomentTest) -> LeadTest {
        LeadTest(cost: 1) { test.matches($0.moment(field), of: $0) }
    }

    static func may(_ channels: [QueryChannel], in zones: OpenZones) -> LeadTest {
        LeadTest(cost: 2) { $0.channels.permit(anyOf: channels, in: zones) }
    }

    static func choice(_ field: QueryChoiceField, _ bits: UInt16) -> LeadTest {
        LeadTest(cost: 1) { $0.choices(field) & bits != 0 }
    }
}

extension FreeWord {
    /// Fewer digits would find nearly every number of the book.
    private static let fewestDigits = 3

    init(_ word: String) {
        text = FoldedText.bytes(of: word)
        id = Int64(word)
        digits = WrittenNumber.dialled(in: word).flatMap { digits in
            let fewest = WrittenNumber(word).isInternational ? 1 : Self.fewestDigits
            return digits.utf8.count >= fewest ? PhoneNeedle.part(of: word, digits) : nil
        }
    }
}

extension TextNeedle {
    static func needles(
        for pattern: QueryTextPattern,
        field: QueryTextField,
        context: QueryContext
    ) -> [TextNeedle] {
        switch pattern {
        case .absent: [.absent]
        case .exactly(let text) where field == .phone: PhoneNeedle.exactly(text)
        case .startingWith(let text) where field == .phone: PhoneNeedle.starting(text)
        case .like(let text) where field == .phone: [.part(PhoneNeedle.part(of: text, WrittenNumber(text).digits))]
        case .me: context.me.map(needles(for:)) ?? []
        case .exactly(let text): owners(text, field, context) + [.start(FoldedText.bytes(of: text), .itemEnd)]
        case .startingWith(let text): [.start(FoldedText.bytes(of: text), .anything)]
        case .like(let text):
            owners(text, field, context)
                + [field.isLabel ? .start(FoldedText.bytes(of: text), .wordEnd) : .part(FoldedText.bytes(of: text))]
        }
    }

    /// Leads name their agent by display name and often by another id than the member list does.
    private static func needles(for member: Member) -> [TextNeedle] {
        [.ownerID(member.id.rawValue), .start(FoldedText.bytes(of: member.fullName), .itemEnd)]
    }

    /// Further ways to name an owner: the id on the lead, and addresses, which only the member list knows.
    private static func owners(_ text: String, _ field: QueryTextField, _ context: QueryContext) -> [TextNeedle] {
        guard field == .owner else { return [] }
        if let id = Int64(text) { return [.ownerID(id)] }
        guard text.contains("@") else { return [] }
        let wanted = FoldedText.bytes(of: text)
        return (context.members + [context.me].compactMap(\.self)).flatMap { member in
            let address = FoldedText.bytes(of: member.email)
            return address.span.contains(wanted, in: address.indices) ? needles(for: member) : []
        }
    }
}

extension QueryNumberPattern {
    var interval: QueryInterval? {
        switch self {
        case .absent: nil
        case .within(.equal(let value)): QueryInterval(value, value)
        case .within(.between(let low, let high)): QueryInterval(low, high)
        case .within(.compared(.atMost, let value)): QueryInterval(.min, value)
        case .within(.compared(.atLeast, let value)): QueryInterval(value, .max)
        case .within(.compared(.below, let value)): value == .min ? .empty : QueryInterval(.min, value - 1)
        case .within(.compared(.above, let value)): value == .max ? .empty : QueryInterval(value + 1, .max)
        }
    }
}

extension MomentTest {
    init(_ pattern: QueryMomentPattern, context: QueryContext) {
        switch pattern {
        case .absent: self = .absent
        case .comparedTo(let field, let comparison): self = .comparedTo(field, comparison)
        case .elapsed(let bounds):
            self = .window(elapsed: bounds, now: context.now.timeIntervalSinceReferenceDate)
        case .day(let bounds): self = .window(days: bounds, clock: context.clock)
        }
    }

    /// Less time elapsed is a later moment, so the comparisons turn round.
    private static func window(elapsed bounds: QueryBounds<QueryDuration>, now: Double) -> MomentTest {
        func moment(_ duration: QueryDuration) -> Double { now - Double(duration.seconds) }
        return switch bounds {
        case .equal(let longest), .compared(.atMost, let longest): .from(moment(longest))
        case .compared(.below, let longest): .from(moment(longest), isIncluded: false)
        case .compared(.atLeast, let shortest): .until(moment(shortest))
        case .compared(.above, let shortest): .until(moment(shortest), isIncluded: false)
        case .between(let shortest, let longest):
            .window(low: moment(longest), high: moment(shortest), includesLow: true, includesHigh: true)
        }
    }

    private static func window(days bounds: QueryBounds<CivilDay>, clock: ZoneRules) -> MomentTest {
        func start(_ day: CivilDay, plusDays extra: Int = 0) -> Double {
            Double(clock.start(of: day, plusDays: extra)) - Date.timeIntervalBetween1970AndReferenceDate
        }
        return switch bounds {
        case .equal(let day): .day(start(day), start(day, plusDays: 1))
        case .between(let first, let last): .day(start(first), start(last, plusDays: 1))
        case .compared(.below, let day): .until(start(day), isIncluded: false)
        case .compared(.atMost, let day): .until(start(day, plusDays: 1), isIncluded: false)
        case .compared(.above, let day): .from(start(day, plusDays: 1))
        case .compared(.atLeast, let day): .from(start(day))
        }
    }

    private static func from(_ low: Double, isIncluded: Bool = true) -> MomentTest {
        .window(low: low, high: .infinity, includesLow: isIncluded, includesHigh: true)
    }

    private static func until(_ high: Double, isIncluded: Bool = true) -> MomentTest {
        .window(low: -.infinity, high: high, includesLow: true, includesHigh: isIncluded)
    }

    private static func day(_ low: Double, _ high: Double) -> MomentTest {
        .window(low: low, high: high, includesLow: true, includesHigh: false)
    }
}
