import Leads

/// What transactions are, in words.
extension Wording {
    /// A change of a transaction in a few words, without the lead.
    static func deal(_ change: DealChange) -> String {
        switch change {
        case .add: "new transaction \(change.words)"
        case .move: change.words
        }
    }

    /// Why nothing can be done with a transaction, and what to do next.
    static func obstacle(_ obstacle: DealObstacle) -> String {
        switch obstacle {
        case .nameless: "The name of the transaction is empty. The address of the property will do."
        case .brackets: "Lofty takes no < and no > in the name of a transaction. Leave them out."
        case .unknownKind(let word, let nearest?):
            "There is no kind of transaction “\(word)”. Did you mean \(nearest)?"
        case .unknownKind(let word, nil):
            "There is no kind of transaction “\(word)”. There are \(kinds.joined(separator: ", "))."
        case .unknownStage(let name, let known, let nearest):
            "This pipeline has no stage “\(name)”.\(nearest.map { " Did you mean “\($0)”?" } ?? "") It has "
                + "\(known.joined(separator: ", "))."
        case .noPrice(let text): "“\(text)” is no price. 450000, 450k and 1.2m are."
        case .exists(let deal): "The lead has the \(deal.kind) “\(deal.name)” already, as \(deal.id.rawValue)."
        case .onItsWay(let plan): "The \(plan.kind.rawValue) “\(plan.name)” is on its way already."
        case .unread:
            "The pipelines have not been read, so nobody knows here whether there is such a stage. Leave it empty, or open "
                + "the transactions of the lead again."
        }
    }

    private static let kinds = Deal.Kind.allCases.map(\.rawValue)
}
