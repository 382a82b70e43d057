import FoundationEssentials
import Leads
import LoftyAPI

extension SyncEngine {
    /// Walks through the whole list without a pause.
    func walkTheBook() async throws(SyncError) -> RefreshReport {
        var pass = try beginPass()
        while pass.ending == nil {
            try await step(&pass)
            // Only here: the rolling pass reads what is known already, and nobody waits for it.
            observer(.progress(SyncProgress(loaded: pass.counted, total: pass.total, isFinished: false)))
        }
        let report = try await finish(pass)
        if pass.ending == .whole { try learnOfPass(begunAt: pass.beganAt) }
        return report
    }

    func beginPass() throws(SyncError) -> BookPass {
        let ticket = try stored { store throws(StoreError) in try store.beginPass() }
        let pass = BookPass(ticket: ticket, at: now)
        try saveMarks { $0.passBeganAt = pass.beganAt }
        return pass
    }

    /// Reads the next page of a pass.
    func step(_ pass: inout BookPass) async throws(SyncError) {
        let page: LeadPage
        do throws(SyncError) {
            page = try await readPage(pass.request, by: pass.ticket).page
        } catch {
            // A cursor expires after a time that Lofty does not document; the offset does not.
            guard case .service(let failure) = error, failure.disposition == .permanent, pass.loseCursor() else {
                throw error
            }
            return
        }
        pass.take(page)
    }

    /// Takes out what a pass that came to the end of the list did not see, and says what it came to.
    func finish(_ pass: BookPass) async throws(SyncError) -> RefreshReport {
        var report = RefreshReport(total: pass.total, isWholeBook: true)
        report.missing = pass.missing
        report.unreadable = pass.unreadable
        if pass.ending == .whole { try await removeUnseen(by: pass, &report) }
        try saveMarks { marks in
            marks.refreshedAt = now
            marks.unreadable = pass.unreadableCount
            marks.heldBack = report.heldBack
            marks.passBeganAt = nil
            guard pass.ending == .whole else { return }
            marks.completeSweepAt = pass.beganAt
            marks.completePass = pass.ticket
        }
        observer(.progress(SyncProgress(loaded: pass.counted, total: pass.total, isFinished: true)))
        return report
    }

    private func removeUnseen(by pass: BookPass, _ report: inout RefreshReport) async throws(SyncError) {
        let leaving = try stored { store throws(StoreError) in try store.unseenCount(by: pass.ticket) }
        guard leaving > 0 else { return }
        let mirrored = try stored { store throws(StoreError) in try store.mirroredCount() }
        if RemovalBrake.allows(leaving, of: mirrored) {
            report.removed = try await remove(by: pass.ticket, asking: !pass.unreadable.isEmpty)
        } else if let earlier = try marks().completePass {
            // What the complete pass before did not see either leaves.
            report.removed = try await remove(by: earlier, asking: !pass.unreadable.isEmpty)
        }
        report.heldBack = try stored { store throws(StoreError) in try store.unseenCount(by: pass.ticket) }
    }

    /// In small transactions, so that a person's change never waits for long.
    ///
    /// With `asking` each lead is asked for by itself first: it may be the one that cannot be read out of the list.
    private func remove(by pass: PassTicket, asking: Bool) async throws(SyncError) -> Int {
        var removed = 0
        while true {
            let ids = try stored { store throws(StoreError) in try store.unseen(by: pass, limit: 500) }
            if ids.isEmpty { return removed }
            if asking {
                let gone = try await askedAndGone(ids.prefix(Self.mostAsked), by: pass)
                removed += gone
                // Those that are there have been read and so are seen; more than that are left for the next pass.
                if gone == 0 || ids.count > Self.mostAsked { return removed }
                continue
            }
            let commit: StoreCommit
            do throws(StoreError) {
                commit = try self.commit(StoreTransaction(readings: ids.map { .unseen($0, by: pass) }))
            } catch {
                throw .store(error)
            }
            removed += commit.removed.count
            // Nothing left although something was there: somebody has changed them meanwhile.
            if commit.removed.isEmpty { return removed }
            await writesDone()
        }
    }

    private static var mostAsked: Int { 50 }

    private func askedAndGone(_ ids: ArraySlice<Lead.ID>, by pass: PassTicket) async throws(SyncError) -> Int {
        var gone = 0
        for id in ids {
            do throws(SyncError) {
                let began = now
                try await readIntoMirror(id)
                try stored { store throws(StoreError) in try store.sight([id], by: pass, at: began) }
            } catch {
                guard case .service(let failure) = error, failure.kind == .notFound else { throw error }
                gone += 1
            }
        }
        return gone
    }
}
