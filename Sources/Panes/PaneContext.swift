package import Commands
package import FoundationEssentials

/// What drawing needs beyond the state: looks, and the person's clock.
package struct PaneContext: Sendable {
    package var look: Look
    /// Seconds east of Greenwich at a moment, where the person sits.
    package var offsetFromGMT: @Sendable (Date) -> Int
    /// The verbs and keys, for help and hints.
    package var table: CommandTable

    package init(
        look: Look = Look(.foyerDark, exact: true),
        offsetFromGMT: @escaping @Sendable (Date) -> Int = { _ in 0 },
        table: CommandTable = .standard
    ) {
        self.look = look
        self.offsetFromGMT = offsetFromGMT
        self.table = table
    }
}
