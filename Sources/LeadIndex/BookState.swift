import Leads

/// All that the index knows at one time; a value that a question takes hold of and works on in peace.
struct BookState: Sendable {
    private(set) var columns = LeadColumns()
    /// Orders of the whole book, kept as leads change; the one asked for last comes first.
    private(set) var orders: [LeadOrder] = []
    var counts: QueueCounts?
    /// The store's revision that the columns are at.
    var revision: Int64 = 0
    private(set) var changes = ChangeLog()

    /// Orders that are kept; each costs four bytes a lead.
    private static let mostOrders = 5

    init() {}

    init(_ columns: LeadColumns, orders: [LeadOrder], revision: Int64) {
        self.columns = columns
        self.orders = orders
        self.revision = revision
    }

    // MARK: Orders

    func order(_ key: LeadOrder.Key) -> LeadOrder? { orders.first { $0.key == key } }

    /// Keeps an order that was made from older columns, brought up to now.
    mutating func keep(_ order: LeadOrder, madeFrom old: LeadColumns, at generation: UInt64) {
        guard self.order(order.key) == nil, let slots = changes.slots(since: generation) else { return }
        var order = order
        order.update(slots, from: old, to: columns)
        orders.insert(order, at: 0)
        if orders.count > Self.mostOrders { dropOldestOrder() }
    }

    /// Marks an order as asked for.
    mutating func touch(_ key: LeadOrder.Key) {
        guard let index = orders.firstIndex(where: { $0.key == key }), index > 0 else { return }
        orders.insert(orders.remove(at: index), at: 0)
    }

    /// The one that breaks all ties stays.
    private mutating func dropOldestOrder() {
        guard let index = orders.lastIndex(where: { $0.key != .newest }) else { return }
        orders.remove(at: index)
    }

    // MARK: Changes

    /// Takes leads out, then puts others in.
    mutating func apply(_ rows: [LeadRow], removing ids: [Lead.ID], revision: Int64?) {
        self.revision = revision ?? self.revision
        let size = rows.count + ids.count
        // Sorting and counting anew costs less than many single changes.
        let isLarge = size > 500 && size > columns.count / 50
        let counted = counts
        if isLarge {
            orders = []
            counts = nil
        }
        var slots: [UInt32] = []
        for id in ids { if let slot = remove(id) { slots.append(slot) } }
        // A stretch at a time, so that a large book is never folded twice in memory.
        for start in stride(from: 0, to: rows.count, by: LeadFacts.stretch) {
            let stretch = rows[start..<min(start + LeadFacts.stretch, rows.count)]
            for lead in LeadFacts.all(of: stretch) { slots.append(put(lead)) }
        }
        changes.add(isLarge ? nil : slots)
        if isLarge, let counted { counts = QueueCounts(counted.queries, context: counted.context, columns) }
    }

    private mutating func remove(_ id: Lead.ID) -> UInt32? {
        guard let slot = columns.slot(of: id) else { return nil }
        counts?.count(-1, slot, columns)
        for index in orders.indices { orders[index].remove(slot, columns) }
        columns.remove(id)
        return slot
    }

    private mutating func put(_ facts: LeadFacts) -> UInt32 {
        let lead = columns.encode(facts)
        guard let slot = columns.slot(of: lead.id) else {
            let slot = columns.put(lead)
            for index in orders.indices { orders[index].insert(slot, columns) }
            counts?.count(1, slot, columns)
            return slot
        }
        let moving = orders.indices.filter { !columns.sortsAlike(slot, lead, by: orders[$0].key) }
        counts?.count(-1, slot, columns)
        for index in moving { orders[index].remove(slot, columns) }
        columns.put(lead)
        for index in moving { orders[index].insert(slot, columns) }
        counts?.count(1, slot, columns)
        return slot
    }
}

extension LeadOrder {
    /// Moves slots whose leads have changed.
    ///
    /// - Parameters:
    ///   - slots: those that may differ, each once.
    ///   - old: what the order was made from.
    ///   - new: what it shall be an order of.
    mutating func update(_ slots: Set<UInt32>, from old: LeadColumns, to new: LeadColumns) {
        for slot in slots where Int(slot) < old.slotCount && old.isUsed(slot) { remove(slot, old) }
        for slot in slots where new.isUsed(slot) { insert(slot, new) }
    }
}

extension LeadColumns {
    /// Whether a lead keeps its place in an order.
    fileprivate func sortsAlike(_ slot: UInt32, _ lead: EncodedLead, by key: LeadOrder.Key) -> Bool {
        guard case .sort(let sort) = key else { return true }
        switch sort.key {
        case .created: return isSame(.age, slot, lead)
        case .updated: return isSame(.updated, slot, lead)
        case .touched: return isSame(.touch, slot, lead)
        case .visited: return isSame(.site, slot, lead)
        case .call: return isSame(.age, slot, lead) && isSame(.touch, slot, lead) && isSame(.site, slot, lead)
        case .score: return code(.score, slot) == lead.codes[CodedField.score.rawValue]
        case .stage: return code(.stage, slot) == lead.codes[CodedField.stage.rawValue]
        case .name:
            let chunk = chunks[Self.chunk(slot)]
            return chunk.text[chunk.textRange(Self.row(slot))].elementsEqual(lead.text)
        }
    }

    private func isSame(_ field: QueryMomentField, _ slot: UInt32, _ lead: EncodedLead) -> Bool {
        moment(field, slot).bitPattern == lead.moments[field.column].bitPattern
    }
}
