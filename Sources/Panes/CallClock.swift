import ViewModels

/// The clock of the call that was dialled, for the top line.
enum CallClock {
    /// Nothing without a call; the name where there is room for it.
    static func pieces(_ state: AppState, isLong: Bool, _ glyphs: Glyphs) -> [Canvas.Piece] {
        guard let call = state.call else { return [] }
        let name = isLong ? " \(call.leadName)" : ""
        let time = Formatters.clock(call.seconds(at: state.now))
        let ground: Ground = call.endedAt == nil ? .accentChip : .markChip
        return [Canvas.Piece(" \(glyphs[.call])\(name) \(time) ", .strong, on: ground), Canvas.Piece(" ")]
    }
}
