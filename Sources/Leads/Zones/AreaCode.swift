/// A three-digit area code of the North American Numbering Plan and what it says about the place of a number.
///
/// Source: North American Numbering Plan Administrator, area code assignments and planning letters; the zones of the
/// areas from the IANA time zone database and 49 CFR part 71. Facts only, written down in November 2026.
package enum AreaCode: Hashable, Sendable {
    /// An area of the United States, Canada or a territory; several zones where the area is split.
    case geographic(CallingZones)
    /// An island state that shares country code 1.
    case caribbean(CallingZones)
    /// The caller pays nothing; the phone may stand anywhere.
    case tollFree
    /// Numbers that follow a person or a service: 5XX, 600, 700, 710, 900 and their like.
    case placeless
    /// Not assigned, as far as the table knows.
    case unknown

    /// Reads the first three of ten national digits.
    package init(_ code: some StringProtocol) { self = Self.table[Int(code) ?? 0] ?? .unknown }

    /// The zones in which a number with this code may lie; empty when the code does not tell.
    package var zones: CallingZones {
        switch self {
        case .geographic(let zones), .caribbean(let zones): zones
        case .tollFree, .placeless, .unknown: []
        }
    }

    /// Codes of the United States, its territories and Canada.
    package static var geographicCodes: [Int] {
        table.compactMap { code, area in if case .geographic = area { code } else { nil } }.sorted()
    }

    private static let table: [Int: AreaCode] = {
        var table: [Int: AreaCode] = [:]
        func put(_ codes: String, _ area: AreaCode) {
            for code in codes.split(separator: " ").compactMap({ Int($0) }) { table[code] = area }
        }
        for (zones, codes) in areas { put(codes, .geographic(CallingZones(zones))) }
        for (zone, codes) in islands { put(codes, .caribbean([zone])) }
        put("800 833 844 855 866 877 888", .tollFree)
        put("500 521 522 523 524 525 526 527 528 529 532 533 544 566 577 588", .placeless)
        put("600 622 633 644 655 677 688 700 710 900", .placeless)
        return table
    }()
}
