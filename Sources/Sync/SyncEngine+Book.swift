import FoundationEssentials
import Leads
import LoftyAPI

extension SyncEngine {
    /// Walks through the whole list without a pause.
    func walkTheBook() async throws(SyncError) -> RefreshReport {
        var pass = try beginPass()
        var lookedThrough = LeadListRequest().limit
        do throws(SyncError) {
            while pass.ending == nil {
                guard try await step(&pass, isAwaited: true) else { continue }
                // Twice as far apart each time, so that all of them together cost no more than the last.
                if pass.counted >= 2 * lookedThrough {
                    lookedThrough = pass.counted
                    try await showListed()
                }
                // Only here: the rolling pass reads what is known already, and nobody waits for it.
                observer(.progress(SyncProgress(loaded: pass.counted, total: pass.total, isFinished: false)))
            }
        } catch {
            giveUp(pass)
            throw error
        }
        let report = try await finish(pass)
        if pass.ending == .whole { try learnOfPass(begunAt: pass.beganAt) }
        return report
    }

    func beginPass() throws(SyncError) -> BookPass {
        // Somebody who waits for a pass walks beside one that is under way.
        _ = takePassLease()
        let ticket = try stored { store throws(StoreError) in try store.beginPass() }
        let pass = BookPass(ticket: ticket, at: now)
        try saveMarks { $0.passBeganAt = pass.beganAt }
        return pass
    }

    /// True while another process of the directory walks through the book.
    ///
    /// The mark alone cannot tell whether its process was killed. One that was only stopped keeps the lease, so after the
    /// time of the promise it is not waited for any longer.
    func isBeingWalked(_ marks: SyncMarks) -> Bool {
        guard let began = marks.passBeganAt, began.isWithin(watch.freshness.promise.book, before: now) else {
            return false
        }
        return !takePassLease()
    }

    /// False when another process has it, and when nothing but the mark tells.
    private func takePassLease() -> Bool {
        do throws(StoreError) {
            return try shared.passLease?.tryAcquire() ?? false
        } catch {
            observer(.trouble(error))
            return false
        }
    }

    /// Lets others of the directory begin a pass; this one comes to no end.
    func giveUp(_ pass: BookPass) {
        shared.passLease?.release()
        do throws(SyncError) {
            try saveMarks { if $0.passBeganAt == pass.beganAt { $0.passBeganAt = nil } }
        } catch {
            if case .store(let trouble) = error { observer(.trouble(trouble)) }
        }
    }

    /// Reads the next page of a pass; false when it is to be asked for in another way.
    ///
    /// Where somebody waits for the pass, a page that fails after it was tried for long ends it: piece by piece it would
    /// take many times as long to fail, and the pass in the background gets around it.
    func step(_ pass: inout BookPass, isAwaited: Bool = false) async throws(SyncError) -> Bool {
        let page: LeadPage
        let asked = steadyNow()
        do throws(SyncError) {
            page = try await readPage(pass.request, by: pass.ticket).page
        } catch {
            // A cursor expires after a time that Lofty does not document; the offset does not.
            guard case .service(let failure) = error else { throw error }
            if failure.disposition == .permanent, pass.loseCursor() { return false }
            if isAwaited, steadyNow() - asked > Self.longest { throw error }
            guard await isOfContent(failure, wasNarrow: pass.isNarrow),
                pass.getAround(OutboxEntry.Failure(failure).reason)
            else { throw error }
            return false
        }
        pass.take(page)
        return true
    }

    /// A page that takes longer than this to fail has been asked for again and again.
    private static let longest = Duration.seconds(10)

    /// True when the server fails with what a page holds, and not with whatever it is asked.
    func isOfContent(_ failure: APIError, wasNarrow: Bool) async -> Bool {
        guard failure.mayBeOfContent else { return false }
        if wasNarrow { return true }
        switch await read({ service throws(APIError) in try await service.me() }) {
        case .success: return true
        case .failure: return false
        }
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
            marks.doubt = marks.doubt.after(pass, report)
        }
        shared.passLease?.release()
        try await showListed()
        observer(.progress(SyncProgress(loaded: pass.counted, total: pass.total, isFinished: true)))
        return report
    }

    private func removeUnseen(by pass: BookPass, _ report: inout RefreshReport) async throws(SyncError) {
        let leaving = try stored { store throws(StoreError) in try store.unseenCount(by: pass.ticket) }
        guard leaving > 0 else { return }
        let mirrored = try stored { store throws(StoreError) in try store.mirroredCount() }
        if RemovalBrake.allows(leaving, of: mirrored) {
            report.removed = try await remove(by: pass.ticket, asking: !pass.unreadable.isEmpty)
        } else if let doubt = try marks().doubt, doubt.isConfirmed(by: pass) {
            // What an earlier complete pass did not see either leaves.
            report.removed = try await remove(by: doubt.pass, asking: !pass.unreadable.isEmpty)
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
                try await readIntoMirror(id, isMissing: true)
                try stored { store throws(StoreError) in try store.sight([id], by: pass, at: began) }
            } catch {
                guard case .service(let failure) = error else { throw error }
                // One that the server cannot give is no reason to keep the others.
                guard failure.kind == .notFound || failure.mayBeOfContent else { throw error }
                if failure.kind == .notFound { gone += 1 }
            }
        }
        return gone
    }
}

extension SyncMarks.Doubt {
    /// Two passes within one moment of trouble are one witness.
    private static let apart = 60.0

    fileprivate func isConfirmed(by later: BookPass) -> Bool { later.beganAt.timeIntervalSince(at) >= Self.apart }
}

extension SyncMarks.Doubt? {
    /// What is in doubt after a complete pass.
    fileprivate func after(_ pass: BookPass, _ report: RefreshReport) -> Self {
        guard report.heldBack > 0 else { return nil }
        // A clock that was set back since would make it wait for ever.
        if let self, self.at <= pass.beganAt, report.removed == 0 { return self }
        return SyncMarks.Doubt(pass: pass.ticket, at: pass.beganAt)
    }
}

extension APIError {
    /// True for an answer that one lead in it may be to blame for.
    var mayBeOfContent: Bool {
        switch kind {
        case .serverFailure, .unreadableAnswer, .answerTooLarge: true
        case .credentialRejected, .notGranted, .notFound, .refused, .rateLimited, .unreachable, .connectionLost,
            .cancelled, .invalidRequest:
            false
        }
    }
}
