package import FoundationEssentials

/// What drawing needs beyond the state: looks, and the person's clock.
package struct PaneContext: Sendable {
    package var theme: Theme
    /// Seconds east of Greenwich at a moment, where the person sits.
    package var offsetFromGMT: @Sendable (Date) -> Int
    /// Where the sandbox listens, shown in the help so that it can be asked with curl.
    package var about: [String]

    package init(
        theme: Theme = .standard,
        offsetFromGMT: @escaping @Sendable (Date) -> Int = { _ in 0 },
        about: [String] = []
    ) {
        self.theme = theme
        self.offsetFromGMT = offsetFromGMT
        self.about = about
    }
}
