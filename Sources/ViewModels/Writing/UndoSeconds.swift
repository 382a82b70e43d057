/// For how many seconds a change stays here before it goes out, in which undo takes it back without a trace.
package struct UndoSeconds: Hashable, Sendable {
    package var change: Int
    /// Longer, because Lofty offers no way back.
    package var trash: Int

    package init(change: Int = 8, trash: Int = 60) {
        self.change = change
        self.trash = trash
    }
}
