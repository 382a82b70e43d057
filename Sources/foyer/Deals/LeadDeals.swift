import AppRuntime
import FoundationEssentials
import Leads
import LoftyAPI
import Panes
import Sync

/// The transactions of one lead, on the server.
struct LeadDeals {
    private let lead: Lead.ID
    private let client: LoftyClient

    init(of lead: Lead.ID) throws(FoyerFailure) {
        self.lead = lead
        client = LiveClient.make(try AccountSettings.current())
    }

    func all() async throws(FoyerFailure) -> [LeadTransaction] {
        try await translating { () async throws(APIError) in try await client.transactions(of: lead) }
    }

    static func pipelines(_ client: LoftyClient) async throws(FoyerFailure) -> [TransactionPipeline] {
        try await translating { () async throws(APIError) in try await client.transactionPipelines() }
    }

    /// Makes a transaction, once.
    ///
    /// Lofty has no key that makes a repeated POST harmless, so the list is read before it, and again when the answer was
    /// lost.
    func add(_ wish: DealWish) async throws(FoyerFailure) -> LeadTransaction.ID {
        guard case .add(let plan)? = try await plan(.addDeal(wish)) else { throw Self.nothingDone }
        let made: LeadTransaction
        do throws(APIError) {
            made = try await client.createTransaction(TransactionFields(plan), for: lead)
        } catch {
            guard error.disposition == .ambiguous else { throw FoyerFailure(error.outcome, error.sentence) }
            if let made = DealBook(of: lead, try await all(), []).twin(of: plan) {
                return LeadTransaction.ID(made.id.rawValue)
            }
            throw FoyerFailure(
                .unconfirmed,
                "\(error.sentence) The transaction does not show yet. Run the same command again: it looks before it makes one."
            )
        }
        if let wanted = plan.stage, made.fields.status != wanted {
            let now = made.fields.status ?? "no stage"
            throw FoyerFailure(
                .refused,
                "Transaction \(made.id) was made, but Lofty put it in \(now) and not in \(wanted)."
            )
        }
        return made.id
    }

    /// Moves a transaction; where the answer was lost, what the server holds decides.
    func move(_ id: LeadTransaction.ID, to status: String) async throws(FoyerFailure) -> LeadTransaction {
        let found = try await transaction(id)
        guard case .move(_, to: let stage)? = try await plan(.moveDeal(Deal(found), to: status)) else { return found }
        let fields = TransactionFields(status: stage)
        do throws(APIError) {
            return try await client.updateTransaction(id, of: lead, fields)
        } catch {
            guard error.mayHaveArrived else { throw FoyerFailure(error.outcome, error.sentence) }
            let now = try await transaction(id)
            guard now.fields.status != stage else { return now }
            throw FoyerFailure(
                .unconfirmed,
                "\(error.sentence) The transaction is not in \(stage) yet. Run the same command again: it looks before it "
                    + "moves one."
            )
        }
    }

    func transaction(_ id: LeadTransaction.ID) async throws(FoyerFailure) -> LeadTransaction {
        try await translating { () async throws(APIError) in try await client.transaction(id, of: lead) }
    }

    /// What a wish would change, in the words of a dry run.
    ///
    /// - Throws: why it cannot be.
    func preview(of wish: Intent) async throws(FoyerFailure) -> String {
        guard let change = try await plan(wish) else { return "nothing to change" }
        return "would change: \(Wording.change(.deal(change)))"
    }

    /// What the planner makes of a wish, as it does at the workbench; `nil` for what is so already.
    private func plan(_ intent: Intent) async throws(FoyerFailure) -> DealChange? {
        var planner = Planner(team: Team(), now: Date())
        planner.deals = DealBook(of: lead, try await all(), try await Self.pipelines(client))
        switch planner.plan(intent, for: Lead(id: lead, firstName: "")) {
        case .change(.deal(let change)): return change
        case .change, .nothingToDo: return nil
        case .blocked(let obstacle):
            let sentence = Wording.obstacle(obstacle, lead: "The lead")
            if case .deal(.unknownKind) = obstacle { throw FoyerFailure(.misused, sentence) }
            throw FoyerFailure(.refused, "\(sentence) Nothing was changed.")
        }
    }

    private static let nothingDone = FoyerFailure(.refused, "Nothing was changed.")

    static func word(_ kind: Reported<LeadTransaction.Kind>?) -> String {
        switch kind {
        case .known(let kind): kind.rawValue
        case .other(let word): word
        case nil: "transaction"
        }
    }
}
