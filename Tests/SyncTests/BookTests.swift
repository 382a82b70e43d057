import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("A walk through the book", .timeLimit(.minutes(5)))
struct BookTests {
    @Test("is complete although a lead is made during it, and reads the book once")
    func createdMeanwhile() async throws {
        let bench = try await bookBench(450)
        try await bench.engine.refresh(.full)
        await bench.server.remove(Lead.ID(440))
        let before = await bench.server.count(.leads)
        let made = bench.clock.now + 1
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == .leads, await server.count(.leads) == before + 2 else { return }
                await server.add(Lead(id: Lead.ID(9_000), firstName: "Nina", createdAt: made))
            }
        }
        let report = try await bench.engine.survey(.full)
        #expect(report.isComplete && report.removed == 1)
        #expect(await bench.server.count(.leads) - before == 5)
        #expect(try await bench.ids() == Set(1...450).subtracting([440]).union([9_000]))
    }

    @Test("leaves nothing out when leads are taken away before the place where it is", arguments: [25, 100])
    func takenMeanwhile(pageCap: Int) async throws {
        let bench = try await bookBench(450)
        await bench.server.configure { server in
            server.pageCap = pageCap
            server.hook = { operation in
                guard operation == .leads, await server.count(.leads) == 2 else { return }
                // The oldest have been read already: what comes after them moves up by sixty places.
                for id in 391...450 { await server.remove(Lead.ID(Int64(id))) }
            }
        }
        let report = try await bench.engine.survey(.full)
        #expect(report.missing == 0)
        #expect(try await bench.ids().isSuperset(of: Set(1...390)))
    }

    @Test("says how many leads are missing when the server gives fewer than it counts, and takes nothing out")
    func short() async throws {
        let bench = try await bookBench(120)
        try await bench.engine.refresh(.full)
        await bench.server.remove(Lead.ID(60))
        await bench.server.configure { $0.claimedTotals = Array(repeating: 130, count: 9) }
        let report = try await bench.engine.survey(.full)
        #expect(report.missing == 11 && !report.isComplete)
        #expect(try bench.row(Lead.ID(60)) != nil)
    }

    @Test("names a lead that cannot be read, sets it aside, and goes on")
    func unreadable() async throws {
        let bench = try await bookBench(250)
        try await bench.engine.refresh(.full)
        await bench.server.configure { $0.unreadableLeads = [Lead.ID(100)] }
        await bench.server.remove(Lead.ID(7))
        let report = try await bench.engine.survey(.full)
        #expect(report.missing == 0 && !report.isComplete)
        #expect(report.unreadable.contains { $0.hasSuffix("it has no readable leadId") })
        #expect(report.removed == 1)
        #expect(try bench.row(Lead.ID(7)) == nil, "no ghost stays")
        #expect(try bench.row(Lead.ID(100)) != nil, "it is there, only the list is not readable")
        bench.clock.advance(by: 60)
        let before = await bench.server.count(.leads)
        try await bench.engine.refresh(.incremental)
        #expect(await bench.server.count(.leads) - before == 2, "what cannot be read is no reason to read everything")
    }

    @Test(
        "gets around a lead that the server cannot list, names its place, and reads all the others",
        arguments: [[1], [2], [100], [226, 227], [449], [450]] as [[Int64]],
        [false, true]
    )
    func unlistable(ids: [Int64], isCursed: Bool) async throws {
        let bench = try await bookBench(450)
        try await bench.engine.refresh(.full)
        await bench.server.configure { server in
            server.unlistable = Set(ids.map { Lead.ID($0) })
            if isCursed { server.cursed = server.unlistable }
        }
        await bench.server.edit(Lead.ID(225)) { $0.stage = "Closed" }
        await bench.server.remove(Lead.ID(300))
        let report = try await bench.engine.survey(.full)
        #expect(report.unreadable.count == ids.count && report.missing == 0 && report.removed == 1)
        #expect(report.unreadable.first?.hasPrefix("lead \(451 - (ids.last ?? 0) - (ids[0] < 300 ? 1 : 0)) of") == true)
        #expect(try await bench.ids() == Set(1...450).subtracting([300]))
        #expect(try bench.row(Lead.ID(225))?.lead.stage == "Closed")
    }

    @Test("finds what is new beside a lead that the server cannot list")
    func unlistableNews() async throws {
        let bench = try await bookBench(250)
        try await bench.engine.refresh(.full)
        await bench.server.configure { $0.unlistable = [Lead.ID(1)] }
        await bench.server.add(Lead(id: Lead.ID(9_000), firstName: "Nina", createdAt: bench.clock.now + 1))
        try await bench.engine.refresh(.incremental)
        #expect(try bench.row(Lead.ID(9_000)) != nil)
    }

    @Test("fails as it did when the server lists nothing at all, in few calls, and takes nothing out")
    func nothingListed() async throws {
        let bench = try await bookBench(250)
        try await bench.engine.refresh(.full)
        let before = await bench.server.count(.leads)
        await bench.server.configure { $0.unlistable = Set($0.leads.keys) }
        await #expect(throws: SyncError.service(.serverFailure)) { try await bench.engine.survey(.full) }
        #expect(await bench.server.count(.leads) - before <= 12)
        await bench.server.fail(with: .serverFailure)
        let broken = await bench.server.count(.leads)
        await #expect(throws: SyncError.self) { try await bench.engine.survey(.full) }
        #expect(await bench.server.count(.leads) - broken <= 1)
        #expect(try await bench.ids().count == 250)
    }

    @Test("of an empty list empties nothing until a second one agrees")
    func emptyOnce() async throws {
        let bench = try await bookBench(120)
        try await bench.engine.refresh(.full)
        let leads = await bench.server.leads
        await bench.server.configure { server in leads.keys.forEach { server.remove($0) } }
        let first = try await bench.engine.survey(.full)
        #expect(first.heldBack == 120 && first.removed == 0)
        #expect(try await bench.engine.rows().count == 120)
        let soon = try await bench.engine.survey(.full)
        #expect(soon.heldBack == 120 && soon.removed == 0, "two within one moment of trouble are one witness")
        bench.clock.advance(by: 60)
        let second = try await bench.engine.survey(.full)
        #expect(second.heldBack == 0 && second.removed == 120)
        #expect(try await bench.engine.rows().isEmpty)
    }

    @Test("that comes out right again after an empty one takes nothing out")
    func emptyThenRight() async throws {
        let bench = try await bookBench(120)
        try await bench.engine.refresh(.full)
        let leads = await bench.server.leads
        await bench.server.configure { server in leads.keys.forEach { server.remove($0) } }
        _ = try await bench.engine.survey(.full)
        await bench.server.configure { server in leads.values.forEach { server.add($0) } }
        await bench.server.remove(Lead.ID(3))
        let report = try await bench.engine.survey(.full)
        #expect(report.removed == 1 && report.heldBack == 0)
        #expect(try await bench.ids() == Set(1...120).subtracting([3]))
    }

    @Test("brakes at more than 5 % and at more than 50 leads")
    func brake() {
        #expect(RemovalBrake.allows(50, of: 1_000) && RemovalBrake.allows(50, of: 100_000))
        #expect(!RemovalBrake.allows(51, of: 100_000))
        #expect(RemovalBrake.allows(5, of: 100) && !RemovalBrake.allows(6, of: 100))
    }

    @Test("finds the lead that was un-hidden where another was hidden, with equal totals")
    func equalTotals() async throws {
        let bench = try await bookBench(250)
        let hidden = try #require(await bench.server.leads[Lead.ID(200)])
        await bench.server.remove(hidden.id)
        try await bench.engine.refresh(.full)
        await bench.server.remove(Lead.ID(30))
        await bench.server.add(hidden)
        bench.clock.advance(by: 300)
        try await bench.engine.refresh(.incremental)
        #expect(try await bench.ids() == Set(1...250).subtracting([30]))
    }

    @Test("finds every edit of a colleague, whatever the order by activity goes by")
    func colleagues() async throws {
        let bench = try await bookBench(250)
        try await bench.engine.refresh(.full)
        bench.clock.advance(by: 300)
        for id in stride(from: Int64(5), through: 250, by: 12) {
            await bench.server.edit(Lead.ID(id)) { $0.tags = ["edited"] }
        }
        try await bench.engine.refresh(.incremental)
        let edited = try await bench.engine.rows().filter { $0.lead.tags == ["edited"] }
        #expect(edited.count == 21)
    }
}

/// The paging machine alone, against lists that change under it.
@Suite("The paging machine")
struct BookPassTests {
    @Test("sees every lead that is there all the time, whatever comes and goes between its pages")
    func survives() throws {
        for _ in 0..<300 {
            let seed = UInt64.random(in: 0...UInt64.max)
            var random = SeededGenerator(seed: seed)
            var list = (0..<Int.random(in: 0...400, using: &random)).map { Lead.ID(Int64($0 + 1)) }
            let always = Set(list.filter { _ in Bool.random(using: &random) })
            let cap = [2, 7, 25, 100].randomElement(using: &random) ?? 100
            var next: Int64 = 1_000
            var seen: Set<Lead.ID> = []
            var pass = BookPass(ticket: PassTicket(number: 1, revision: 0), at: Date(timeIntervalSince1970: 0))
            while pass.ending == nil {
                guard case .offset(let offset) = pass.request.page else { break }
                let items = list.dropFirst(offset).prefix(min(cap, pass.request.limit))
                seen.formUnion(items)
                pass.take(LeadPage(leads: items.map { Lead(id: $0, firstName: "A") }, total: list.count))
                for _ in 0..<Int.random(in: 0...3, using: &random) {
                    if Bool.random(using: &random) {
                        next += 1
                        list.append(Lead.ID(next))
                    } else if let index = list.indices.randomElement(using: &random), !always.contains(list[index]) {
                        list.remove(at: index)
                    }
                }
            }
            let isRight = pass.ending != .whole || always.isSubset(of: seen)
            #expect(isRight, "seed \(seed): \(always.subtracting(seen).count) left out")
            #expect(pass.pages <= 40 + 4 * (400 / max(1, cap - 1) + 400), "seed \(seed)")
        }
    }

    @Test("sees every lead that can be listed, wherever those are that cannot")
    func getsAround() {
        for _ in 0..<300 {
            let seed = UInt64.random(in: 0...UInt64.max)
            var random = SeededGenerator(seed: seed)
            let list = (0..<Int.random(in: 0...400, using: &random)).map { Lead.ID(Int64($0 + 1)) }
            let cap = [2, 7, 25, 100].randomElement(using: &random) ?? 100
            // No two of them side by side: of a whole row nobody can tell whose fault it is.
            let cursed = Set(
                list.filter { $0.rawValue.isMultiple(of: 2) && Int.random(in: 0..<25, using: &random) == 0 }
            )
            var seen: Set<Lead.ID> = []
            var pass = BookPass(ticket: PassTicket(number: 1, revision: 0), at: Date(timeIntervalSince1970: 0))
            while pass.ending == nil, case .offset(let offset) = pass.request.page {
                let items = list.dropFirst(offset).prefix(min(cap, pass.request.limit))
                if items.contains(where: cursed.contains) {
                    guard pass.getAround("it fails") else { break }
                    continue
                }
                seen.formUnion(items)
                pass.take(LeadPage(leads: items.map { Lead(id: $0, firstName: "A") }, total: list.count))
            }
            #expect(pass.ending == .whole, "seed \(seed)")
            #expect(seen == Set(list).subtracting(cursed), "seed \(seed)")
            #expect(pass.unreadable.count == cursed.count && pass.counted == seen.count, "seed \(seed)")
        }
    }

    @Test("of a list that stays as it is ends whole, with one page for each hundred")
    func quiet() {
        let list = (1...1_000).map { Lead(id: Lead.ID(Int64($0)), firstName: "A") }
        var pass = BookPass(ticket: PassTicket(number: 1, revision: 0), at: Date(timeIntervalSince1970: 0))
        while pass.ending == nil, case .offset(let offset) = pass.request.page {
            pass.take(LeadPage(leads: Array(list.dropFirst(offset).prefix(100)), total: list.count))
        }
        #expect(pass.ending == .whole && pass.counted == 1_000 && pass.pages == 11)
    }

    @Test("goes on by place when a cursor has expired")
    func cursorExpires() {
        let list = (1...6_000).map { Lead(id: Lead.ID(Int64($0)), firstName: "A") }
        var pass = BookPass(ticket: PassTicket(number: 1, revision: 0), at: Date(timeIntervalSince1970: 0))
        var hasExpired = false
        while pass.ending == nil {
            switch pass.request.page {
            case .offset(let offset):
                let items = Array(list.dropFirst(offset).prefix(100))
                pass.take(LeadPage(leads: items, total: list.count, scrollID: String(offset + items.count)))
            case .scroll(let cursor):
                let offset = Int(cursor) ?? 0
                if offset > 5_300, !hasExpired {
                    hasExpired = true
                    let isTaken = pass.loseCursor()
                    #expect(isTaken)
                    continue
                }
                let items = Array(list.dropFirst(offset).prefix(100))
                pass.take(LeadPage(leads: items, total: list.count, scrollID: String(offset + items.count)))
            }
        }
        #expect(hasExpired && pass.ending == .whole && pass.counted == 6_000)
    }
}
