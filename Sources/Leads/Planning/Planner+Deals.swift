/// Transactions: what Lofty takes, and what it would turn into something else without a word.
///
/// Source: Lofty API, `POST` and `PUT /v1.0/leads/{leadId}/transaction`: an unknown kind or stage of a new one becomes the
/// first there is.
extension Planner {
    func add(_ wish: DealWish) -> Verdict {
        let name = wish.name.trimmed
        if name.isEmpty { return .blocked(.deal(.nameless)) }
        if name.contains(where: { $0 == "<" || $0 == ">" }) { return .blocked(.deal(.brackets)) }
        do throws(PlanObstacle) {
            let kind = try kind(wish.kind.trimmed)
            let stage = wish.stage.trimmed.isEmpty ? nil : try stage(wish.stage.trimmed, of: kind.rawValue)
            let plan = DealPlan(name: name, kind: kind, stage: stage, price: try price(wish.price.trimmed))
            if let twin = deals?.twin(of: plan) { return .blocked(.deal(.exists(twin))) }
            if deals?.isOnItsWay(plan) == true { return .blocked(.deal(.onItsWay(plan))) }
            return .change(.deal(.add(plan)))
        } catch {
            return .blocked(error)
        }
    }

    func move(_ deal: Deal, to name: String) -> Verdict {
        do throws(PlanObstacle) {
            let stage = try stage(name.trimmed, of: deal.kind)
            return deal.stage == stage ? .nothingToDo(.dealIn(stage)) : .change(.deal(.move(deal, to: stage)))
        } catch {
            return .blocked(error)
        }
    }

    private func kind(_ word: String) throws(PlanObstacle) -> Deal.Kind {
        if word.isEmpty { return .purchase }
        let known = Deal.Kind.allCases
        if let kind = known.first(where: { $0.rawValue.lowercased() == word.lowercased() }) { return kind }
        throw .deal(.unknownKind(word, nearest: NearestSpelling.of(word, among: known.map(\.rawValue))))
    }

    /// The team's spelling.
    private func stage(_ name: String, of kind: String) throws(PlanObstacle) -> String {
        guard let deals else { throw .deal(.unread) }
        let known = deals.stages(of: kind)
        if let stage = known.first(where: { $0.lowercased() == name.lowercased() }) { return stage }
        throw .deal(.unknownStage(name, known: known, nearest: NearestSpelling.of(name, among: known)))
    }

    private func price(_ text: String) throws(PlanObstacle) -> Int64? {
        if text.isEmpty { return nil }
        guard let price = QueryTermReader.amount(text.filter { !$0.isWhitespace }[...]) else {
            throw .deal(.noPrice(text))
        }
        return price
    }
}
