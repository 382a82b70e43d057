import Leads

/// The ids of a book at one time, by slot and the other way round.
struct FrozenIDs: Sendable {
    private let slots: SlotMap
    private let ids: [[Int64]]

    init(slots: SlotMap, ids: [[Int64]]) {
        self.slots = slots
        self.ids = ids
    }

    func id(_ slot: UInt32) -> Lead.ID { Lead.ID(number(slot)) }

    func slot(of id: Lead.ID) -> UInt32? { slots.slot(of: id, id: number) }

    private func number(_ slot: UInt32) -> Int64 { ids[LeadColumns.chunk(slot)][LeadColumns.row(slot)] }
}
