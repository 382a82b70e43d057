import AppRuntime
import FoundationEssentials
import Leads
import LoftyAPI

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
    func add(_ fields: TransactionFields) async throws(FoyerFailure) -> LeadTransaction.ID {
        if let twin = try await twin(of: fields) {
            let name = fields.name ?? ""
            throw FoyerFailure(.refused, "The lead has the \(Self.word(twin.kind)) “\(name)” already, as \(twin.id).")
        }
        let made: LeadTransaction
        do throws(APIError) {
            made = try await client.createTransaction(fields, for: lead)
        } catch {
            guard error.disposition == .ambiguous else { throw FoyerFailure(error.outcome, error.sentence) }
            if let made = try await twin(of: fields) { return made.id }
            throw FoyerFailure(
                .unconfirmed,
                "\(error.sentence) The transaction does not show yet. Run the same command again: it looks before it makes one."
            )
        }
        if let wanted = fields.status, made.fields.status != wanted {
            let now = made.fields.status ?? "no stage"
            throw FoyerFailure(
                .refused,
                "Transaction \(made.id) was made, but Lofty put it in \(now) and not in \(wanted)."
            )
        }
        return made.id
    }

    private func twin(of fields: TransactionFields) async throws(FoyerFailure) -> LeadTransaction? {
        try await all().first { $0.fields.name?.trimmed == fields.name && $0.kind?.value == fields.kind }
    }

    func move(_ id: LeadTransaction.ID, to status: String) async throws(FoyerFailure) -> LeadTransaction {
        let found = try await translating { () async throws(APIError) in try await client.transaction(id, of: lead) }
        var fields = TransactionFields()
        fields.status = try await self.status(status, of: found.kind?.value)
        guard fields.status != found.fields.status else { return found }
        return try await translating { () async throws(APIError) in
            try await client.updateTransaction(id, of: lead, fields)
        }
    }

    /// The team's spelling of a stage; Lofty would put an unknown one in another stage without a word.
    func status(_ name: String?, of kind: LeadTransaction.Kind?) async throws(FoyerFailure) -> String? {
        guard let name = name?.trimmed else { return nil }
        let pipeline = try await Self.pipelines(client).first { $0.kind.value == kind }
        let known = (pipeline?.stages ?? []).map(\.name)
        if let exact = known.first(where: { $0.lowercased() == name.lowercased() }) { return exact }
        let hint = NearestSpelling.question(about: name, among: known)
        throw FoyerFailure(
            .refused,
            "This pipeline has no stage “\(name)”.\(hint) It has \(known.joined(separator: ", ")). Nothing was changed."
        )
    }

    static func kind(_ name: String) throws(FoyerFailure) -> LeadTransaction.Kind {
        let known = LeadTransaction.Kind.allCases
        if let kind = known.first(where: { $0.rawValue.lowercased() == name.lowercased() }) { return kind }
        let names = known.map(\.rawValue)
        let hint = NearestSpelling.question(about: name, among: names, marks: ("", ""))
        throw FoyerFailure(
            .misused,
            "There is no kind of transaction “\(name)”.\(hint) There are \(names.joined(separator: ", "))."
        )
    }

    static func word(_ kind: Reported<LeadTransaction.Kind>?) -> String {
        switch kind {
        case .known(let kind): kind.rawValue
        case .other(let word): word
        case nil: "transaction"
        }
    }
}
