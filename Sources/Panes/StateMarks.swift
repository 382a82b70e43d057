import ViewModels

/// What the top line never lets go: that the screen is masked, that a macro is being recorded, that a run is paused, and
/// the clock of the call that was dialled.
enum StateMarks {
    /// Nothing when none of it is so; names where there is room for them.
    static func pieces(_ state: AppState, isLong: Bool, _ glyphs: Glyphs) -> [Canvas.Piece] {
        let mask = state.isMasked ? [Canvas.Piece(" MASKED ", .strong, on: .markChip), Canvas.Piece(" ")] : []
        return mask + recording(state, isLong: isLong) + paused(state) + clock(state, isLong: isLong, glyphs)
    }

    /// How many steps it has, so that one sees whether a key became one.
    private static func recording(_ state: AppState, isLong: Bool) -> [Canvas.Piece] {
        guard let recording = state.recording else { return [] }
        let name = isLong ? " \(recording.name)" : ""
        return [Canvas.Piece(" REC\(name) \(recording.steps.count) ", .strong, on: .markChip), Canvas.Piece(" ")]
    }

    /// For how many leads nothing goes out until somebody goes on.
    private static func paused(_ state: AppState) -> [Canvas.Piece] {
        guard let job = state.pausedBulk ?? state.bulk, job.phase == .paused else { return [] }
        let count = Formatters.count(job.held.count)
        return [Canvas.Piece(" PAUSED \(count) ", .strong, on: .markChip), Canvas.Piece(" ")]
    }

    private static func clock(_ state: AppState, isLong: Bool, _ glyphs: Glyphs) -> [Canvas.Piece] {
        guard let call = state.call else { return [] }
        let name = isLong ? " \(call.leadName)" : ""
        let time = Formatters.clock(call.seconds(at: state.now))
        let ground: Ground = call.endedAt == nil ? .accentChip : .markChip
        return [Canvas.Piece(" \(glyphs[.call])\(name) \(time) ", .strong, on: ground), Canvas.Piece(" ")]
    }
}
