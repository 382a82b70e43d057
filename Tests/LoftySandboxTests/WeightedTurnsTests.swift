import Testing

@testable import LoftySandbox

@Suite("Weighted turns")
struct WeightedTurnsTests {
    private typealias Share = WeightedTurns.Share

    @Test("equals take turns in their order")
    func equals() {
        var turns = WeightedTurns(shares: [3, 1, 2].map { Share(memberID: $0, weight: 1) })
        #expect((0..<7).map { _ in turns.next { _ in true } } == [3, 1, 2, 3, 1, 2, 3])
    }

    @Test("nobody is ever a whole lead off the share, and every cycle ends even", arguments: 0..<400)
    func fairness(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed), stream: 7)
        let shares = (0..<random.number(1, 12)).map { Share(memberID: Int64($0), weight: Int64(random.number(1, 30))) }
        let cycle = shares.reduce(0) { $0 + $1.weight }
        var turns = WeightedTurns(shares: shares)
        var received: [Int64: Int64] = [:]
        for step in 1...(3 * cycle) {
            let member = try #require(turns.next { _ in true })
            received[member, default: 0] += 1
            for share in shares {
                // |received - step * weight / cycle| < 1, in whole numbers.
                let difference = (received[share.memberID] ?? 0) * cycle - step * share.weight
                try #require(abs(difference) < cycle, "seed \(seed), step \(step), \(share)")
            }
        }
        for share in shares { #expect(received[share.memberID] == 3 * share.weight, "seed \(seed)") }
    }

    @Test("who is away takes no turn and saves none up beyond the cycle", arguments: 0..<200)
    func absence(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed), stream: 8)
        let shares = (0..<random.number(2, 6)).map { Share(memberID: Int64($0), weight: Int64(random.number(1, 5))) }
        var turns = WeightedTurns(shares: shares)
        for _ in 0..<200 {
            let away = Set(shares.map(\.memberID).filter { _ in random.number(0, 2) == 0 })
            let before = turns.taken
            let member = turns.next { !away.contains($0) }
            #expect((member == nil) == (away.count == shares.count), "seed \(seed)")
            guard let member else { continue }
            #expect(!away.contains(member), "seed \(seed)")
            for share in shares { #expect((turns.taken[share.memberID] ?? 0) <= share.weight, "seed \(seed)") }
            // Nobody takes a turn beyond the share while somebody who is there has one left.
            let hasTurnsLeft = { (share: Share) in (before[share.memberID] ?? 0) < share.weight }
            let present = shares.filter { !away.contains($0.memberID) }
            let chosen = try #require(present.first { $0.memberID == member })
            #expect(hasTurnsLeft(chosen) || !present.contains(where: hasTurnsLeft), "seed \(seed)")
        }
    }

    @Test("a weight of zero gets nothing")
    func zero() {
        var turns = WeightedTurns(shares: [Share(memberID: 1, weight: 0), Share(memberID: 2, weight: 2)])
        #expect((0..<5).map { _ in turns.next { _ in true } } == [2, 2, 2, 2, 2])
        var nobody = WeightedTurns(shares: [Share(memberID: 1, weight: 0)])
        #expect(nobody.next { _ in true } == nil)
    }
}
