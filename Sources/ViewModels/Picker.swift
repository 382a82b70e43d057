package import Leads

/// A list to choose one thing from.
package struct Picker: Hashable, Sendable {
    package var purpose: Purpose
    package var items: [Item]
    package var cursor: Int
    /// What was typed to narrow the items; `nil` while keys are accelerators.
    package var filter: TextField?

    /// What is being chosen, and for which lead: a choice never lands on a lead that the cursor moved to meanwhile.
    package enum Purpose: Hashable, Sendable {
        case stage(of: Lead.ID)
        case tags(of: Lead.ID)
        case assignee(of: Lead.ID)
        case callOutcome(of: Lead.ID)
        case sort
        case palette
    }

    package struct Item: Hashable, Sendable {
        package var label: String
        /// Words at the right edge, such as a member's address or a verb's keys.
        package var detail: String
        /// True for what the lead has now.
        package var isCurrent: Bool
        /// A letter that chooses the item at once.
        package var accelerator: Character?
        package var choice: Choice

        package init(
            label: String,
            detail: String = "",
            isCurrent: Bool = false,
            accelerator: Character? = nil,
            choice: Choice
        ) {
            self.label = label
            self.detail = detail
            self.isCurrent = isCurrent
            self.accelerator = accelerator
            self.choice = choice
        }
    }

    package enum Choice: Hashable, Sendable {
        case stage(String)
        case addTag(String)
        case removeTag(String)
        case member(Member)
        case outcome(CallOutcome)
        case sort(LeadSort)
        /// The name of a verb, which the caller of the palette runs.
        case verb(String)
    }

    package init(_ purpose: Purpose, items: [Item], filtering: Bool = false) {
        self.purpose = purpose
        self.items = items
        filter = filtering ? TextField() : nil
        cursor = items.firstIndex(where: \.isCurrent) ?? 0
    }

    /// The items that match what was typed; words may stand in any order.
    package var matches: [Item] {
        let words = (filter?.text ?? "").lowercased().split(separator: " ")
        let found = items.filter { item in
            let label = item.label.lowercased()
            return words.allSatisfy { label.contains($0) }
        }
        return found.stablePartitioned { item in
            words.first.map { item.label.lowercased().hasPrefix($0) } ?? true
        } + newTag
    }

    /// Tags are made by using them, so an unknown name is offered as a new one.
    private var newTag: [Item] {
        guard case .tags = purpose, let name = filter?.text, !name.isEmpty else { return [] }
        let isKnown = items.contains { $0.label.lowercased() == name.lowercased() }
        return isKnown ? [] : [Item(label: name, detail: "new tag", choice: .addTag(name))]
    }

    package var selected: Item? {
        let matches = matches
        return matches.indices.contains(cursor) ? matches[cursor] : nil
    }

    package mutating func move(by step: Int) {
        let count = matches.count
        guard count > 0 else { return }
        cursor = min(max(0, cursor + step), count - 1)
    }

    package mutating func edit(_ edit: TextField.Edit) {
        var field = filter ?? TextField()
        field.apply(edit)
        filter = field
        cursor = 0
    }

    /// Gives each label a letter of its own, taken from its words first.
    package static func accelerators(for labels: [String], reserving reserved: Set<Character> = []) -> [Character?] {
        var taken = reserved
        return labels.map { label in
            let letters = label.lowercased().filter { $0.isASCII && $0.isLetter }
            guard let letter = letters.first(where: { !taken.contains($0) }) else { return nil }
            taken.insert(letter)
            return letter
        }
    }
}

extension Array {
    /// The elements that satisfy the predicate, then the others, both in their order.
    fileprivate func stablePartitioned(by isFirst: (Element) -> Bool) -> [Element] {
        filter(isFirst) + filter { !isFirst($0) }
    }
}
