/// The time zones of a place that a lead names: a postal code, a state or a province.
package enum PlaceZones {
    /// Reads `78704`, `78704-1234`, `K1A 0B1`, `TX`, `Texas` or `Austin, TX 78704`; empty when none of it tells.
    ///
    /// The name of a city alone tells nothing: there is a Portland on either coast.
    package static func zones(of text: String) -> CallingZones {
        let parts = text.split { $0 == "," || $0 == "\n" || $0 == ";" }.map { $0.split(separator: " ") }
        // Several codes are several places.
        let codes = parts.compactMap(postal)
        if !codes.isEmpty { return codes.reduce([]) { $0.union($1) } }
        return parts.reversed().lazy.compactMap(state).first ?? []
    }

    /// The zones of an address, by its most telling part.
    package static func zones(postalCode: String?, state: String?) -> CallingZones {
        let byCode = postalCode.flatMap { postal($0.split(separator: " ")) }
        return byCode ?? state.map { stateZones[FoldedText.bytes(of: $0.trimmed)] ?? zones(of: $0) } ?? []
    }

    // MARK: Postal codes

    private static func postal(_ words: [Substring]) -> CallingZones? {
        for (index, word) in words.enumerated().reversed() {
            if let zones = zip(word) { return zones }
            let next = index + 1 < words.count ? words[index + 1] : ""
            if let zones = canadian(word + next) { return zones }
        }
        return nil
    }

    /// Five digits, or nine with a dash behind the fifth or without.
    private static func zip(_ word: Substring) -> CallingZones? {
        let isWhole = word.utf8.count == 9 && !word.contains("-")
        let parts = isWhole ? [word.prefix(5)] : word.split(separator: "-", omittingEmptySubsequences: false)
        guard let code = parts.first, parts.count <= 2, code.utf8.count == 5,
            parts.count == 1 || parts[1].utf8.count == 4,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let number = Int(code)
        else { return nil }
        if let exact = exactZips.first(where: { $0.codes.contains(number) }) { return CallingZones(exact.zones) }
        return zipAreas.first { $0.areas.contains(number / 100) }.map { CallingZones($0.zones) }
    }

    /// Six signs, letter and digit by turns.
    private static func canadian(_ word: Substring) -> CallingZones? {
        let signs = Array(word.utf8)
        guard signs.count == 6 || signs.count == 3 else { return nil }
        for (index, sign) in signs.enumerated() {
            let isRight = index % 2 == 0 ? (0x41...0x5A).contains(sign & 0xDF) : (0x30...0x39).contains(sign)
            guard isRight else { return nil }
        }
        let letter = Character(Unicode.Scalar(signs[0] & 0xDF))
        return canadianAreas.first { $0.letters.contains(letter) }.map { CallingZones($0.zones) }
    }

    // MARK: States

    /// A whole part such as `New Mexico`, or its last word when that is an abbreviation: `TX`, `Austin TX`.
    private static func state(_ words: [Substring]) -> CallingZones? {
        let name = words.joined(separator: " ")
        if name.utf8.count > 2, let zones = stateZones[FoldedText.bytes(of: name)] { return zones }
        // Small letters make words of them: in, or, me, ok.
        guard let last = words.last, last.utf8.count == 2, last == last.uppercased()[...] else { return nil }
        return stateZones[FoldedText.bytes(of: last)]
    }

    private static let stateZones: [[UInt8]: CallingZones] = {
        var zones: [[UInt8]: CallingZones] = [:]
        for (set, names) in states {
            for name in names.split(separator: "|") { zones[FoldedText.bytes(of: name)] = CallingZones(set) }
        }
        return zones
    }()
}
