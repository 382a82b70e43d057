import Sync

extension UnreadableEntry {
    /// The entry as it stands, for whoever can do more with it.
    var line: String { "this Foyer cannot read it, a newer one may; what follows on the lead waits for it: \(text)" }

    static let explanation = "This Foyer cannot read it, a newer one may; what follows on the lead waits for it."

    static let advice = "Use the newer Foyer; “foyer outbox export” writes what there is into a file."
}
