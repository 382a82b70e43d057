/// Which letter chooses what in a picker.
///
/// A stage or a member keeps its letter for as long as it is known, under whatever name and in whatever order: fingers
/// learn letters, and a team is edited while they type.
package struct LetterMemory<ID: Hashable & Sendable>: Hashable, Sendable {
    private var given: [ID: Character] = [:]

    package init() {}

    package subscript(_ id: ID) -> Character? { given[id] }

    /// Gives those that are new a letter of their own, taken from their words first.
    ///
    /// A letter of one that has gone is given away only when no other is left.
    mutating func learn(_ choices: [(id: ID, label: String)], reserving reserved: Set<Character> = []) {
        let present = Set(choices.map(\.id))
        for (id, label) in choices where given[id] == nil {
            let letters = label.lowercased().filter { $0.isASCII && $0.isLetter }
            let taken = reserved.union(given.values)
            if let letter = letters.first(where: { !taken.contains($0) }) {
                given[id] = letter
                continue
            }
            let kept = reserved.union(given.filter { present.contains($0.key) }.values)
            guard let letter = letters.first(where: { !kept.contains($0) }) else { continue }
            for (gone, _) in given.filter({ $0.value == letter }) { given[gone] = nil }
            given[id] = letter
        }
    }
}

extension LetterMemory {
    /// The memory of somebody who sees these for the first time.
    init(_ choices: [(id: ID, label: String)], reserving reserved: Set<Character> = []) {
        learn(choices, reserving: reserved)
    }
}
