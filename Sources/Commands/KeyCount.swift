import Terminal
package import ViewModels

/// Digits before a verb, as in `5j`.
///
/// A digit that is no key of its own begins a count, and so does one with Alt: whoever keeps digits for the queues types
/// Alt-5 j, whoever gives the queues other keys types 5j. What a digit means never depends on how fast the next key comes.
struct KeyCount: Sendable {
    private(set) var number: Int?
    /// What to say about digits once the next key has been handled.
    fileprivate(set) var remark: Notice?
    /// The queue that the last key opened by its digit.
    fileprivate var openedQueue: Int?
    /// Whether the difference between queues and counts was explained already.
    fileprivate var hasExplained = false

    /// Nothing has more rows.
    private static let largest = 9_999_999

    mutating func append(_ digit: Int) { number = min(Self.largest, (number ?? 0) * 10 + digit) }

    mutating func clear() { number = nil }

    static func digit(of press: KeyPress) -> Int? {
        guard case .character(let character) = press.key, press.modifiers.isSubset(of: .alt), character.isASCII else {
            return nil
        }
        return character.wholeNumberValue
    }
}

extension KeyDispatcher {
    /// What is to be said about the key that was handled last; told once.
    package mutating func takeRemark() -> Notice? {
        defer { count.remark = nil }
        return count.remark
    }

    /// True for a digit that begins a count or goes on with one.
    func isDigitOfCount(_ press: KeyPress, in state: AppState) -> Bool {
        guard pressed.isEmpty, let digit = KeyCount.digit(of: press) else { return false }
        if count.number != nil { return true }
        guard digit > 0, case .unbound = keymap(in: state).match([press]) else { return false }
        return true
    }

    /// The verbs that a count may stand before, each with its first key.
    func countHints(in state: AppState) -> [KeyHint] {
        let number = count.number ?? 1
        return table.commands.compactMap { command in
            guard let counting = command.counting, let keys = command.keys.first.flatMap(KeyNotation.parse) else {
                return nil
            }
            return KeyHint(keys: KeyNotation.display(keys), summary: counting.summary(number))
        }
    }

    /// The verb so many times; one that takes no count is done once, for the one lead, and that is said.
    mutating func action(of command: Command, counting number: Int?, in state: AppState) -> Action {
        guard let number else { return action(of: command, words: "", in: state) }
        guard let counting = command.counting else {
            count.remark = .noted("\(command.name) takes no count: \(number) was left out, and it is done once.")
            return action(of: command, words: "", in: state)
        }
        guard number > 0 else { return .program(.show(.noted("0 times is nothing."))) }
        if let obstacle = command.obstacle(state) {
            return .program(.show(.unavailable(verb: command.name, because: obstacle)))
        }
        return counting.action(number)
    }

    /// Explains once that a digit was a queue, when what follows it reads like a count.
    mutating func noteDigits(before command: Command, in state: AppState) {
        let opened = count.openedQueue
        count.openedQueue =
            pressed.first.flatMap(KeyCount.digit).map { command.name == "queue-\($0)" ? $0 : nil } ?? nil
        guard let opened, command.counting != nil, count.number == nil, !count.hasExplained else { return }
        count.hasExplained = true
        let keys = KeyNotation.display(pressed)
        count.remark = .noted(
            "\(opened) opened queue \(opened). Alt-\(opened) \(keys) counts; with digits = \"counts\" in config.toml "
                + "\(opened)\(keys) does."
        )
    }
}
