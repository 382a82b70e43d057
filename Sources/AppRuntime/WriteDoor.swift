import Leads
import ViewModels

/// The one door for writes: what the keys decided reaches the journal in the order of the keys.
///
/// An undo that comes right behind its change waits its turn and then finds the change in the journal, or finds that the
/// journal refused it.
struct WriteDoor {
    private let backend: any WorkbenchBackend
    private let post: @Sendable (Event) -> Void
    private var fates: [ChangeGroup.ID: Fate] = [:]

    /// What has become of a group.
    private enum Fate {
        case journaled([OutboxEntry.ID])
        case takenBack
    }

    /// - Parameters:
    ///   - backend: where the journal is.
    ///   - post: takes what came of each order.
    init(_ backend: any WorkbenchBackend, post: @escaping @Sendable (Event) -> Void) {
        self.backend = backend
        self.post = post
    }

    /// Carries out one order; the caller hands in the next when this has returned.
    mutating func carryOut(_ order: WriteOrder) async {
        switch order {
        case .submit(let group, let form): await submit(group, restoring: form)
        case .undo(let group): await undo(group, overruling: nil)
        case .overrule(let group, let entry): await undo(group, overruling: entry)
        case .undoEntry(let entry, let group): await undo([entry], of: group, overruling: nil)
        case .redo(let group, let undone): await redo(group, after: undone)
        case .replace(let entry, let group): await replace(entry, with: group)
        case .record(let override, let lead, let order, let form):
            await record(override, on: lead, as: order, restoring: form)
        case .assist(let wish, let lead, let name, let order):
            let answer = await backend.assist(wish, lead)
            post(.assisted(answer, as: order, named: name))
            if let reading = answer.reading(of: lead) { post(.assistantKnown(reading)) }
        case .plan(let request): post(.planned(await backend.plan(request), for: request))
        case .takeBack(let group): post(.stopped(group, await takeBack(group)))
        case .retry(let entry, let order):
            await settle(order) { backend async throws(BackendError) in try await backend.retry(entry) }
        case .drop(let entry, let order):
            await settle(order) { backend async throws(BackendError) in try await backend.drop(entry) }
        }
    }

    private mutating func submit(_ group: ChangeGroup, restoring form: Form?) async {
        do throws(BackendError) {
            let start = try await journal(group)
            fates[group.id] = .journaled(start.entries.map(\.id))
            post(.submitted(group.id, start.entries))
            if !start.leftOut.isEmpty { post(.leftOut(group.id, start.leftOut)) }
        } catch {
            post(.submitFailed(group.id, reason: error.sentence, restoring: form))
        }
    }

    private func journal(_ group: ChangeGroup) async throws(BackendError) -> BulkStart {
        switch group.content {
        case .changes(let proposals) where group.leavesOut: try await backend.run(proposals)
        case .changes(let proposals): BulkStart(try await backend.submit(proposals))
        case .create(let new): BulkStart([try await backend.create(new)])
        }
    }

    /// Theirs stands when the change was given up and the journal then refuses the other one, and that is told.
    private mutating func replace(_ entry: OutboxEntry.ID, with group: ChangeGroup) async {
        do throws(BackendError) {
            try await backend.drop(entry)
        } catch {
            post(.submitFailed(group.id, reason: error.sentence, restoring: nil))
            return
        }
        await submit(group, restoring: nil)
    }

    private mutating func undo(_ group: ChangeGroup.ID, overruling: OutboxEntry.ID?) async {
        guard case .journaled(let entries) = fates[group] else {
            post(.undone(group, [.impossible(reason: "the change was never saved.")]))
            return
        }
        await undo(entries.reversed(), of: group, overruling: overruling)
    }

    /// Takes the changes of a group back, the last one first; one that cannot be taken back ends it.
    private mutating func undo(
        _ entries: [OutboxEntry.ID],
        of group: ChangeGroup.ID,
        overruling: OutboxEntry.ID?
    ) async {
        var left = entries
        var answers: [UndoAnswer] = []
        if overruling == nil, entries.count > Self.few {
            // One transaction for what never left, however much that is.
            answers = await backend.takeBack(entries).map(UndoAnswer.cancelled)
            let taken = Set(answers.compactMap(\.entry?.id))
            left.removeAll { taken.contains($0) }
        }
        while let entry = left.first {
            let answer = await entry == overruling ? backend.overrule(entry) : backend.undo(entry)
            answers.append(answer)
            guard answer.isTakenBack else { break }
            left.removeFirst()
        }
        // What stays is what the next undo of the group works on.
        fates[group] = left.isEmpty ? .takenBack : .journaled(left.reversed())
        post(.undone(group, answers))
    }

    /// More changes than a bundle on one lead has.
    private static let few = 12

    /// Takes back what has not left of a group; the rest stays to be undone.
    private mutating func takeBack(_ group: ChangeGroup.ID) async -> [OutboxEntry] {
        guard case .journaled(let entries) = fates[group] else { return [] }
        let taken = await backend.takeBack(entries)
        let ids = Set(taken.map(\.id))
        let left = entries.filter { !ids.contains($0) }
        fates[group] = left.isEmpty ? .takenBack : .journaled(left)
        return taken
    }

    private mutating func redo(_ group: ChangeGroup, after undone: ChangeGroup.ID) async {
        guard case .takenBack = fates[undone] else {
            let reason = "The undo before it did not take the change back, so there is nothing to do again."
            post(.submitFailed(group.id, reason: reason, restoring: nil))
            return
        }
        await submit(group, restoring: nil)
    }

    private func record(
        _ override: ContactOverride,
        on lead: Lead.ID,
        as order: ChangeGroup.ID,
        restoring form: Form?
    ) async {
        do throws(BackendError) {
            try await backend.record(override, on: lead)
            post(.overrideRecorded(override, on: lead, as: order))
        } catch {
            let reason = "the reason, so the call was not started. \(error.sentence)"
            post(.submitFailed(order, reason: reason, restoring: form))
        }
    }

    private func settle(
        _ order: ChangeGroup.ID,
        _ work: (any WorkbenchBackend) async throws(BackendError) -> Void
    ) async {
        do throws(BackendError) {
            try await work(backend)
            post(.entryActed(order))
        } catch {
            post(.entryActionFailed(order, reason: error.sentence))
        }
    }
}
