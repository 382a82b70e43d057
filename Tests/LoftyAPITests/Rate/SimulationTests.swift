import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Simulation of hundreds of clients", .timeLimit(.minutes(5)))
struct SimulationTests {
    typealias Setting = BudgetSimulation.Setting
    typealias Headers = SimulatedServer.Headers

    private static let seed: UInt64 = 20_261_121

    /// Runs a setting, and prints what the article on rate limits quotes.
    private func run(_ setting: Setting, seed: UInt64 = seed) -> BudgetSimulation.Figures {
        var simulation = BudgetSimulation(setting, seed: seed)
        let figures = simulation.run()
        let burst = setting.perSecond.map { " and \($0) a second" } ?? ""
        print(
            "simulation, seed \(seed): \(setting.clients) \(setting.isShared ? "processes" : "strangers"),",
            "limit \(setting.limit)\(burst), headers \(setting.headers.rawValue):",
            "\(Int(figures.throughput * 1_000) / 10) % used, \(figures.refused) of \(figures.served) refused,",
            "writes wait p50 \(Int(figures.wait(0.5) * 1_000)) ms, p99 \(Int(figures.wait(0.99) * 1_000)) ms,",
            "fewest background calls \(figures.fewestBackground)"
        )
        return figures
    }

    @Test(
        "processes that share a budget of exact headers use 95 % of it, draw no 429 and let writes go at once",
        arguments: [1, 10, 300],
        [100, 500]
    )
    func sharesExactBudget(clients: Int, limit: Int) {
        let headers: Headers = limit == 100 ? .milliseconds : .seconds
        let setting = Setting(clients: clients, isShared: true, limit: limit, headers: headers).short
        let figures = run(setting)
        #expect(figures.refused == 0)
        #expect(figures.throughput >= 0.95)
        #expect(figures.wait(0.99) <= 0.1)
        #expect(figures.wait(1) <= 1)
        #expect(figures.unsentWrites == 0)
        #expect(figures.fewestBackground >= limit * setting.minutes / clients / 3)
    }

    @Test("whatever the seed, an exact budget draws no 429", arguments: SeededGenerator.seeds)
    func holdsForEverySeed(seed: UInt64) {
        let figures = run(Setting(clients: 10, isShared: true, limit: 100, headers: .seconds, minutes: 10), seed: seed)
        #expect(figures.refused == 0)
        #expect(figures.throughput >= 0.94)
        #expect(figures.wait(0.99) <= 1)
    }

    @Test(
        "late counts, which cannot be proved, leave it at 80 % of the limit without a 429",
        arguments: [(1, 500), (10, 500), (300, 100)]
    )
    func toleratesLateHeaders(clients: Int, limit: Int) {
        let figures = run(Setting(clients: clients, isShared: true, limit: limit, headers: .late).short)
        #expect(figures.refused == 0)
        #expect((0.78...0.9).contains(figures.throughput))
        #expect(figures.wait(0.99) <= 0.5)
    }

    @Test(
        "a reset that is always wrong is seen through, and leaves it at 80 % of the limit without a 429",
        arguments: [(1, 500), (10, 500), (300, 100)]
    )
    func toleratesWrongReset(clients: Int, limit: Int) {
        let figures = run(Setting(clients: clients, isShared: true, limit: limit, headers: .wrongReset).short)
        #expect(figures.refused == 0)
        #expect(figures.throughput >= 0.78)
        #expect(figures.wait(0.99) <= 1)
    }

    @Test("without headers it is 60 calls a minute", arguments: [(1, 500), (10, 500), (300, 100)])
    func pacesUnknownBudget(clients: Int, limit: Int) {
        let setting = Setting(clients: clients, isShared: true, limit: limit, headers: .none).short
        let figures = run(setting)
        #expect(figures.refused == 0)
        #expect(abs(figures.served - 60 * setting.minutes) <= 20)
        #expect(figures.wait(0.99) <= 5)
    }

    @Test("an API key's 10 calls a minute are found without headers, and kept exactly with them", arguments: [1, 10])
    func findsSmallLimit(clients: Int) {
        let blind = run(Setting(clients: clients, isShared: true, limit: 10, headers: .none))
        #expect(blind.refusedShare <= 0.05)
        #expect(blind.throughput >= 0.75)
        #expect(blind.wait(0.99) <= 12)
        let seeing = run(Setting(clients: clients, isShared: true, limit: 10, headers: .seconds))
        #expect(seeing.refused == 0)
        #expect(seeing.throughput >= 0.95)
    }

    @Test("a limit by the second is found too, and writes still go within seconds", arguments: [1, 10])
    func findsBurstLimit(clients: Int) {
        let figures = run(Setting(clients: clients, isShared: true, limit: 500, headers: .seconds, perSecond: 5))
        #expect(figures.refusedShare <= 0.02)
        #expect(figures.throughput >= 0.2)
        #expect(figures.wait(0.99) <= 5)
        #expect(figures.unsentWrites == 0)
    }

    @Test(
        "strangers who spend from one limit converge on it",
        arguments: [
            (10, 100, 0.01, 0.75), (10, 500, 0.01, 0.75), (300, 100, 0.12, 0.8), (300, 500, 0.03, 0.8),
        ]
    )
    func convergesAmongStrangers(clients: Int, limit: Int, mostRefused: Double, leastUsed: Double) {
        for headers in [Headers.milliseconds, .seconds, .late] {
            let figures = run(Setting(clients: clients, isShared: false, limit: limit, headers: headers))
            #expect(figures.refusedShare <= mostRefused)
            #expect(figures.throughput >= leastUsed)
            #expect(figures.wait(0.5) <= 0.1)
            #expect(figures.unsentWrites == 0)
        }
    }

    @Test("strangers without headers back off until most calls pass")
    func convergesBlindly() {
        let few = run(Setting(clients: 10, isShared: false, limit: 100, headers: .none))
        #expect(few.refusedShare <= 0.05)
        #expect(few.throughput >= 0.75)
        let many = run(Setting(clients: 300, isShared: false, limit: 500, headers: .none))
        #expect(many.refusedShare <= 0.12)
        #expect(many.throughput >= 0.8)
    }
}

extension BudgetSimulation.Setting {
    /// Hundreds of processes that look at one record take long to simulate, and settle within two minutes.
    fileprivate var short: Self {
        var short = self
        (short.minutes, short.warmUp) = (3, 1)
        return short
    }
}
