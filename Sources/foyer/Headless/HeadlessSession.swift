import AppRuntime
import FoundationEssentials
import Leads
import LoftyAPI
import Panes
import Sync
import ViewModels

/// Sends changes through the journal and waits until the server has them.
struct HeadlessSession {
    private let account: OpenAccount
    let timeout: Duration

    var client: LoftyClient { account.client }
    var engine: SyncEngine { account.engine }
    var store: any MirrorStore & OutboxStore { account.store }

    /// - Throws: a failure when there is no account or the state directory cannot be used.
    static func open(timeout seconds: Int) throws(FoyerFailure) -> HeadlessSession {
        let environment = ProcessInfo.processInfo.environment
        let paths = FoyerPaths(environment: environment)
        let settings = try AccountSettings.load(environment: environment, paths: paths)
        let account = try OpenAccount.headless(settings, state: paths.state)
        return HeadlessSession(account: account, timeout: .seconds(seconds))
    }

    /// Makes sure that the mirror holds the lead as the server has it now; with `end`, not later than then.
    func fetch(_ id: Lead.ID, until end: ContinuousClock.Instant? = nil) async throws(FoyerFailure) -> Lead {
        defer { account.tellNotices() }
        return try await limited(until: end) { engine async throws(SyncError) in
            guard let row = try await engine.fetchToDecide(id) else {
                throw SyncError.service(APIError(.notFound, operation: "lead \(id)", disposition: .permanent))
            }
            return row.lead
        }
    }

    /// The lead as ``fetch(_:until:)`` has it, with what calls of colleagues and calls to its numbers came to: for handing
    /// a number over.
    ///
    /// A log that cannot be read, as for want of a right, is told and no more.
    func fetchToReach(_ id: Lead.ID) async throws(FoyerFailure) -> Lead {
        let lead = try await fetch(id)
        do throws(FoyerFailure) {
            try await limited(until: nil) { engine async throws(SyncError) in try await engine.readCalls(of: id) }
        } catch {
            StandardError.print("foyer: The calls of \(lead.displayName) could not be read: \(error.sentence)")
        }
        try await readCallsOfOthers(at: try await mirrored(id) ?? lead)
        let shown = try await mirrored(id) ?? lead
        do throws(StoreError) { return try LocalEvidence(store).marking(shown) } catch { throw FoyerFailure(error) }
    }

    /// A number may be on a list since a call with somebody else who has it; what cannot be asked is told and no more.
    private func readCallsOfOthers(at lead: Lead) async throws(FoyerFailure) {
        do throws(FoyerFailure) {
            let unread = try await limited(until: nil) { engine async throws(SyncError) in
                try await engine.readCalls(ofOthersAt: lead)
            }
            if unread > 0 { StandardError.print("foyer: \(SyncEngine.sentence(unreadOthers: unread))") }
        } catch {
            StandardError.print("foyer: Who else has the number could not be asked: \(error.sentence)")
        }
    }

    /// Asks the server, and gives up at `end`, or when the time of the command is over that begins now.
    func limited<Value: Sendable>(
        until end: ContinuousClock.Instant?,
        _ ask: @escaping @Sendable (SyncEngine) async throws(SyncError) -> Value
    ) async throws(FoyerFailure) -> Value {
        let engine = engine
        return try await within(end) { () async throws(FoyerFailure) in
            do throws(SyncError) { return try await ask(engine) } catch { throw FoyerFailure(error) }
        }
    }

    /// The same for what no engine is asked.
    func within<Value: Sendable>(
        _ end: ContinuousClock.Instant?,
        _ ask: @escaping @Sendable () async throws(FoyerFailure) -> Value
    ) async throws(FoyerFailure) -> Value {
        let end = end ?? .now + timeout
        let outcome = await withTaskGroup(of: Result<Value, FoyerFailure>?.self) { group in
            group.addTask {
                do throws(FoyerFailure) {
                    return .success(try await ask())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                // Cancelled when the answer comes first.
                try? await Task.sleep(until: end, clock: .continuous)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        switch outcome {
        case .success(let value): return value
        case .failure(let error): throw error
        case nil:
            if case .limited(let date) = await engine.linkState { throw .paused(until: date, after: timeout) }
            throw FoyerFailure(
                .unconfirmed,
                "The server did not answer within \(timeout.components.seconds) s. Nothing was changed; try again, or give "
                    + "it more time with --timeout."
            )
        }
    }

    /// The lead as the mirror has it; asks nobody.
    func mirrored(_ id: Lead.ID) async throws(FoyerFailure) -> Lead? {
        do throws(SyncError) {
            return try await engine.row(of: id)?.lead
        } catch {
            throw FoyerFailure(error)
        }
    }

    /// What is known of the team, as far as the intents need it.
    ///
    /// What another command read less than `age` ago is not asked for again.
    func team(
        for intents: [Intent],
        noOlderThan age: Duration = .zero,
        until end: ContinuousClock.Instant? = nil
    ) async throws(FoyerFailure) -> Team {
        try await limited(until: end) { engine async throws(SyncError) in
            try await engine.referenceData(with: intents.teamParts, noOlderThan: age).team
        }
    }

    /// Plans the intents one after the other, each on the lead as the one before leaves it, and sends what they change.
    ///
    /// - Returns: what was changed, and the lead as it is afterwards.
    /// - Throws: a failure when one of them cannot be done; then none of them is.
    @discardableResult
    func carryOut(
        _ intents: [Intent],
        on id: Lead.ID,
        because reason: String? = nil
    ) async throws(FoyerFailure) -> (changes: [LeadChange], lead: Lead) {
        let end = ContinuousClock.now + timeout
        let plan = try await plan(intents, on: id, because: reason, until: end)
        if !plan.proposals.isEmpty { try await send(plan.proposals, on: id, until: end) }
        // One that was given away or trashed may be out of sight now.
        return (plan.proposals.map(\.change), try await mirrored(id) ?? plan.lead)
    }

    /// What the intents would change on the lead as the server has it now, and the lead as it would be then.
    ///
    /// - `reason`: why the guard is gone over where it is against a call.
    /// - Throws: a failure when one of them cannot be done.
    func plan(
        _ intents: [Intent],
        on id: Lead.ID,
        because reason: String? = nil,
        until end: ContinuousClock.Instant? = nil
    ) async throws(FoyerFailure) -> (proposals: [Proposal], lead: Lead) {
        let end = end ?? .now + timeout
        let before = try await fetch(id, until: end)
        let known = try await team(for: intents, noOlderThan: .seconds(60), until: end)
        let listed = try await listedNumbers(for: intents, on: before, until: end)
        do throws(FoyerFailure) {
            return try Self.plan(intents, for: before, in: known, listed: listed, because: reason)
        } catch {
            // A stage or a member may have come since another command read the team.
            let fresh = try await team(for: intents, until: end)
            guard fresh != known else { throw error }
            return try Self.plan(intents, for: before, in: fresh, listed: listed, because: reason)
        }
    }

    static func plan(
        _ intents: [Intent],
        for lead: Lead,
        in team: Team,
        listed: ListedNumbers,
        because reason: String? = nil
    ) throws(FoyerFailure) -> (proposals: [Proposal], lead: Lead) {
        var planner = Planner(team: team, now: Date(), overridesGuard: reason != nil)
        planner.listed = listed
        var lead = lead
        lead.mark(listed: listed.keys(of: lead))
        var proposals: [Proposal] = []
        for intent in intents {
            switch planner.plan(intent, for: lead) {
            case .change(let change):
                let override = reason.flatMap { planner.bar(of: change, on: lead)?.overridden(because: $0) }
                proposals.append(Proposal(change, on: lead.id, override: override))
                lead.apply(change)
            case .nothingToDo: continue
            case .blocked(let obstacle):
                let reason = obstacle.sentence(lead: lead.displayName)
                let remedy = if case .forbidden = obstacle { " Give it with --override-guard." } else { "" }
                throw FoyerFailure(.refused, "\(reason)\(remedy) Nothing was changed.")
            }
        }
        return (proposals, lead)
    }

    /// Journals the changes of a lead in one transaction and waits for each.
    func send(
        _ proposals: [Proposal],
        on lead: Lead.ID,
        until end: ContinuousClock.Instant? = nil
    ) async throws(FoyerFailure) {
        try await settle(try await journal(proposals, on: lead), until: end)
    }

    /// Journals the changes of a lead in one transaction, without waiting for the server.
    func journal(_ proposals: [Proposal], on lead: Lead.ID) async throws(FoyerFailure) -> [OutboxEntry] {
        try await checkLane(of: lead)
        do throws(SubmitError) {
            return try await engine.submit(proposals, hold: .zero)
        } catch {
            throw FoyerFailure(error)
        }
    }

    /// Makes a lead and waits for the id the server gives it.
    func create(_ new: NewLead) async throws(FoyerFailure) -> Lead.ID {
        let entry: OutboxEntry
        do throws(SubmitError) {
            entry = try await engine.submit(create: new, hold: .zero)
        } catch {
            throw FoyerFailure(error)
        }
        let settled = try await settle([entry])
        guard let id = settled.first?.leadID else { throw .unconfirmed(changes: 1) }
        return id
    }

    /// A change that needs a person holds up what comes after it on its lead, so waiting would be for nothing.
    private func checkLane(of lead: Lead.ID) async throws(FoyerFailure) {
        if let stuck = await engine.unsentEntries.first(where: { $0.leadID == lead && $0.needsPerson }) {
            throw .behind(stuck, "Nothing was changed now.")
        }
        let unreadable = try await OutboxEntryAction.unreadable(in: engine)
        guard let foreign = unreadable.first(where: { $0.leadID == lead && $0.isUnsent }) else { return }
        throw FoyerFailure(
            .refused,
            "Change \(foreign.id.rawValue) of this lead waits in the outbox and cannot be read by this Foyer; a newer one "
                + "may, and what follows on the lead waits for it. “foyer outbox” shows it. Nothing was changed now."
        )
    }

    /// Waits until the server has these.
    @discardableResult
    func settle(
        _ entries: [OutboxEntry],
        until end: ContinuousClock.Instant? = nil,
        patience: SyncEngine.Patience = .whileReachable
    ) async throws(FoyerFailure) -> [OutboxEntry] {
        defer { account.tellNotices() }
        let left = end.map { max(.zero, ContinuousClock.now.duration(to: $0)) } ?? timeout
        let settled: [OutboxEntry]?
        do throws(StoreError) {
            settled = try await Settling(engine).wait(for: entries.map(\.id), atMost: left, patience: patience)
        } catch {
            throw FoyerFailure(error)
        }
        guard let settled else { throw .unconfirmed(changes: entries.count) }
        if patience == .whileUndoubted, await isInDoubt(settled) { return settled }
        return try await confirmed(settled)
    }

    /// True while one of the changes, or one that it waits behind, may have arrived or is tried again.
    private func isInDoubt(_ entries: [OutboxEntry]) async -> Bool {
        let doubtful = await engine.unsentEntries.filter(\.isInDoubt)
        return entries.contains { entry in
            entry.status.isUnsent && doubtful.contains { $0.leadID == entry.leadID && $0.id <= entry.id }
        }
    }

    private func confirmed(_ entries: [OutboxEntry]) async throws(FoyerFailure) -> [OutboxEntry] {
        for entry in entries {
            switch entry.status {
            case .settled: continue
            case .wedged(let failure):
                guard case .merged = failure.cause else {
                    throw FoyerFailure(.refused, "\(entry.leadName): \(failure.reason)")
                }
                let next = OutboxExplanation(entry, among: [], now: Date()).advice(in: .commands)
                throw FoyerFailure(.refused, "\(entry.leadName): \(failure.reason) \(next)")
            case .conflicted(let theirs):
                throw FoyerFailure(
                    .refused,
                    "\(entry.leadName) was changed to “\(theirs)” meanwhile. Look, then repeat."
                )
            case .cancelled:
                throw FoyerFailure(.refused, "\(entry.leadName): the change was taken back elsewhere.")
            case .held, .queued, .sending, .waiting, .ambiguous:
                let ahead = await engine.unsentEntries.first {
                    $0.leadID == entry.leadID && $0.id < entry.id && $0.needsPerson
                }
                if let ahead { throw .behind(ahead, "What you asked for now is kept, and goes out after it.") }
                throw .unconfirmed(changes: entries.count, link: await engine.linkState)
            }
        }
        return entries
    }
}

extension FoyerFailure {
    /// A change that waits behind one of its lead that a person has to decide about.
    static func behind(_ stuck: OutboxEntry, _ outcome: String) -> FoyerFailure {
        let id = stuck.id.rawValue
        return FoyerFailure(
            .refused,
            "An earlier change of \(stuck.leadName) needs you first: “foyer outbox” shows why, “foyer outbox retry \(id)” "
                + "or “drop \(id)” clears it. \(outcome)"
        )
    }

    /// Changes that stay in the outbox, and why as far as the link tells.
    static func unconfirmed(changes: Int, link: Sync.LinkState) -> FoyerFailure {
        switch link {
        case .credentialRejected:
            FoyerFailure(
                .unusable,
                "Lofty rejects the key. What is unsent is kept; run “foyer login”, then “foyer outbox send”."
            )
        case .accountUnknown(let reason):
            FoyerFailure(
                .unusable,
                "The server does not say whose key this is (\(reason)). What is unsent is kept; try again."
            )
        case .otherAccount(let recorded, let found):
            FoyerFailure(SyncError.otherAccount(recorded: recorded, found: found))
        case .unknown, .online, .offline, .limited: .unconfirmed(changes: changes)
        }
    }

    /// Lofty answers, with the wish to be left alone for a while.
    static func paused(until date: Date, after timeout: Duration) -> FoyerFailure {
        let seconds = max(1, Int(date.timeIntervalSinceNow.rounded(.up)))
        return FoyerFailure(
            .unconfirmed,
            "Lofty allows no more calls for now, and asks to wait \(seconds) s; the \(timeout.components.seconds) s of "
                + "--timeout are over. Nothing was changed; try again then."
        )
    }

    static func unconfirmed(changes: Int) -> FoyerFailure {
        FoyerFailure(
            .unconfirmed,
            "The server has not confirmed \(changes == 1 ? "the change" : "\(changes) changes") in time. Nothing is lost: "
                + "it is in the outbox and goes out when Foyer runs again, or with “foyer outbox send”."
        )
    }
}

extension [Intent] {
    /// The team's lists that the intents are checked against.
    fileprivate var teamParts: [ReferenceData.Part] {
        let parts = compactMap { intent -> ReferenceData.Part? in
            switch intent {
            case .setStage: .stages
            case .addTag: .tags
            // Who "me" is comes with the account.
            case .assign(to: .named(let words)): words.trimmed.lowercased() == "me" ? nil : .members
            case .assign(to: .member), .removeTag, .setField, .setHidden, .addNote, .logCall, .trash, .addFollowUp,
                .moveFollowUp, .finishFollowUp, .addDeal, .moveDeal, .snooze, .wake:
                nil
            }
        }
        return ReferenceData.Part.allCases.filter(parts.contains)
    }
}
