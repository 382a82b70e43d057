import Foundation
import Leads
import TestSupport
import Testing

@testable import LeadIndex

@Suite("Orders of the whole book")
struct OrderTests {
    @Test("an order kept through changes is the order made anew", arguments: SeededGenerator.seeds)
    func kept(seed: UInt64) {
        var changes = RandomChanges(seed: seed)
        var reference = ReferenceBook()
        var state = BookState()
        for round in 0..<12 {
            let (rows, ids) = changes.batch(of: round == 0 ? 1_500 : 30, from: reference)
            reference.apply(rows: rows, removing: ids)
            state.apply(rows, removing: ids, revision: nil)
            let newest = LeadOrder.newest(state.columns)
            let sorts = BookIndexTests.everySort
            let sort = sorts[Int.random(in: sorts.indices, using: &changes.generator)]
            let made = LeadOrder(state.columns, sort, newest: newest)
            state.keep(newest, madeFrom: state.columns, at: state.changes.generation)
            state.keep(made, madeFrom: state.columns, at: state.changes.generation)
            for order in state.orders {
                let slots = Array(order.blocks.joined())
                #expect(slots.count == reference.count, "seed \(seed), round \(round): \(order.key)")
                let isInOrder = zip(slots, slots.dropFirst()).allSatisfy {
                    state.columns.precedes($0, $1, by: order.key)
                }
                #expect(isInOrder, "seed \(seed), round \(round): \(order.key)")
            }
            #expect(state.orders.count <= 5)
        }
    }

    @Test("an order made from older columns is brought up to now", arguments: SeededGenerator.seeds)
    func overtaken(seed: UInt64) throws {
        var changes = RandomChanges(seed: seed)
        var reference = ReferenceBook()
        var state = BookState()
        let (first, _) = changes.batch(of: 600, from: reference)
        reference.apply(rows: first, removing: [])
        state.apply(first, removing: [], revision: nil)
        let old = state
        for _ in 0..<5 {
            let (rows, ids) = changes.batch(of: 40, from: reference)
            reference.apply(rows: rows, removing: ids)
            state.apply(rows, removing: ids, revision: nil)
        }
        for sort in BookIndexTests.everySort {
            let made = LeadOrder(old.columns, sort, newest: .newest(old.columns))
            state.keep(made, madeFrom: old.columns, at: old.changes.generation)
            let kept = try #require(state.order(.sort(sort)))
            let ids = kept.blocks.joined().map { state.columns.id($0) }
            #expect(ids == reference.answer(.everything, sort, OracleTests.context), "seed \(seed): \(sort)")
        }
    }

    @Test("an order made before a change that was too large to follow is not kept")
    func tooOld() {
        var state = BookState()
        state.apply(SampleLeads.rows(count: 10), removing: [], revision: nil)
        let old = state
        state.apply(SampleLeads.rows(count: 3_000), removing: [], revision: nil)
        state.keep(.newest(old.columns), madeFrom: old.columns, at: old.changes.generation)
        #expect(state.orders.isEmpty)
    }

    @Test("sorts and searches of many leads on all cores equal the plain ones")
    func large() throws {
        // Enough for several chunks and for parts on several cores.
        let rows = SampleLeads.rows(count: 21_000)
        var reference = ReferenceBook()
        reference.apply(rows: rows, removing: [])
        let index = BookIndex()
        index.apply(rows: rows)
        let words = try LeadQuery.parse("an or 555 or tag:hot")
        for (query, key) in [(LeadQuery.everything, LeadSort.Key.name), (.everything, .touched), (words, .score)] {
            let sort = LeadSort(key)
            let question = BookQuestion(query, sort: sort, context: OracleTests.context)
            let answer = try #require(index.answer(question, rows: LeadRowTable()))
            let expected = reference.answer(query, sort, OracleTests.context)
            #expect((0..<answer.count).map(answer.id(at:)) == expected)
        }
    }
}
