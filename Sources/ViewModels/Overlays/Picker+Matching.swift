import Leads

/// Which items a typed text leaves, and in which order.
extension Picker {
    /// The items that match what was typed; words may stand in any order, the wanted one first.
    ///
    /// In the tags, a text that begins with `-` looks only among those that can come off.
    package var matches: [Item] {
        let typed = (filter?.text ?? "").trimmed
        if isRemoving { return ranked(items.filter(canComeOff), by: String(typed.dropFirst()).trimmed) }
        return ranked(items, by: typed) + newTag(typed)
    }

    /// Of many leads nobody knows here which tags they have; their plan tells.
    func canComeOff(_ item: Item) -> Bool { item.isCurrent || purpose.lead == .marked }

    /// True while the typed text asks for tags that come off.
    package var isRemoving: Bool {
        guard case .tags = purpose else { return false }
        return filter?.characters.first == "-"
    }

    /// The whole name first, then those that begin with the text, then the others.
    private func ranked(_ items: [Item], by text: String) -> [Item] {
        let wanted = text.lowercased()
        let words = wanted.split(separator: " ")
        let found = items.filter { item in
            let label = item.label.lowercased()
            return words.allSatisfy { label.contains($0) }
        }
        guard let first = words.first else { return found }
        let rank: (Item) -> Int = { item in
            let label = item.label.lowercased()
            return label == wanted ? 0 : label.hasPrefix(first) ? 1 : 2
        }
        return (0...2).flatMap { place in found.filter { rank($0) == place } }
    }

    /// Tags are made by using them, so an unknown name is offered as a new one.
    private func newTag(_ name: String) -> [Item] {
        guard case .tags = purpose, !name.isEmpty else { return [] }
        let isKnown = items.contains { $0.label.lowercased() == name.lowercased() }
        return isKnown ? [] : [Item(label: name, detail: "new tag", choice: .intent(.addTag(name)))]
    }
}
