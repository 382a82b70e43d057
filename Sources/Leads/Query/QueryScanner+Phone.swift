extension QueryScanner {
    /// The stretch from here on that is one phone number with spaces or brackets in it, as in `+1 (512) 555-0142 x12`.
    ///
    /// Behind a `+` any digits are one number; without it only groups of the usual sizes are, so that `bedrooms 3 4` stay
    /// words. A number without spaces and brackets is a word like any other.
    ///
    /// - isLive: what reaches the end of the text is being typed and need not be whole.
    func phoneRun(isLive: Bool) -> Range<Int>? {
        var walk = PhoneWalk(scalars, from: position)
        walk.takeDigits()
        let isBeingTyped = isLive && walk.hasPlus && walk.position == scalars.count
        var end = isBeingTyped ? scalars.count : walk.end
        while end < scalars.count, scalars[end].properties.generalCategory == .format { end += 1 }
        let afterExtension = endOfExtension(from: end)
        let isSpaced = (isBeingTyped ? walk.sawSpace : walk.isSpaced) || afterExtension != nil
        guard isSpaced, end > position, isBeingTyped ? !walk.groups.isEmpty : walk.isWhole else { return nil }
        end = afterExtension ?? end
        guard end == scalars.count || scalars[end].properties.isWhitespace || scalars[end] == ")" else { return nil }
        return position..<end
    }

    /// The end of `x12`, `ext. 12` or `;ext=12` after a number.
    private func endOfExtension(from start: Int) -> Int? {
        var index = start
        func skipSpaces() { while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 } }
        func skip(_ text: String) -> Bool {
            let wanted = Array(text.unicodeScalars)
            let found = scalars[min(index, scalars.count)...].prefix(wanted.count)
            guard String(String.UnicodeScalarView(found)).lowercased() == text else { return false }
            index += wanted.count
            return true
        }
        skipSpaces()
        guard [";ext=", "extension", "extn", "ext", "x", "#"].contains(where: skip) else { return nil }
        _ = skip(".")
        skipSpaces()
        let digits = scalars[index...].prefix { $0.properties.numericType == .decimal }
        let end = index + digits.count
        guard (1...7).contains(digits.count),
            end == scalars.count || scalars[end].properties.isWhitespace || scalars[end] == ")"
        else { return nil }
        return end
    }
}

/// Walks over the digits of a number and what stands between them.
private struct PhoneWalk {
    private let scalars: [Unicode.Scalar]
    private let start: Int
    private(set) var position: Int
    /// Behind the last digit or bracket that can end the number.
    private(set) var end: Int
    private(set) var groups: [Int] = []
    private(set) var hasPlus = false
    /// True when a space or bracket stands before ``end``.
    private(set) var isSpaced = false
    private var isOpen = false
    private(set) var sawSpace = false

    init(_ scalars: [Unicode.Scalar], from start: Int) {
        self.scalars = scalars
        let visible = scalars[start...].firstIndex { $0.properties.generalCategory != .format } ?? scalars.count
        self.start = visible
        position = visible
        end = start
        let isPlus = { (index: Int) in index < scalars.count && ["+", "\u{FF0B}"].contains(scalars[index]) }
        hasPlus = isPlus(visible)
        if hasPlus {
            position += 1
        } else if visible < scalars.count, scalars[visible] == "(", isPlus(visible + 1) {
            // The country in brackets: (+44) 20 7946 0958.
            (hasPlus, isOpen, sawSpace) = (true, true, true)
            position += 2
        }
    }

    mutating func takeDigits() {
        var isInGroup = false
        // Longer ones are no number, and walking on from every word of a long text would take for ever.
        while position < scalars.count, groups.reduce(0, +) <= 15, groups.count <= 8 {
            let scalar = scalars[position]
            if scalar.properties.numericType == .decimal {
                if isInGroup { groups[groups.count - 1] += 1 } else { groups.append(1) }
                isInGroup = true
                position += 1
                markEnd()
            } else {
                guard takeSeparator(scalar) else { return }
                if scalar.properties.generalCategory != .format { isInGroup = false }
            }
        }
    }

    /// Up to here everything may be the number, unless a bracket is open.
    private mutating func markEnd() {
        guard !isOpen else { return }
        end = position
        isSpaced = sawSpace
    }

    private mutating func takeSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "(":
            guard !isOpen, isDigit(at: position + 1) else { return false }
            isOpen = true
            sawSpace = true
            position += 1
        case ")":
            guard isOpen else { return false }
            isOpen = false
            position += 1
            markEnd()
        case _ where scalar.properties.isWhitespace:
            sawSpace = true
            position += 1
        default:
            // A dash behind a space negates what follows, unless a space stands on its other side too.
            let isNegation = scalar == "-" && isSpace(at: position - 1) && !isSpace(at: position + 1)
            guard scalar.isPhonePart, scalar != "+", scalar != "\u{FF0B}", !isNegation, !groups.isEmpty else {
                return false
            }
            position += 1
        }
        return true
    }

    private func isDigit(at index: Int) -> Bool {
        index < scalars.count && scalars[index].properties.numericType == .decimal
    }

    private func isSpace(at index: Int) -> Bool {
        index >= scalars.count || (index >= 0 && scalars[index].properties.isWhitespace)
    }

    /// True when the groups have the sizes of a number.
    var isWhole: Bool {
        let digits = groups.reduce(0, +)
        if hasPlus { return (3...15).contains(digits) }
        let usual = [
            [7], [10], [11], [3, 4], [3, 3, 4], [3, 7], [6, 4], [1, 3, 3, 4], [1, 10], [1, 3, 7], [1, 6, 4],
        ]
        let isDomestic = usual.contains(groups) && (digits != 11 || firstDigit == 1)
        let isTrunk = firstDigit == 0 && (9...14).contains(digits) && groups.count > 1
        return isDomestic || isTrunk || isAbroad(digits)
    }

    /// Short groups as other countries write them, as in `44 20 7946 0958`, or a country and the rest.
    private func isAbroad(_ digits: Int) -> Bool {
        guard (10...14).contains(digits), let last = groups.last else { return false }
        let isSplit = groups.count > 2 && groups.allSatisfy { (2...4).contains($0) } && last > 2
        return isSplit || groups.count == 2 && groups[0] == 2 && (8...11).contains(groups[1])
    }

    private var firstDigit: Int? {
        let first = scalars[start...].first { $0.properties.numericType == .decimal }
        return first.flatMap(\.properties.numericValue).map { Int($0) }
    }
}
