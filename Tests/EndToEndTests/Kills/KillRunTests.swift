import Foundation
import Testing

extension EndToEnd {
    /// 60 kills; `FOYER_KILLS` sets how many else, `FOYER_KILL_SEED` which run it is.
    ///
    /// A seed makes the same choices, and the machine decides where in a session a kill strikes.
    @Suite("A Foyer that is killed again and again", .timeLimit(.minutes(180)))
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
            #expect(result.arrived > Self.kills / 8, "seed \(Self.seed): the run tried too little")
        }
    }
}
