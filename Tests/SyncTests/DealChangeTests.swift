import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("Transactions on their way to the server", .timeLimit(.minutes(1)))
struct DealChangeTests {
    /// A purchase in its first stage, as a reading has it.
    private func purchase(on bench: EngineBench, _ lead: Lead.ID) async throws -> Deal {
        await bench.server.write(TransactionFields(name: "12 Oak St", kind: .purchase), of: lead)
        return try #require(try await bench.engine.readDeals(of: lead).deals.first)
    }

    private func send(_ change: DealChange, on lead: Lead.ID, _ bench: EngineBench) async throws -> OutboxEntry {
        let entry = try await bench.engine.submit(.deal(change), on: lead, hold: .zero)
        return try #require(try await bench.engine.waitUntilSettled([entry.id]).first)
    }

    private func refusal(_ entry: OutboxEntry) -> String? {
        if case .wedged(let failure) = entry.status { failure.reason } else { nil }
    }

    @Test("the list is the server's, with what is unsent, and the pipelines are those of the team")
    func reading() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let deal = try await purchase(on: bench, lead)
        _ = try await bench.engine.submit(.deal(.move(deal, to: "Contract")), on: lead, hold: .seconds(60))
        let plan = DealPlan(name: "9 Fir St", kind: .lease)
        _ = try await bench.engine.submit(.deal(.add(plan)), on: lead, hold: .seconds(60))

        let book = try await bench.engine.readDeals(of: lead)

        #expect(book.deals.map(\.stage) == ["Contract"] && book.coming == [plan])
        let stages = ["Offer", "Contract", "Closed"]
        #expect(book.pipelines == [DealBook.Pipeline(kind: "Purchase", stages: stages, first: "Offer")])
        #expect(await bench.server.deals.map(\.fields.status) == ["Offer"])
    }

    @Test("a new one is made with all that was said of it, and no undo takes it back: Lofty deletes none")
    func added() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let plan = DealPlan(name: "9 Fir St", kind: .purchase, stage: "Contract", price: 410_000)
            let entry = try await send(.add(plan), on: lead, bench)
            #expect(entry.status.isSettled)
            #expect(try await bench.engine.undo(entry.id) == .impossible(.noWayBack))
        }
        let made = try #require(await bench.server.deals.first)
        #expect(made.fields.name == "9 Fir St" && made.fields.status == "Contract" && made.fields.homePrice == 410_000)
    }

    @Test("one of that name that is there is not made again, whoever made it")
    func twin() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        _ = try await purchase(on: bench, lead)
        try await bench.running { bench in
            let entry = try await send(.add(DealPlan(name: "12 Oak St", kind: .purchase)), on: lead, bench)
            #expect(refusal(entry) == "the lead has a Purchase of that name already")
        }
        #expect(await bench.server.deals.count == 1)
    }

    @Test("one that Lofty put in another stage is told, and sending it again makes no second one")
    func otherStage() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let plan = DealPlan(name: "9 Fir St", kind: .purchase, stage: "Renamed yesterday")
            let entry = try await send(.add(plan), on: lead, bench)
            #expect(refusal(entry)?.contains("put it in Offer and not in Renamed yesterday") == true)
            _ = try await bench.engine.retry(entry.id)
            let again = try #require(try await bench.engine.waitUntilSettled([entry.id]).first)
            #expect(refusal(again) == "the lead has a Purchase of that name already")
        }
        #expect(await bench.server.deals.count == 1)
    }

    @Test("a move is undone while it waits and after it was sent", arguments: [APIError?.none, .lostPut])
    func moved(_ lost: APIError?) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let deal = try await purchase(on: bench, lead)
        await bench.server.script(.updateTransaction, [lost.map { .after($0) }])
        try await bench.running { bench in
            let entry = try await send(.move(deal, to: "Contract"), on: lead, bench)
            #expect(entry.status.isSettled)
            #expect(await bench.server.deals.map(\.fields.status) == ["Contract"])
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("there is no way back")
                return
            }
            try await bench.deliver(inverse.id)
        }
        #expect(await bench.server.deals.map(\.fields.status) == ["Offer"])
        #expect(await bench.server.count(.createTransaction) == 0)
    }

    @Test("a stage that a colleague gave it meanwhile is not written over, until the person has been told")
    func colleague() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let deal = try await purchase(on: bench, lead)
        await bench.server.configure { $0.deals[0].fields.status = "Closed" }
        try await bench.running { bench in
            let entry = try await send(.move(deal, to: "Contract"), on: lead, bench)
            #expect(refusal(entry) == "somebody else moved the transaction to Closed meanwhile")
            #expect(await bench.server.count(.updateTransaction) == 0)
            _ = try await bench.engine.retry(entry.id)
            try await bench.deliver(entry.id)
        }
        #expect(await bench.server.deals.map(\.fields.status) == ["Contract"])
    }

    @Test("one that is in the stage already needs no request; one that is gone is told, and its lead stays")
    func soAlready() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let deal = try await purchase(on: bench, lead)
        await bench.server.configure { $0.deals[0].fields.status = "Closed" }
        try await bench.running { bench in
            #expect(try await send(.move(deal, to: "Closed"), on: lead, bench).status.isSettled)
            #expect(await bench.server.count(.updateTransaction) == 0)
            await bench.server.configure { $0.deals = [] }
            let entry = try await send(.move(deal, to: "Contract"), on: lead, bench)
            #expect(refusal(entry) == "the transaction is not there any more")
        }
        #expect(try bench.row(lead) != nil)
    }

    @Test("a follow-up that was finished or moved is taken back after it was sent, as nothing of it shows on the lead")
    func followUps() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let due = bench.clock.now + 3_600
        await bench.server.write(NewLeadTask(.call, for: lead, content: "Call back", endsAt: due, timeZone: .gmt))
        try await bench.engine.readFollowUps()
        let followUp = try #require(try await bench.engine.mirroredFollowUps().followUps.first)
        try await bench.running { bench in
            for change in [FollowUpChange.move(followUp, to: due + 60), .finish(followUp)] {
                let entry = try await bench.engine.submit(.followUp(change), on: lead, hold: .zero)
                try await bench.deliver(entry.id)
                guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                    Issue.record("\(change) has no way back")
                    return
                }
                try await bench.deliver(inverse.id)
            }
        }
        #expect(await bench.server.tasks.map(\.isFinished) == [false])
        #expect(await bench.server.tasks.map(\.endsAt) == [due])
    }
}
