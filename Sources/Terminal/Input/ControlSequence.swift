/// What stands between `CSI` and its final byte, and what that means.
struct ControlSequence: Hashable, Sendable {
    enum Meaning: Hashable {
        case event(InputEvent)
        case pasteStart
        case consoleFunctionKey
        case oldMouseReport
        case answer(TerminalAnswer)
        case nothing
    }

    /// The ESC before it was already reported as a key, so keys in it are not.
    let isLate: Bool
    private var bytes: [UInt8] = []
    private var isTooLong = false
    /// Longer ones are read to their end and mean nothing.
    private static let limitInBytes = 64

    init(isLate: Bool) { self.isLate = isLate }

    var isEmpty: Bool { bytes.isEmpty && !isTooLong }

    /// Whether a person, rather than a terminal, sends `byte` right after `ESC [`: keys without numbers end in a capital
    /// letter, with rxvt in `a` to `d`.
    static func isTypedAfterIntroducer(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "e")...UInt8(ascii: "z")).contains(byte)
    }

    mutating func append(_ byte: UInt8) {
        if bytes.count < Self.limitInBytes { bytes.append(byte) } else { isTooLong = true }
    }

    /// Whether a terminal, rather than a person, may send `byte` right after `[`.
    static func continuesAfterIntroducer(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3F, UInt8(ascii: "["), UInt8(ascii: "Z"), UInt8(ascii: "M"), UInt8(ascii: "I"), UInt8(ascii: "O"):
            true
        default: Key(controlFinal: byte) != nil
        }
    }

    func meaning(final: UInt8) -> Meaning {
        guard !isTooLong else { return .nothing }
        if bytes.first == UInt8(ascii: "<") { return mouse(final: final) }
        if bytes.isEmpty, final == UInt8(ascii: "[") { return .consoleFunctionKey }
        if bytes.isEmpty, final == UInt8(ascii: "M") { return .oldMouseReport }
        guard let numbers = Self.numbers(in: bytes[...]) else { return .nothing }
        if final == UInt8(ascii: "~"), numbers.first == 200 { return .pasteStart }
        if final == UInt8(ascii: "n"), numbers == [0] { return .answer(.caughtUp) }
        guard !isLate, !isRelease, let press = Self.press(final: final, numbers: numbers) else { return .nothing }
        return .event(.key(press))
    }

    /// Whether the key was let go, as terminals tell that a program asked for it and did not take it back.
    ///
    /// Source: kitty, “Comprehensive keyboard handling”: the part after `:` in the second field is 3.
    private var isRelease: Bool {
        let fields = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        guard fields.count > 1 else { return false }
        let parts = fields[1].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        return parts.count > 1 && parts[1].elementsEqual("3".utf8)
    }

    /// The numbers between semicolons, 0 where one is missing; `nil` for private or malformed parameters.
    ///
    /// Only the first part of `a:b:c` counts; the rest is what newer terminals add.
    private static func numbers(in bytes: ArraySlice<UInt8>) -> [Int]? {
        var numbers: [Int] = []
        for field in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            var number = 0
            for byte in field.prefix(while: { $0 != UInt8(ascii: ":") }) {
                guard (0x30...0x39).contains(byte) else { return nil }
                number = min(number * 10 + Int(byte - 0x30), 0x110000)
            }
            numbers.append(number)
        }
        return numbers
    }

    private static func press(final: UInt8, numbers: [Int]) -> KeyPress? {
        let first = numbers.first ?? 0
        let modifiers = KeyPress.Modifiers(parameter: numbers.count > 1 ? numbers[1] : 1)
        switch final {
        case UInt8(ascii: "Z"): return KeyPress(.tab, modifiers: modifiers.union(.shift))
        case UInt8(ascii: "u"): return KeyPress(code: first, modifiers: modifiers)
        case UInt8(ascii: "~") where first == 27 && numbers.count == 3:
            return KeyPress(code: numbers[2], modifiers: modifiers)
        case UInt8(ascii: "~"): return Key(number: first).map { KeyPress($0, modifiers: modifiers) }
        // Other numbers make it the answer to a question about the cursor.
        case UInt8(ascii: "R") where first > 1: return nil
        default: return Key(controlFinal: final).map { KeyPress($0, modifiers: modifiers) }
        }
    }

    /// SGR 1006: button and modifiers, column, row; `M` for a press, `m` for a release.
    private func mouse(final: UInt8) -> Meaning {
        guard let numbers = Self.numbers(in: bytes.dropFirst()), numbers.count == 3, numbers[1] > 0, numbers[2] > 0
        else { return .nothing }
        let isPress = final == UInt8(ascii: "M")
        guard isPress || final == UInt8(ascii: "m") else { return .nothing }
        let position = Point(x: numbers[1] - 1, y: numbers[2] - 1)
        let modifierBits = 0b1_1100
        switch numbers[0] & ~modifierBits {
        case 0: return .event(.mouse(MouseEvent(isPress ? .press : .release, at: position)))
        case 64 where isPress: return .event(.mouse(MouseEvent(.scrollUp, at: position)))
        case 65 where isPress: return .event(.mouse(MouseEvent(.scrollDown, at: position)))
        default: return .nothing
        }
    }
}
