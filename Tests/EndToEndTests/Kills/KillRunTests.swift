import Foundation
import Testing

extension EndToEnd {
    /// `FOYER_KILLS` sets how many kills there are and turns the run on, `FOYER_KILL_SEED` which run it is.
    ///
    /// Not of the usual run yet: its count of executed requests and its count of notes in the book do not agree (seed
    /// 6876763789251853467: 17 requests for 15 notes that stand there once each), and which of the two is wrong is open.
    @Suite(
        "A Foyer that is killed again and again",
        .timeLimit(.minutes(180)),
        .enabled(if: ProcessInfo.processInfo.environment["FOYER_KILLS"] != nil)
    )
    struct KillRunTests {
        private static let environment = ProcessInfo.processInfo.environment
        private static let kills = environment["FOYER_KILLS"].flatMap { Int($0) } ?? 60
        private static let seed = environment["FOYER_KILL_SEED"].flatMap { UInt64($0) } ?? .random(in: 1 ... .max)

        @Test("loses nothing, doubles nothing and keeps the order, whatever the server does meanwhile")
        func killed() throws {
            var run = try KillRun(seed: Self.seed)
            while run.kills < Self.kills { try run.session() }
            try run.comeToAnEnd()
            let result = try run.result()
            print("kill run, seed \(Self.seed): \(result.summary)")
            #expect(result.violations == [], "seed \(Self.seed)")
            #expect(result.unsettled == [], "seed \(Self.seed): what a person was asked about came to no end")
            #expect(result.arrived > Self.kills / 4, "seed \(Self.seed): the run tried too little")
        }
    }
}
