import Foundation
import Leads
import Sync
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// Typing a script, slowly or fast, and what happens while nobody types.
extension TortureRun {
    func playSlowly() {
        settle()
        for segment in script.segments {
            for stroke in segment.strokes {
                loop.send([stroke.event])
                settleKeys()
                note(.strokes([stroke]))
            }
            rest(segment.rest)
        }
    }

    func playFast() {
        for (number, segment) in script.segments.enumerated() {
            var generator = SeededGenerator(seed: script.seed &+ UInt64(number) &* 0x9E37)
            if number == 0 { backend.index.shut() }
            var strokes = segment.strokes[...]
            while !strokes.isEmpty {
                let burst = strokes.prefix(Int.random(in: 1...40, using: &generator))
                strokes = strokes.dropFirst(burst.count)
                for read in Self.reads(of: burst.map(\.event)) { loop.send(read) }
                moveDoors(&generator)
                note(.strokes(Array(burst)))
            }
            rest(segment.rest)
            if Int.random(in: 0..<4, using: &generator) == 0 { loop.note { [backend] _ in backend.index.shut() } }
        }
    }

    /// What comes of a burst in one read each.
    ///
    /// An Alt key among others may be Escape and a key, and is taken for these; so those that are meant come alone. An
    /// Escape and a letter in one read is what a terminal makes an Alt key of. Digits and `n` are left out, as they are
    /// bound with Alt in the panes, where an Escape that does nothing is not what was meant.
    private static func reads(of events: [InputEvent]) -> [[InputEvent]] {
        var reads: [[InputEvent]] = [[]]
        for event in events {
            if case .key(let press) = event, press.modifiers.contains(.alt) {
                reads += [[event], []]
            } else {
                reads[reads.count - 1].append(event)
            }
        }
        return reads.filter { !$0.isEmpty }.map { $0.count > 2 ? joiningEscapes($0) : $0 }
    }

    private static func joiningEscapes(_ events: [InputEvent]) -> [InputEvent] {
        var joined: [InputEvent] = []
        for event in events {
            if case .key(let press) = event, press.modifiers.isEmpty, case .character(let letter) = press.key,
                letter.isLetter, letter != "n", joined.last == .key(KeyPress(.escape))
            {
                joined[joined.count - 1] = .key(KeyPress(press.key, modifiers: .alt))
            } else {
                joined.append(event)
            }
        }
        // What is left alone in its read would be what it says.
        return joined.count > 1 ? joined : events
    }

    /// Holds answers up, or lets them through, behind a burst.
    private func moveDoors(_ generator: inout SeededGenerator) {
        let backend = backend
        switch Int.random(in: 0..<12, using: &generator) {
        case 0..<2: loop.note { _ in backend.index.shut() }
        case 2: loop.note { _ in backend.journal.shut() }
        case 3: loop.note { _ in backend.shelf.shut() }
        case 4: loop.note { _ in backend.index.open() }
        case 5: loop.note { _ in backend.journal.open() }
        case 6: loop.note { _ in backend.shelf.open() }
        case 7..<9:
            loop.note { _ in backend.openAll() }
            settleKeys()
        default: break
        }
    }

    // MARK: Waiting

    /// Everything that was typed is done, and everything that is due has gone out and come back.
    private func settle() {
        loop.note { [backend] _ in backend.openAll() }
        wait { $0.state.account.link == .online && $0.state.list.isLoaded }
        settleKeys()
        work { [line, engine, clock] in await line.serve(engine, until: clock) }
        settleKeys()
    }

    private func settleKeys() { wait { $0.program.inFlight == 0 && $0.program.heldKeys == 0 } }

    /// Does something behind the screen, and has the loop take in what it posted before the next key.
    private func work(_ body: @escaping @Sendable () async -> Void) {
        let errand = Errand()
        loop.note { bench in errand.start(body, wake: bench.events.wake) }
        wait { _ in errand.isDone }
        loop.send([])
    }

    /// Waits, but not for ever: what never comes is told with what it hangs on.
    private func wait(until condition: @escaping @MainActor (LoopBench) -> Bool) {
        var started: ContinuousClock.Instant?
        loop.wait { [trace, script] bench in
            if trace.isStuck || condition(bench) { return true }
            let begin = started ?? .now
            started = begin
            guard .now - begin > .seconds(10) else { return false }
            trace.isStuck = true
            let list = bench.state.list
            Issue.record(
                """
                seed \(script.seed): nothing moves; in flight \(bench.program.inFlight), held \(bench.program.heldKeys), \
                awaiting rows \(list.isAwaitingRows), journal \(list.isAwaitingJournal), undo \
                \(bench.state.undo.isAwaitingAnswer), awaited \(String(describing: list.awaited)), \
                link \(bench.state.account.link), unsent \(bench.state.unsent.map { "\($0.change) \($0.status)" })
                """
            )
            return true
        }
    }

    private func note(_ event: TortureTrace.Event) {
        loop.note { [trace, backend] bench in trace.note(event, bench.program, recorded: backend.record.count) }
    }

    // MARK: Resting

    private func rest(_ rest: TortureScript.Rest) {
        settle()
        switch rest {
        case .nothing: break
        case .reading: loop.read()
        case .time(let seconds): loop.note { [clock] _ in clock.advance(by: seconds) }
        case .resize(let width, let height): resize(to: Size(width: width, height: height))
        case .refusal:
            work { [server] in
                await server.script(.updateLead, [.before(.refusal("not now", operation: "PUT /v1.0/leads/{leadId}"))])
            }
        case .colleague(let lead, let meddling): meddle(lead, meddling)
        }
        settle()
        note(.rest(rest))
    }

    private func resize(to size: Size) {
        loop.note { [screen] _ in screen.size = size }
        loop.send([.resize(size)])
    }

    private func meddle(_ lead: Lead.ID, _ meddling: TortureScript.Meddling) {
        work { [server, engine] in
            await server.meddle(lead, meddling)
            do {
                _ = try await engine.refresh(.full)
            } catch {
                Issue.record("A refresh failed: \(error)")
            }
        }
    }
}

extension FakeLofty {
    fileprivate func meddle(_ lead: Lead.ID, _ meddling: TortureScript.Meddling) {
        switch meddling {
        case .stage(let stage): edit(lead) { $0.stage = stage }
        case .tag(let tag): edit(lead) { if !$0.tags.contains(tag) { $0.tags.append(tag) } }
        case .untag(let tag): edit(lead) { $0.tags.removeAll { $0 == tag } }
        case .take: edit(lead) { $0.assignee = Assignee(id: 844_000_000_100_235, name: "Bob Stone") }
        case .remove: remove(lead)
        }
    }
}
