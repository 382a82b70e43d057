package import Commands
package import ViewModels

/// What `config.toml` can say; `nil` leaves it to Foyer, or to the environment.
package struct Settings: Hashable, Sendable {
    /// The name of a theme, Foyer's or the person's own.
    package var theme: String?
    /// Few colours, plain signs, a mark instead of a painted row.
    package var isLowBandwidth: Bool?
    /// Signs of ASCII only, also where the locale is UTF-8.
    package var usesASCII: Bool?
    /// Seconds that a change waits for an undo before it is sent, 0 to 3,600.
    package var undoSeconds: Int?
    /// The same for a move to the trash.
    package var trashSeconds: Int?
    package var keyPreset: KeyPreset?
    /// What digits outside triage do.
    package var digits: DigitKeys?
    /// Whether detail and timeline are hidden at the start.
    package var hidesPreview: Bool?
    package var columns: ListColumnChoice?
    /// The address of a lead, with `{id}` for its id.
    package var leadLink: String?
    /// The program that opens addresses, with its arguments behind blanks.
    package var openCommand: String?
    /// Whether clicks and the wheel are taken.
    package var usesMouse: Bool?
    /// Whether each change is said in a line of text.
    package var isLinear: Bool?
    /// Whether the window is named while Foyer runs.
    package var setsTitle: Bool?
    /// Above so many leads that change at once, their number has to be typed, 0 to 20,000.
    package var bulkCount: Int?

    package init() {}
}
