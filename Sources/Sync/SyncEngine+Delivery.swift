import FoundationEssentials
import Leads
import LoftyAPI

extension SyncEngine {
    /// Puts a batch on the wire, unless a look at the server forbids it.
    func send(_ batch: Outbox.Batch) async {
        // What is written stands on what was just read, so the two take their turns together.
        await TurnReserve.forReadThenWrite {
            guard let plan = await plan(for: batch), await takeTurn(for: plan) else { return }
            // A person may have taken an entry back while the server was asked.
            guard batch.entries.allSatisfy({ outbox[$0.id] == $0 }) else { return }
            let sending = outbox.sending(
                batch.ids,
                baseline: plan.baseline,
                seenUpdatedAt: plan.seenUpdatedAt,
                now: now
            )
            do throws(StoreError) {
                try commit(StoreTransaction(updates: sending))
            } catch {
                await refrain(after: error)
                return
            }
            await deliver(plan.request, of: batch)
        }
    }

    /// Waits until the rate limit lets the write go: what waits is not on the wire, so a process that ends meanwhile leaves
    /// nothing in doubt.
    ///
    /// - Returns: false when the batch is to be planned again.
    private func takeTurn(for plan: DeliveryPlan) async -> Bool {
        let began = steadyNow()
        do throws(APIError) {
            try await (service as? any TurnKeeping)?.keepWriteTurn()
        } catch {
            return false  // The worker is leaving.
        }
        // A lead that was read long ago is read again, together with the turn of the write.
        return plan.seenUpdatedAt == nil || steadyNow() - began <= DecisionBase.lifetime
    }

    private func deliver(_ request: WriteRequest, of batch: Outbox.Batch) async {
        let lead = batch.leadID
        decisionBase = nil
        let result = await write(about: lead) { service throws(APIError) -> MadeRecord? in
            try await request.perform(on: lead, through: service)
        }
        switch result {
        case .success(let made): await record(.accepted(made), for: batch.ids)
        case .failure(let error):
            let isRepeatable = batch.changes.allSatisfy(\.isRepeatable)
            await record(
                .failed(.init(error, isRepeatable: isRepeatable, isCreate: lead.isProvisional)),
                for: batch.ids
            )
        }
    }

    /// Reads the lead after a write and settles what is as asked.
    func readBack(_ batch: Outbox.Batch) async {
        guard let head = batch.entries.first else { return }
        let createdID = head.delivery.acceptance?.createdID
        let id = createdID ?? batch.leadID
        let began = now
        switch await readLead(id) {
        case .success(let lead) where isBehind(lead):
            await record(.unread(.behind), for: batch.ids)
        case .success(let lead):
            if case .create(let new) = head.entry.change, head.delivery.agreedSurvivor != id,
                let merged = merger(of: new, into: lead, answered: id)
            {
                await record(merged, for: batch.ids)
                return
            }
            await record(
                .confirmed(
                    Reconciliation.confirmations(of: batch, in: lead),
                    reading: lead
                ),
                for: batch.ids,
                reading: .lead(lead, at: began)
            )
        case .failure(let error):
            let isExhausted = head.delivery.lookups >= RetryPolicy.lookupPauses.count
            if error.kind == .notFound, isExhausted, case .create(let new) = head.entry.change, createdID != nil,
                let survivor = await survivor(of: new, deadID: id)
            {
                await record(survivor, for: batch.ids)
                return
            }
            await noteUnread(batch.ids, error)
        }
    }

    /// Notes that a reading failed.
    ///
    /// One that was given up because the worker leaves says nothing of the server: whoever works next makes it at once. A
    /// command has a worker for every wait, so a pause for each would add up to minutes.
    func noteUnread(_ ids: [OutboxEntry.ID], _ error: APIError) async {
        if error.kind == .cancelled, Task.isCancelled { return }
        await record(.unread(.init(error)), for: ids)
    }

    /// Makes an outcome durable, together with what was read on the way.
    func record(
        _ outcome: DeliveryOutcome,
        for ids: [OutboxEntry.ID],
        reading: LeadReading? = nil
    ) async {
        await persist { transaction(on: outcome, for: ids, reading: reading) }
    }

    private func transaction(
        on outcome: DeliveryOutcome,
        for ids: [OutboxEntry.ID],
        reading: LeadReading?
    ) -> StoreTransaction {
        var transition = outbox.transition(
            on: outcome,
            for: ids,
            now: now,
            isServerTroubled: link.isServerTroubled
        )
        if case .confirmed(_, reading: let lead?) = outcome {
            transition.changed = outbox.lookedAgain(transition.changed, from: mirrored(lead.id), to: lead)
        }
        var transaction = StoreTransaction(updates: transition.changed)
        transaction.readings = reading.map { [$0] } ?? []
        for notice in transition.notices {
            switch notice {
            case .created(let provisional, let real):
                transaction.identities.append(.init(provisional: provisional, real: real))
                if reading == nil { transaction.readings += asTyped(transition.changed, real: real) }
            case .leadGone(let id):
                let handled = Set(transition.changed.map(\.id))
                transaction.updates += outbox.stranded(on: id, except: handled)
                transaction.readings.append(.gone(id))
            }
        }
        return transaction
    }

    /// The lead as the person typed it, for a server that took it and cannot show it yet.
    private func asTyped(_ entries: [JournalEntry], real: Lead.ID) -> [LeadReading] {
        if mirrored(real) != nil { return [] }
        return entries.prefix(1).compactMap { entry in
            guard case .create(let new) = entry.entry.change else { return nil }
            return .lead(Lead(provisional: real, from: new, at: entry.entry.createdAt), at: now)
        }
    }

    /// Writes until the disk takes it.
    ///
    /// What the server answered must not be lost, and nothing else is sent before the journal has it. If the process
    /// ends meanwhile, the journal says "on the wire", and the next one looks. Another process may change entries of the
    /// lead at the same moment, so what follows from the answer is worked out anew each time.
    private func persist(_ transaction: () -> StoreTransaction) async {
        var attempt = 0
        while true {
            do throws(StoreError) {
                try caughtUp { () throws(StoreError) in
                    let transaction = transaction()
                    if !transaction.isEmpty { try commit(transaction) }
                }
                return
            } catch {
                observer(.trouble(error))
                attempt += 1
                do {
                    try await environment.clock.sleep(until: now + policy.pause(afterAttempt: attempt))
                } catch {
                    return  // The worker is leaving; the journal says that the entry is on the wire.
                }
            }
        }
    }

    /// Nothing was sent: the journal could not be written first.
    func refrain(after error: StoreError) async {
        if case .superseded = error {
            catchUp()
            return
        }
        observer(.trouble(error))
        do {
            try await environment.clock.sleep(until: now + policy.pause(afterAttempt: 3))
        } catch {
            return  // The worker is leaving.
        }
    }
}

extension DeliveryOutcome.WriteFailure {
    init(_ error: APIError, isRepeatable: Bool, isCreate: Bool) {
        switch error.kind {
        case .unreachable, .rateLimited, .credentialRejected:
            self = .notExecuted
        case .notFound:
            self = isCreate ? .refused(.init(error)) : .leadGone(.init(error))
        case .notGranted, .refused, .invalidRequest:
            self = .refused(.init(error))
        case .serverFailure, .connectionLost, .cancelled:
            self = .interrupted
        case .unreadableAnswer, .answerTooLarge:
            // The server did something; only what may be repeated may be given up as refused.
            self = isRepeatable && error.disposition == .permanent ? .refused(.init(error)) : .interrupted
        }
    }
}

extension DeliveryOutcome.ReadFailure {
    init(_ error: APIError) {
        switch error.kind {
        case .unreachable, .rateLimited, .credentialRejected: self = .noAnswer
        case .notFound: self = .leadGone
        case .notGranted, .refused, .serverFailure, .unreadableAnswer, .answerTooLarge, .connectionLost, .cancelled,
            .invalidRequest:
            self = .trouble
        }
    }
}

extension OutboxEntry.Failure {
    init(_ error: APIError) {
        self.init(
            reason: error.serverText ?? Self.words(for: error.kind),
            code: error.code,
            isLeadGone: error.kind == .notFound
        )
    }

    private static func words(for kind: APIError.Kind) -> String {
        switch kind {
        case .credentialRejected: "the key was rejected"
        case .notGranted: "this account has no right to do that"
        case .notFound: "the lead is gone or not visible"
        case .refused: "the server refused it"
        case .rateLimited: "too many requests"
        case .serverFailure: "the server failed"
        case .unreadableAnswer: "the answer could not be read"
        case .answerTooLarge: "the answer was too large"
        case .unreachable: "the server could not be reached"
        case .connectionLost: "the connection broke"
        case .cancelled: "the call was given up"
        case .invalidRequest: "the request cannot be sent"
        }
    }
}
