/// What a person wants to be changed about keys and looks while the program runs.
package enum EquipmentWish: Hashable, Sendable {
    /// Reads the configuration again.
    case reload
    /// Wears a theme for the rest of the sitting.
    case theme(String)
}
