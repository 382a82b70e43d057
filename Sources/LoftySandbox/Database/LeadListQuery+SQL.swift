import GRDB

extension LeadListQuery {
    /// The ids of a page in order, each with the value that it is sorted by, and the number of all matches.
    struct Answer {
        let page: [ScrollPosition]
        let total: Int
    }

    func answer(visibleTo caller: Int64, _ db: Database) throws -> Answer {
        let selection = try LeadSelection(self, visibleTo: caller, db)
        let total = try selection.total()
        if case .offset(let offset) = page, offset >= total { return Answer(page: [], total: total) }
        guard total > 0 else { return Answer(page: [], total: total) }
        let way = LeadCosts(of: selection).wayToPage(total: total)
        return Answer(page: try selection.page(way), total: total)
    }

    /// All matches, whatever the page.
    func count(visibleTo caller: Int64, _ db: Database) throws -> Int {
        try LeadSelection(self, visibleTo: caller, db).total()
    }

    /// How many leads come before the page.
    var startOffset: Int64 {
        switch page {
        case .offset(let count): count
        case .after(let position): position.delivered
        }
    }

    func condition(_ filter: LeadFilter, _ name: String, _ db: Database) throws -> LeadCondition {
        do {
            return try filter.condition(name, db)
        } catch SandboxError.stageNotExist where unknownStage == .empty {
            return .cell("FALSE")
        }
    }
}
