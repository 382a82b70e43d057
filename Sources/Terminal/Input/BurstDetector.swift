/// Tells pasted text from typing where the terminal does not mark pastes.
///
/// Nobody types a dozen and a half different characters between two looks at the keyboard. Such a burst becomes one
/// ``InputEvent/paste(_:)``, with what follows on its heels, so that a pasted address is not taken for commands. A key
/// held down repeats one character and counts once; a few keys typed ahead stay below the threshold.
struct BurstDetector: Sendable {
    /// How many runs of one same character make a burst; `nil` switches the detector off.
    var threshold: Int?
    /// How long after a burst text still belongs to it, as a long paste comes in several reads.
    var quiet: Duration

    private var burst = ""
    private var deadline: ContinuousClock.Instant?

    init(threshold: Int?, quiet: Duration) {
        self.threshold = threshold
        self.quiet = quiet
    }

    /// When ``filter(_:at:)`` has a burst to give out; `nil` outside bursts.
    var pendingDeadline: ContinuousClock.Instant? { deadline }

    /// Takes all that was ready at one moment and puts pastes in the place of bursts.
    ///
    /// A burst at the end is held back for ``quiet``; it is given out when nothing more is ready then.
    mutating func filter(_ events: [InputEvent], at now: ContinuousClock.Instant) -> [InputEvent] {
        guard let threshold else { return flush() + events }
        guard !events.isEmpty else { return expire(at: now) }
        var result: [InputEvent] = []
        var rest = events[...]
        while !rest.isEmpty {
            let typed = rest.prefix { $0.typedScalar != nil }
            let text = typed.compactMap(\.typedScalar)
            if deadline != nil || Self.runs(in: text) >= threshold {
                burst.unicodeScalars.append(contentsOf: text)
                deadline = now + quiet
            } else {
                result += typed
            }
            rest = rest.dropFirst(typed.count)
            guard let other = rest.popFirst() else { break }
            result += flush() + [other]
        }
        return result
    }

    private mutating func expire(at now: ContinuousClock.Instant) -> [InputEvent] {
        guard let deadline, now >= deadline else { return [] }
        return flush()
    }

    private mutating func flush() -> [InputEvent] {
        guard deadline != nil else { return [] }
        defer {
            burst = ""
            deadline = nil
        }
        return [.paste(burst)]
    }

    private static func runs(in text: [Unicode.Scalar]) -> Int {
        guard !text.isEmpty else { return 0 }
        return 1 + zip(text, text.dropFirst()).count { $0 != $1 }
    }
}

extension InputEvent {
    /// The scalar that a key adds to text, with Enter and Ctrl-J as line ends; `nil` for everything else.
    fileprivate var typedScalar: Unicode.Scalar? {
        guard case .key(let press) = self else { return nil }
        switch press.key {
        case .character("j") where press.modifiers == .control: return "\n"
        case .character(let character) where press.modifiers.isEmpty: return character.unicodeScalars.first
        case .enter where press.modifiers.isEmpty: return "\n"
        case .tab where press.modifiers.isEmpty: return "\t"
        default: return nil
        }
    }
}
