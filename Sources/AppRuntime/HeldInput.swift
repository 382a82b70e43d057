import Terminal
import ViewModels

/// Keys that wait for the rows they are meant for.
///
/// A key that acts on rows waits while the rows the person asked for are not on the screen, and every key behind it
/// waits with it, so that all of them do what they would have done typed slowly.
struct HeldInput {
    enum Item {
        case key(KeyPress)
        /// An Alt key that came with other keys in one read, which may be Escape and a key.
        case hasty(KeyPress)
        case paste(String)
        /// Keys that may be a paste.
        case burst([KeyPress])
        /// A line of the palette or of `:`.
        case line(String)
        /// What was pointed at.
        case action(Action, needsRows: Bool)
    }

    /// A key of the person's, with what may be meant by it.
    static func item(for press: KeyPress, amongOthers isAmongOthers: Bool) -> Item {
        isAmongOthers && press.modifiers.contains(.alt) ? .hasty(press) : .key(press)
    }

    private var items: [Item] = []

    var isEmpty: Bool { items.isEmpty }
    var count: Int { items.count }
    var first: Item? { items.first }

    mutating func append(_ item: Item) { items.append(item) }

    /// What an item turned into while it was being handled goes before what came after it.
    mutating func putFirst(_ item: Item) { items.insert(item, at: 0) }

    /// The same for several.
    mutating func putFirst(_ several: [Item]) { items.insert(contentsOf: several, at: 0) }

    mutating func removeFirst() -> Item? { items.isEmpty ? nil : items.removeFirst() }

    mutating func removeAll() { items = [] }
}
