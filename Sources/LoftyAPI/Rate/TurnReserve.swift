/// Turns for a reading and the write that follows from it, taken together before the reading goes out.
///
/// A write that stands on what was just read must not wait for the next window in between:
///
/// ```swift
/// try await TurnReserve.forReadThenWrite {
///     let lead = try await service.lead(id, includingTrashed: false)
///     try await service.updateLead(id, LeadEdit(tags: lead.tags + ["hot"]))
/// }
/// ```
///
/// The first call of the block takes both turns; a call that changes something takes the second. One that is not used
/// counts against the limit like a call. A block within another one is a part of it, and takes the turn that is kept there.
package actor TurnReserve {
    @TaskLocal static var current: TurnReserve?

    private var kept: (turn: CallTurn, governor: RateGovernor)?
    private var isFilled = false
    /// A task that the block started may go on after it, and must not keep what nobody gives back.
    private var isOver = false

    package static func forReadThenWrite<Value, Failure: Error>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        if let current, await current.isOpened() { return try await body() }
        let reserve = TurnReserve()
        let result = await $current.withValue(reserve) { () async -> Result<Value, Failure> in
            do throws(Failure) {
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }
        await reserve.giveBack()
        return try result.get()
    }

    /// The turn of a call: the one that was kept for it, or a new one.
    func turn(for effect: Endpoint.Effect, lane: CallLane, from governor: RateGovernor) async throws -> CallTurn {
        if effect != .reads, let kept {
            self.kept = nil
            return kept.turn
        }
        // A client with one connection would wait for itself.
        guard !isOver, !isFilled, effect == .reads, governor.maximumCallsInFlight > 1 else {
            return try await governor.admit(lane)
        }
        isFilled = true
        let turn = try await governor.admit(lane, .withOneForWrite)
        do {
            let write = try await governor.admit(.write, .kept)
            await keep(write, of: governor)
        } catch {
            await governor.finish(turn, .lost)
            throw error
        }
        return turn
    }

    /// Waits for the turn of the write, where none was taken with a reading before it.
    func keepWriteTurn(lane: CallLane, from governor: RateGovernor) async throws {
        guard kept == nil else { return }
        isFilled = true
        let turn = try await governor.admit(lane)
        await keep(turn, of: governor)
    }

    /// False when the block is over; else another reading may take its turn with the one of its write.
    private func isOpened() -> Bool {
        isFilled = kept != nil
        return !isOver
    }

    private func keep(_ turn: CallTurn, of governor: RateGovernor) async {
        guard !isOver else { return await governor.finish(turn, .lost) }
        kept = (turn, governor)
    }

    private func giveBack() async {
        isOver = true
        guard let kept else { return }
        self.kept = nil
        await kept.governor.finish(kept.turn, .lost)
    }
}

/// A service whose writes wait for turns, which can be taken before anything is noted as on the wire.
package protocol TurnKeeping: Sendable {
    /// Returns when the write that comes next in this ``TurnReserve`` may go at once.
    ///
    /// - Throws: an ``APIError`` of the kind `cancelled` when the task is cancelled while it waits.
    func keepWriteTurn() async throws(APIError)
}
