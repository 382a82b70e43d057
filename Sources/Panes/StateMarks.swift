import ViewModels

/// What the top line never lets go: that the screen is masked, and the clock of the call that was dialled.
enum StateMarks {
    /// Nothing when neither is so; names where there is room for them.
    static func pieces(_ state: AppState, isLong: Bool, _ glyphs: Glyphs) -> [Canvas.Piece] {
        let mask = state.isMasked ? [Canvas.Piece(" MASKED ", .strong, on: .markChip), Canvas.Piece(" ")] : []
        return mask + clock(state, isLong: isLong, glyphs)
    }

    private static func clock(_ state: AppState, isLong: Bool, _ glyphs: Glyphs) -> [Canvas.Piece] {
        guard let call = state.call else { return [] }
        let name = isLong ? " \(call.leadName)" : ""
        let time = Formatters.clock(call.seconds(at: state.now))
        let ground: Ground = call.endedAt == nil ? .accentChip : .markChip
        return [Canvas.Piece(" \(glyphs[.call])\(name) \(time) ", .strong, on: ground), Canvas.Piece(" ")]
    }
}
