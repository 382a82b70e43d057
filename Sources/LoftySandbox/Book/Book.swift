import GRDB

/// An invented book of leads, the same for the same seed and size, dated back from the moment of its creation.
struct Book: Sendable {
    let seed: UInt64
    /// Leads that the account of the announced keys can see.
    let leads: Int
    let nowMillis: Int64

    /// Fills empty tables; the caller's transaction makes it all or nothing.
    ///
    /// `progress` hears from time to time how many leads there are.
    func write(to db: Database, progress: (Int) -> Void = { _ in }) throws {
        let team = BookTeam(seed: seed, nowMillis: nowMillis)
        try team.write(to: db)
        let maker = BookLeadMaker(team: team, seed: seed, count: leads, nowMillis: nowMillis)
        var writer = BookWriter(team: team, db: db)
        var work = BookWork(team: team, seed: seed, nowMillis: nowMillis, db: db)
        for index in (0..<leads).reversed() {
            let lead = maker.lead(index)
            try writer.write(lead)
            try work.write(lead, index)
            if index.isMultiple(of: 1_000) { progress(leads - index) }
        }
        // Beyond the count, so that it is what the account really sees.
        for index in 0..<invisibleCount {
            let lead = maker.invisibleLead(index, isTrash: index % 2 == 1)
            try writer.write(lead)
            try work.write(lead, leads + index)
        }
    }

    private var invisibleCount: Int { max(4, leads / 50) }
}
