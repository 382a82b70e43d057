import ViewModels

/// What the top line never lets go: that the screen is masked, that a macro is being recorded, that a run is paused, and
/// the clock of the call that was dialled.
enum StateMarks {
    /// Nothing when none of it is so; names where there is room for them.
    static func pieces(_ state: AppState, isLong: Bool, _ glyphs: Glyphs) -> [Canvas.Piece] {
        let mask = state.isMasked ? [Canvas.Piece(" MASKED ", .strong, on: .markChip), Canvas.Piece(" ")] : []
        return mask + recording(state, isLong: isLong) + paused(state) + clock(state, isLong: isLong, glyphs)
    }

    /// The same for a voice; the clock is left out, as it moves by itself.
    static func spoken(_ state: AppState) -> [String] {
        var words: [String] = []
        if state.isMasked { words.append("masked") }
        if let recording = state.recording {
            let steps = recording.steps.count
            words.append("recording \(recording.name), \(steps == 1 ? "1 step" : "\(steps) steps")")
        }
        if let held = pausedCount(state) {
            words.append("a run is paused, \(Formatters.count(held)) leads wait; \(state.keys[.bulk]) goes on with it")
        }
        if let call = state.call, call.endedAt == nil {
            words.append("the clock of the call with \(call.leadName) runs")
        }
        return words
    }

    private static func pausedCount(_ state: AppState) -> Int? {
        guard let job = state.pausedBulk ?? state.bulk, job.phase == .paused else { return nil }
        return job.held.count
    }

    /// How many steps it has, so that one sees whether a key became one.
    private static func recording(_ state: AppState, isLong: Bool) -> [Canvas.Piece] {
        guard let recording = state.recording else { return [] }
        let name = isLong ? " \(recording.name)" : ""
        return [Canvas.Piece(" REC\(name) \(recording.steps.count) ", .strong, on: .markChip), Canvas.Piece(" ")]
    }

    /// For how many leads nothing goes out until somebody goes on.
    private static func paused(_ state: AppState) -> [Canvas.Piece] {
        guard let held = pausedCount(state) else { return [] }
        let count = Formatters.count(held)
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
