import Foundation
import TestSupport
import Testing

/// Plays scripts twice, typed slowly and in bursts, and tells where two records part.
@MainActor enum TortureComparison {
    /// `FOYER_TORTURE_KEYS`, for a night; else what fits into the default run.
    nonisolated static func keys(unlessAsked usual: Int) -> Int {
        ProcessInfo.processInfo.environment["FOYER_TORTURE_KEYS"].flatMap(Int.init) ?? usual
    }

    /// `FOYER_TORTURE_SEED`, to see a difference again; any, when so many keys are asked for by `FOYER_TORTURE_KEYS`.
    static var firstSeed: UInt64 {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["FOYER_TORTURE_SEED"].flatMap({ UInt64($0) }) { return seed }
        return environment["FOYER_TORTURE_KEYS"] == nil ? 1_554_358_403 : UInt64.random(in: 0..<1 << 32)
    }

    private static let keysOfScript = 1_000

    /// Plays scripts of consecutive seeds until so many keys are typed.
    ///
    /// - Parameters:
    ///   - keys: how many.
    ///   - name: what to call them when the seeds are printed.
    ///   - write: makes the script of a seed with so many keys.
    /// - Returns: how many lines the records have in all.
    /// - Throws: what the store or the key table throws.
    static func play(
        _ keys: Int,
        _ name: String,
        _ write: (_ seed: UInt64, _ keys: Int) -> TortureScript
    ) async throws -> Int {
        let first = firstSeed
        print("\(name): FOYER_TORTURE_SEED=\(first)")
        var typed = 0
        var lines = 0
        var seed = first
        while typed < keys {
            let script = write(seed, min(keysOfScript, keys - typed))
            typed += script.keyCount
            let (slow, fast) = try await play(script)
            lines += slow.record.count
            if slow.record != fast.record { try await report(script, slow, fast) }
            seed += 1
            // Of a night's run, how far it is.
            if keys >= 10 * keysOfScript, (seed - first).isMultiple(of: 10) { print("\(name): \(typed) keys so far") }
        }
        print("\(name): \(typed) keys, \(lines) lines of record, seeds \(first)..<\(seed)")
        return lines
    }

    private static func play(
        _ script: TortureScript
    ) async throws -> (slow: TortureRun.Outcome, fast: TortureRun.Outcome) {
        let slow = try await TortureRun.play(script, by: .slow)
        return (slow, try await TortureRun.play(script, by: .fast))
    }

    /// Where two records part.
    private static func difference(_ slow: [String], _ fast: [String]) -> String {
        let place = zip(slow, fast).enumerated().first { $1.0 != $1.1 }?.offset ?? min(slow.count, fast.count)
        let part: ([String]) -> String = { Array($0.dropFirst(place).prefix(3)).onLines }
        return "line \(place)\nslow: \(part(slow))\nfast: \(part(fast))"
    }

    /// Tells what differs, and the shortest part of the script that still does.
    private static func report(_ script: TortureScript, _ slow: TortureRun.Outcome, _ fast: TortureRun.Outcome)
        async throws
    {
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
            the screens part here, slow: \(shortest.slow.trace.part(beforeLeaving: shortest.fast.trace).onLines)
            fast: \(shortest.fast.trace.part(beforeLeaving: shortest.slow.trace).onLines)
            """
        )
    }

    /// What was on the screen around the place where the records part.
    private static func part(of outcome: TortureRun.Outcome, beside other: TortureRun.Outcome) -> String {
        let place = zip(outcome.record, other.record).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
        return outcome.trace.part(around: place).onLines
    }
}

extension [String] {
    fileprivate var onLines: String { joined(separator: "\n      ") }
}
