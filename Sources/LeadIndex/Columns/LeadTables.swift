import Leads

/// The values behind the codes of all columns.
struct LeadTables: Sendable {
    var stages = CodeTable(none: LeadLabel.none)
    var sources = CodeTable(none: LeadLabel.none)
    var owners = CodeTable(none: LeadLabel.none)
    var ponds = CodeTable(none: LeadLabel.none)
    var tags = CodeTable(none: LeadLabel.none)
    /// Codes of ``tags``, in the order of the lead.
    var tagLists = CodeTable(none: [UInt32]())
    var prices = CodeTable(none: QueryInterval.empty)
    var bedrooms = CodeTable(none: QueryInterval.empty)
    var scores = CodeTable(none: QueryInterval.empty)
    var channels = CodeTable(none: ContactChannels.none)
    /// By ``QueryChoiceField/spread(_:)``.
    var choices = CodeTable(none: UInt64(0))

    init() {}

    /// Lays out a lead, giving codes to values that are new.
    mutating func encode(_ facts: LeadFacts) -> EncodedLead {
        let lead = facts.row.lead
        var codes: SIMD16<UInt32> = .zero
        func set(_ field: CodedField, _ code: UInt32) { codes[field.rawValue] = code }
        set(.stage, stages.code(of: LeadLabel(lead.stage, nil, facts, .stage)))
        set(.source, sources.code(of: LeadLabel(lead.source, nil, facts, .source)))
        set(.owner, owners.code(of: LeadLabel(lead.assignee?.name, lead.assignee?.id, facts, .owner)))
        set(.pond, ponds.code(of: LeadLabel(lead.pond?.name, lead.pond?.id, facts, .pond)))
        set(.tags, tagLists.code(of: tagCodes(facts)))
        set(.price, prices.code(of: facts.interval(.price)))
        set(.bedrooms, bedrooms.code(of: facts.interval(.bedrooms)))
        set(.score, scores.code(of: facts.interval(.score)))
        set(.channels, channels.code(of: facts.channels))
        set(.choices, choices.code(of: QueryChoiceField.allCases.reduce(0) { $0 | $1.spread(facts.choices($1)) }))
        return EncodedLead(
            id: lead.id,
            text: LeadText.bytes(of: facts),
            moments: SIMD4(
                facts.moment(.age),
                facts.moment(.touch),
                facts.moment(.site),
                facts.moment(.updated)
            ),
            codes: codes
        )
    }

    private mutating func tagCodes(_ facts: LeadFacts) -> [UInt32] {
        facts.row.lead.tags.filter { !$0.isEmpty }.map { tag in
            let item = FoldedText.bytes(of: tag) + [LeadText.nameEnd]
            return tags.code(of: LeadLabel(name: tag, id: nil, item: item))
        }
    }

    /// Counts the values of a lead in or out.
    mutating func count(_ change: Int32, _ codes: SIMD16<UInt32>) {
        for field in CodedField.allCases {
            let code = codes[field.rawValue]
            switch field {
            case .stage: stages.count(change, of: code)
            case .source: sources.count(change, of: code)
            case .owner: owners.count(change, of: code)
            case .pond: ponds.count(change, of: code)
            case .tags: tagLists.count(change, of: code)
            case .price, .bedrooms, .score, .channels, .choices: break
            }
        }
    }

    /// How many values a field has codes for.
    func valueCount(_ field: CodedField) -> Int {
        switch field {
        case .stage: stages.count
        case .source: sources.count
        case .owner: owners.count
        case .pond: ponds.count
        case .tags: tagLists.count
        case .price: prices.count
        case .bedrooms: bedrooms.count
        case .score: scores.count
        case .channels: channels.count
        case .choices: choices.count
        }
    }

    /// The zones of every number that may be called or texted at some hour.
    var zones: CallingZones { channels.values.reduce([]) { $0.union($1.zones) } }

    /// The labels in use with the number of leads that carry each, commonest first.
    var vocabulary: QueryVocabulary {
        var tagUses = Array(repeating: 0, count: tags.count)
        for (list, uses) in zip(tagLists.values, tagLists.uses) where uses > 0 {
            for tag in list { tagUses[Int(tag)] += Int(uses) }
        }
        return QueryVocabulary(
            stages: Self.labels(stages.values, stages.uses.map(Int.init)),
            sources: Self.labels(sources.values, sources.uses.map(Int.init)),
            tags: Self.labels(tags.values, tagUses),
            owners: Self.labels(owners.values, owners.uses.map(Int.init)),
            ponds: Self.labels(ponds.values, ponds.uses.map(Int.init))
        )
    }

    private static func labels(_ labels: [LeadLabel], _ uses: [Int]) -> [QueryVocabulary.Label] {
        zip(labels, uses).compactMap { label, uses in
            uses > 0 && !label.name.isEmpty ? QueryVocabulary.Label(label.name, count: uses, id: label.id) : nil
        }.sorted { left, right in
            left.count == right.count
                ? (left.name, left.id ?? 0) < (right.name, right.id ?? 0) : left.count > right.count
        }
    }
}

extension LeadLabel {
    /// The label of a lead as ``LeadFacts`` has folded it.
    fileprivate init(_ name: String?, _ id: Int64?, _ facts: LeadFacts, _ field: QueryTextField) {
        self.init(name: name ?? "", id: id, item: Array(facts.bytes[facts.section(field)]))
    }
}
