/// What a person chooses from: the transactions of one lead, and the team's pipelines.
package struct DealBook: Hashable, Sendable {
    package var lead: Lead.ID
    /// As they will be once what is unsent has gone out.
    package var deals: [Deal]
    /// Those that are still to be made; they have no id yet, so nothing can be done with them.
    package var coming: [DealPlan] = []
    package var pipelines: [Pipeline]

    package init(of lead: Lead.ID, deals: [Deal] = [], pipelines: [Pipeline] = []) {
        self.lead = lead
        self.deals = deals
        self.pipelines = pipelines
    }

    /// The stages that transactions of one kind go through, in the team's order.
    ///
    /// Source: Lofty API, `GET /v2.0/transactions/pipelines`.
    package struct Pipeline: Hashable, Sendable {
        /// As the server spells it.
        package var kind: String
        package var stages: [String]
        /// Where one begins that names no stage.
        package var first: String?

        package init(kind: String, stages: [String], first: String? = nil) {
            self.kind = kind
            self.stages = stages
            self.first = first
        }
    }

    /// Empty for a kind that has no pipeline.
    package func stages(of kind: String) -> [String] { pipeline(of: kind)?.stages ?? [] }

    package func pipeline(of kind: String) -> Pipeline? { pipelines.first { $0.kind == kind } }

    /// The transaction of that name and kind; a lead has one of each, as a POST cannot be told from its repetition.
    package func twin(of plan: DealPlan) -> Deal? {
        deals.first { $0.name.trimmed == plan.name && $0.kind == plan.kind.rawValue }
    }

    /// True when one of that name and kind is still to be made.
    package func isOnItsWay(_ plan: DealPlan) -> Bool {
        coming.contains { $0.name == plan.name && $0.kind == plan.kind }
    }

    /// Shows what a change on its way makes of the transactions.
    package mutating func apply(_ change: DealChange) {
        switch change {
        case .add(let plan): coming.append(plan)
        case .move(let deal, to: let stage):
            for index in deals.indices where deals[index].id == deal.id { deals[index].stage = stage }
        }
    }
}

/// A transaction as a person asks for it, before anything of it has been read.
package struct DealWish: Hashable, Sendable, Codable {
    package var name: String
    /// In any case; empty for a purchase.
    package var kind: String
    /// In any case; empty begins where the pipeline begins.
    package var stage: String
    /// `450000`, `450k` or `1.2m` dollars; empty for none.
    package var price: String

    package init(_ name: String, kind: String = "", stage: String = "", price: String = "") {
        self.name = name
        self.kind = kind
        self.stage = stage
        self.price = price
    }
}

/// Why a wish about a transaction cannot become a change.
package enum DealObstacle: Hashable, Sendable {
    case nameless
    /// Lofty refuses `<` and `>` in a name.
    case brackets
    case unknownKind(String, nearest: String?)
    case unknownStage(String, known: [String], nearest: String?)
    case noPrice(String)
    /// The lead has one of that name and kind.
    case exists(Deal)
    /// One of that name and kind waits to be sent.
    case onItsWay(DealPlan)
    /// The pipelines have not been read, so nobody knows whether there is such a stage.
    case unread
}
