import Leads

extension LeadColumns {
    /// Whether one lead comes before another.
    ///
    /// Leads without the sort's value come last in both directions; ties are broken by the newest id.
    func precedes(_ left: UInt32, _ right: UInt32, by key: LeadOrder.Key) -> Bool {
        switch key {
        case .newest: id(left).newness > id(right).newness
        case .sort(let sort): precedes(left, right, by: sort) ?? (id(left).newness > id(right).newness)
        }
    }

    /// The order of two values; `nil` when they are equal.
    private func precedes(_ left: UInt32, _ right: UInt32, by sort: LeadSort) -> Bool? {
        switch sort.key {
        case .created: precedes(moment(.age, left), moment(.age, right), sort)
        case .updated: precedes(moment(.updated, left), moment(.updated, right), sort)
        case .touched: precedes(moment(.touch, left), moment(.touch, right), sort)
        case .visited: precedes(moment(.site, left), moment(.site, right), sort)
        case .call:
            precedes(
                CallOrder { moment($0, left) }.urgency,
                CallOrder { moment($0, right) }.urgency,
                sort
            )
        case .score: precedes(score(left), score(right), sort)
        case .stage: precedes(stageText(left)[...], stageText(right)[...], sort)
        case .name: precedes(nameText(left), nameText(right), sort)
        }
    }

    private func precedes(_ left: Double, _ right: Double, _ sort: LeadSort) -> Bool? {
        if left.isNaN || right.isNaN { return left.isNaN == right.isNaN ? nil : right.isNaN }
        return left == right ? nil : (left < right) != sort.isDescending
    }

    private func precedes(_ left: QueryInterval, _ right: QueryInterval, _ sort: LeadSort) -> Bool? {
        if left.isEmpty || right.isEmpty { return left.isEmpty == right.isEmpty ? nil : right.isEmpty }
        return left.low == right.low ? nil : (left.low < right.low) != sort.isDescending
    }

    private func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ sort: LeadSort) -> Bool? {
        if left.isEmpty || right.isEmpty { return left.isEmpty == right.isEmpty ? nil : right.isEmpty }
        for (one, two) in zip(left, right) where one != two {
            return (LeadText.shown(one) < LeadText.shown(two)) != sort.isDescending
        }
        return left.count == right.count ? nil : (left.count < right.count) != sort.isDescending
    }

    private func score(_ slot: UInt32) -> QueryInterval { tables.scores[code(.score, slot)] }

    /// The folded label; empty when the lead has no stage.
    private func stageText(_ slot: UInt32) -> [UInt8] { tables.stages[code(.stage, slot)].item }

    /// What the list shows as the name, see ``Lead/displayName``: the first item, since empty ones are not kept.
    private func nameText(_ slot: UInt32) -> ArraySlice<UInt8> {
        let chunk = chunks[Self.chunk(slot)]
        return chunk.nameRange(Self.row(slot)).map { chunk.text[$0] } ?? []
    }
}

extension LeadChunk {
    /// The first item of a row without its end; `nil` when the row has no text.
    func nameRange(_ row: Int) -> Range<Int>? {
        let range = textRange(row)
        guard var end = range.first else { return nil }
        while !LeadText.endsItem(text[end]) { end += 1 }
        return range.lowerBound..<end
    }
}

extension Lead.ID {
    /// Larger for newer leads; one that the server has not created yet is newer than all that it has.
    var newness: UInt64 {
        isProvisional ? 1 << 63 | UInt64(bitPattern: ~rawValue) : UInt64(bitPattern: rawValue)
    }
}
