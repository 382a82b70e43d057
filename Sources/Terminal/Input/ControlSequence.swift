/// What came after `ESC [` (ECMA-48 §5.4): parameters, intermediates and, at last, a final byte.
struct ControlSequence: Hashable, Sendable {
    enum Meaning: Hashable, Sendable {
        case event(InputEvent)
        case pasteBegins
        /// A report of this many raw bytes follows.
        case report(byteCount: Int)
        case nothing
    }

    /// Longer sequences mean nothing to us; their bytes are counted, not kept.
    private static let limitInBytes = 64

    private var bytes: [UInt8] = []
    private var isTooLong = false

    var isEmpty: Bool { bytes.isEmpty }

    /// Takes a byte of 0x20...0x7E; the final byte when this is it.
    mutating func append(_ byte: UInt8) -> UInt8? {
        // The Linux console sends `ESC [ [ A` for F1: there the first bracket is no final byte.
        let isConsoleKey = bytes.isEmpty && byte == UInt8(ascii: "[")
        if byte >= 0x40, !isConsoleKey { return byte }
        if bytes.count < Self.limitInBytes { bytes.append(byte) } else { isTooLong = true }
        return nil
    }

    func meaning(final: UInt8) -> Meaning {
        guard !isTooLong else { return .nothing }
        switch bytes.first {
        case UInt8(ascii: "["): return meaning(key: Key(consoleFunction: final), modifiers: [])
        case UInt8(ascii: "<"): return mouse(final: final)
        case nil where final == UInt8(ascii: "M"): return .report(byteCount: 3)
        case nil, .some(UInt8(ascii: "0")...UInt8(ascii: ";")): return key(final: final)
        default: return .nothing
        }
    }

    /// The numbers between the semicolons; what follows a colon refines a number and is left out.
    private func parameters(_ bytes: some Collection<UInt8>) -> [Int?] {
        bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
            Int(String(decoding: $0.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self))
        }
    }

    private func meaning(key: Key?, modifiers: KeyPress.Modifiers) -> Meaning {
        key.map { .event(.key(KeyPress($0, modifiers: modifiers))) } ?? .nothing
    }

    private func key(final: UInt8) -> Meaning {
        let numbers = parameters(bytes)
        let first = numbers.first ?? nil
        let modifiers = KeyPress.Modifiers(parameter: numbers.dropFirst().first ?? nil)
        switch final {
        case UInt8(ascii: "~") where first == 200: return .pasteBegins
        case UInt8(ascii: "~"): return meaning(key: first.flatMap(Key.init(editing:)), modifiers: modifiers)
        case UInt8(ascii: "Z"): return meaning(key: .tab, modifiers: modifiers.union(.shift))
        // `CSI row ; column R` says where the cursor is; only with 1 in front is it F3.
        case _ where bytes.isEmpty || first == 1: return meaning(key: Key(cursor: final), modifiers: modifiers)
        default: return .nothing
        }
    }

    /// An SGR report: `CSI < button ; column ; row`, then M for a press and m for a release.
    private func mouse(final: UInt8) -> Meaning {
        let numbers = parameters(bytes.dropFirst()).compactMap(\.self)
        guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return .nothing }
        let isPress = final == UInt8(ascii: "M")
        guard isPress || final == UInt8(ascii: "m") else { return .nothing }
        guard let kind = MouseEvent.Kind(button: numbers[0], isPress: isPress) else { return .nothing }
        return .event(.mouse(MouseEvent(kind, at: Point(x: numbers[1] - 1, y: numbers[2] - 1))))
    }
}

extension MouseEvent.Kind {
    /// The button number of an SGR report, with 4, 8 and 16 for modifiers; `nil` for motion and further buttons.
    fileprivate init?(button: Int, isPress: Bool) {
        switch button & ~(4 | 8 | 16) {
        case 0, 1, 2: self = isPress ? .press : .release
        case 64 where isPress: self = .scrollUp
        case 65 where isPress: self = .scrollDown
        default: return nil
        }
    }
}
