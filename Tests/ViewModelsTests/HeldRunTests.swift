import Foundation
import Leads
import Testing

@testable import ViewModels

@Suite("A paused run outlives Foyer")
struct HeldRunTests: BulkSteps {
    private func kept(_ effects: [Effect]) -> [HeldRun?] {
        effects.compactMap { effect -> HeldRun?? in
            if case .keepRun(let run) = effect { .some(run) } else { nil }
        }
    }

    private func first(_ effects: [Effect]) -> HeldRun? { kept(effects).first ?? nil }

    private func stopped(_ state: inout AppState, _ entries: [OutboxEntry]) throws -> [Effect] {
        happen(&state, .outboxChanged([]))
        return happen(&state, .stopped(try #require(state.bulk?.group), entries.reversed()))
    }

    /// What is kept of a run that was paused, as a file has it.
    private func keptRun() throws -> (HeldRun, [OutboxEntry]) {
        var state = marked()
        try plan(&state, act(&state, .handle(.dispose("no-answer", words: "rang"))))
        let entries = try run(&state)
        act(&state, .overlay(.bulk(.pause)))
        let run = try #require(first(try stopped(&state, entries)))
        return (try JSONDecoder().decode(HeldRun.self, from: JSONEncoder().encode(run)), entries)
    }

    @Test("it is kept before the journal is asked to take it back, and as the journal has taken it back")
    func pause() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        let entries = try run(&state)

        let effects = act(&state, .overlay(.bulk(.pause)))

        let before = try #require(first(effects))
        #expect(before.changes.map(\.entry) == entries.map(\.id))
        let group = try #require(state.bulk?.group)
        #expect(effects.last == .write(.takeBack(group)))
        // The first had left already.
        let after = first(try stopped(&state, Array(entries.dropFirst())))
        #expect(after?.changes.map(\.leadID.rawValue) == [2, 3])
    }

    @Test("a pause that came too late keeps nothing, and a stop never does")
    func nothing() throws {
        for isPause in [true, false] {
            var state = marked()
            try plan(&state, act(&state, .work(.setStage("Contacted"))))
            let entries = try run(&state)
            let effects = act(&state, .overlay(.bulk(isPause ? .pause : .stop)))
            #expect(kept(effects).isEmpty == !isPause)
            #expect(kept(try stopped(&state, isPause ? [] : entries)) == (isPause ? [nil] : []))
        }
    }

    @Test("it is forgotten once the rest is in the journal, or was given up")
    func ends() throws {
        var (state, _) = try paused()
        try plan(&state, act(&state, .overlay(.bulk(.resume))))
        let group = try #require(groups(act(&state, .overlay(.bulk(.run)))).first)
        #expect(kept(happen(&state, .submitted(group.id, []))) == [nil])

        var (other, _) = try paused()
        #expect(kept(act(&other, .overlay(.bulk(.stop)))) == [nil])
        #expect(other.marks.count == 3)
    }

    @Test("at the next start it is there, said, and goes on with exactly what was left")
    func recovers() throws {
        let (run, entries) = try keptRun()
        var state = workbench((1...4).map { lead($0) })
        state.notice = nil

        state.recover(run)

        #expect(phase(state) == .paused && state.notice != nil)
        happen(&state, .outboxChanged([entry(90, .addTag("old"), .held(until: noon + 5))]))
        #expect(act(&state, .undo).count == 1, "a change of an earlier session is still taken back")
        act(&state, .open(.bulk))
        let request = try request(act(&state, .overlay(.bulk(.resume))))
        let plan = request.plan(by: state.planner, on: BulkGround((1...3).map { lead($0) }))
        #expect(plan.rows.flatMap(\.changes) == entries.map(\.change))
        #expect(plan.rows.map(\.id.rawValue) == [1, 2, 3])
    }

    @Test("at the next start it can be left: the leads are marked for something else")
    func leaves() throws {
        let (run, _) = try keptRun()
        var state = workbench((1...4).map { lead($0) })
        state.recover(run)
        act(&state, .open(.bulk))

        #expect(kept(act(&state, .overlay(.bulk(.stop)))) == [nil])
        #expect(state.marks.count == 3 && phase(state) == .finished)
    }

    @Test("what went on its way after all, or was decided once more, is not done a second time after a kill")
    func notTwice() throws {
        let (run, entries) = try keptRun()
        func journaled(_ entry: OutboxEntry, _ status: OutboxEntry.Status, late: Bool = false) -> OutboxEntry {
            var entry = entry
            entry.status = status
            if late {
                entry.id = OutboxEntry.ID(rawValue: entry.id.rawValue + 100)
                entry.createdAt = run.pausedAt + 5
            }
            return entry
        }
        let cancelled = entries.map { journaled($0, .cancelled) }

        #expect(run.rest(after: cancelled) == run && run.rest(after: []) == run)
        // The kill came before the first was taken back.
        let half = [journaled(entries[0], .queued)] + cancelled.dropFirst()
        #expect(run.rest(after: half)?.changes.map(\.entry) == entries.dropFirst().map(\.id))
        // The rest had been planned anew and journaled, and the kill came before the file was emptied.
        let resumed = cancelled + entries.map { journaled($0, .settled(at: noon), late: true) }
        #expect(run.rest(after: resumed) == nil)
        // What was taken back once more is still open.
        #expect(run.rest(after: cancelled + entries.map { journaled($0, .cancelled, late: true) }) == run)
    }
}
