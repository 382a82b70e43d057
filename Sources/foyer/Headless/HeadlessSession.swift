import AppRuntime
import Foundation
import Leads
import LoftyAPI
import Sync
import ViewModels

/// Sends changes through the journal and waits until the server has them.
struct HeadlessSession {
    let client: LoftyClient
    private let engine: SyncEngine
    private let timeout: Duration

    /// - Throws: a failure when there is no account or the state directory cannot be used.
    static func open(timeout seconds: Int) throws(FoyerFailure) -> HeadlessSession {
        let environment = ProcessInfo.processInfo.environment
        let paths = FoyerPaths(environment: environment)
        let settings = try AccountSettings.load(environment: environment, paths: paths)
        let account = try OpenAccount.open(settings, state: paths.state)
        return HeadlessSession(client: account.client, engine: account.engine, timeout: .seconds(seconds))
    }

    /// Makes sure that the mirror holds the lead as the server has it now.
    func fetch(_ id: Lead.ID) async throws(FoyerFailure) -> Lead {
        do throws(SyncError) {
            guard let row = try await engine.fetch(id) else {
                throw SyncError.service(APIError(.notFound, operation: "lead \(id)", disposition: .permanent))
            }
            return row.lead
        } catch {
            throw FoyerFailure(error)
        }
    }

    /// Journals the changes of a lead in one transaction and waits for each.
    func send(_ changes: [LeadChange], on lead: Lead.ID) async throws(FoyerFailure) {
        try await checkLane(of: lead)
        let entries: [OutboxEntry]
        do throws(SubmitError) {
            entries = try await engine.submit(changes.map { Proposal($0, on: lead) }, hold: .zero)
        } catch {
            throw FoyerFailure(error)
        }
        _ = try await settle(entries)
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
        guard let stuck = await engine.unsentEntries.first(where: { $0.leadID == lead && $0.needsPerson }) else {
            return
        }
        throw FoyerFailure(
            .refused,
            "An earlier change of \(stuck.leadName) needs you first: “foyer outbox” shows why, “foyer outbox retry "
                + "\(stuck.id.rawValue)” or “drop \(stuck.id.rawValue)” clears it. Nothing was changed now."
        )
    }

    private func settle(_ entries: [OutboxEntry]) async throws(FoyerFailure) -> [OutboxEntry] {
        let ids = entries.map(\.id)
        let worker = Task { await engine.run() }
        defer { worker.cancel() }
        let outcome = await withTaskGroup(of: Result<[OutboxEntry], StoreError>?.self) { group in
            group.addTask {
                do throws(StoreError) {
                    return .success(try await engine.waitUntilSettled(ids, patience: .whileReachable))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                // Cancelled when the changes settle first.
                try? await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        switch outcome {
        case .success(let entries): return try await confirmed(entries)
        case .failure(let error): throw FoyerFailure(error)
        case nil: throw .unconfirmed(changes: ids.count)
        }
    }

    private func confirmed(_ entries: [OutboxEntry]) async throws(FoyerFailure) -> [OutboxEntry] {
        for entry in entries {
            switch entry.status {
            case .settled: continue
            case .wedged(let failure): throw FoyerFailure(.refused, "\(entry.leadName): \(failure.reason)")
            case .conflicted(let theirs):
                throw FoyerFailure(
                    .refused,
                    "\(entry.leadName) was changed to “\(theirs)” meanwhile. Look, then repeat."
                )
            case .cancelled: throw FoyerFailure(.refused, "\(entry.leadName): the change was taken back elsewhere.")
            case .held, .queued, .sending, .waiting, .ambiguous:
                throw .unconfirmed(changes: entries.count, link: await engine.linkState)
            }
        }
        return entries
    }
}

extension FoyerFailure {
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

    static func unconfirmed(changes: Int) -> FoyerFailure {
        FoyerFailure(
            .unconfirmed,
            "The server has not confirmed \(changes == 1 ? "the change" : "\(changes) changes") in time. Nothing is lost: "
                + "it is in the outbox and goes out when Foyer runs again, or with “foyer outbox send”."
        )
    }
}
