import Leads

/// A new transaction of a lead.
extension Form {
    package static let dealLabels = (name: "Name", kind: "Kind", stage: "Stage", price: "Price")

    static func deal(on lead: Lead, named name: String) -> Form {
        var kind = Field(dealLabels.kind, Deal.Kind.purchase.rawValue)
        kind.original = kind.text.text
        return Form(
            .deal(on: lead.id),
            for: lead.displayName,
            fields: [Field(dealLabels.name, name), kind, Field(dealLabels.stage), Field(dealLabels.price)]
        )
    }

    func submitDeal(_ state: inout AppState, on lead: Lead.ID) -> [Effect] {
        let labels = Form.dealLabels
        let wish = DealWish(
            text(of: labels.name),
            kind: text(of: labels.kind),
            stage: text(of: labels.stage),
            price: text(of: labels.price)
        )
        return submit(&state, .addDeal(wish), on: lead)
    }

    /// The field that an obstacle is about.
    static func dealLabel(of obstacle: DealObstacle) -> String {
        switch obstacle {
        case .nameless, .brackets, .exists, .onItsWay: dealLabels.name
        case .unknownKind: dealLabels.kind
        case .unknownStage, .unread: dealLabels.stage
        case .noPrice: dealLabels.price
        }
    }
}
