extension PhoneNumber {
    /// Reads a number as people, forms and spreadsheets write it; `nil` for less than 7 or more than 15 digits.
    public init?(_ text: some StringProtocol) {
        let written = WrittenNumber(text)
        guard (7...15).contains(written.digits.utf8.count) else { return nil }
        self = Self.placed(written)
    }

    /// Finds out which digits are the country.
    private static func placed(_ written: WrittenNumber) -> PhoneNumber {
        let digits = written.digits
        if written.isInternational, !hasMisplacedPlus(written), let number = abroad(digits, written, isAssumed: false) {
            return number
        }
        let isDomestic = digits.utf8.count == 11 && digits.hasPrefix("1")
        let local = isDomestic ? String(digits.dropFirst()) : digits
        if isNorthAmerican(local.utf8) { return number(1, local, written, isAssumed: !isDomestic) }
        // Twelve digits and more cannot be a number of one country, so the first of them are its code.
        if digits.utf8.count >= 12, let number = abroad(digits, written, isAssumed: true) { return number }
        var trimmed = digits.drop { $0 == "0" }
        // 01 before an area code: a country's 1 behind a zero too many, or what was dialled inside Mexico until 2019.
        if trimmed.utf8.count == 11, trimmed.hasPrefix("1"), digits.hasPrefix("0"),
            isNorthAmerican(trimmed.utf8.dropFirst())
        {
            trimmed = trimmed.dropFirst()
        }
        return number(nil, trimmed.utf8.count >= 7 ? String(trimmed) : digits, written, isAssumed: true)
    }

    /// True for `+512-555-0142`: an American number behind a plus that only a country may follow.
    ///
    /// Ten digits of which the first are a country's code leave seven or eight for the number, which few countries have.
    private static func hasMisplacedPlus(_ written: WrittenNumber) -> Bool {
        guard isNorthAmerican(written.digits.utf8), let code = CountryCode(written.digits),
            !AreaCode(written.digits.prefix(3)).zones.isEmpty
        else { return false }
        let mayBeAbroad = CountryCode.withShortNumbers.contains(code.code)
        return switch written.groups {
        case [10]: !mayBeAbroad
        case [3, 3, 4], [3, 7]: !mayBeAbroad || code.length == 2
        // Who parts the country from the number knows that it is one.
        default: false
        }
    }

    private static func abroad(_ digits: String, _ written: WrittenNumber, isAssumed: Bool) -> PhoneNumber? {
        guard let country = CountryCode(digits) else { return nil }
        var national = digits.dropFirst(country.length)
        // Italy keeps its zero; elsewhere it is dialled only from inside, as in +44 (0)20.
        if country.code != 39, country.code != 1 { national = national.drop { $0 == "0" } }
        // Until 2019 a 1 stood before the ten digits of a Mexican mobile phone; it rings without.
        if country.code == 52, national.utf8.count == 11, national.hasPrefix("1") { national = national.dropFirst() }
        // And 044 or 045 inside the country.
        if country.code == 52, national.utf8.count == 12, national.hasPrefix("44") || national.hasPrefix("45") {
            national = national.dropFirst(2)
        }
        // The 1 that is dialled before a number inside North America, behind the 1 of the country.
        if country.code == 1, national.utf8.count == 11, national.hasPrefix("1") { national = national.dropFirst() }
        guard national.utf8.count >= 3 else { return nil }
        return number(country.code, String(national), written, isAssumed: isAssumed)
    }

    private static func number(
        _ country: Int?,
        _ national: String,
        _ written: WrittenNumber,
        isAssumed: Bool
    ) -> PhoneNumber {
        PhoneNumber(
            country: country,
            national: national,
            dialExtension: written.dialExtension,
            isCountryAssumed: isAssumed
        )
    }
}

/// The country calling code at the front of international digits.
private struct CountryCode {
    let code: Int
    let length: Int

    /// Codes of two digits; 1 and 7 stand alone, all others have three.
    ///
    /// Source: ITU-T E.164, list of assigned country codes.
    private static let twoDigits: Set<Int> = [
        20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61,
        62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
    ]

    /// Countries where some numbers have so few digits that they are ten together with the code.
    ///
    /// Source: ITU-T E.164, national numbering plans: eight digits behind a code of two, seven behind one of three.
    static let withShortNumbers: Set<Int> = [
        20, 32, 36, 39, 43, 45, 46, 47, 49, 51, 53, 60, 62, 63, 64, 65, 66, 82, 95,
        220, 222, 230, 238, 239, 245, 248, 252, 265, 267, 269, 291, 297, 298, 352, 354, 370, 372, 373, 374, 376, 378,
        387,
        501, 507, 590, 592, 597, 599, 670, 673, 674, 675, 676, 677, 678, 679, 680, 685, 686, 687, 688, 690, 691, 692,
        850,
        855, 856, 960, 961, 967, 975, 992, 993,
    ]

    init?(_ digits: String) {
        guard let first = digits.first, first != "0" else { return nil }
        if first == "1" || first == "7" {
            (code, length) = (first == "1" ? 1 : 7, 1)
            return
        }
        let length = Int(digits.prefix(2)).map { Self.twoDigits.contains($0) ? 2 : 3 } ?? 3
        guard let code = Int(digits.prefix(length)) else { return nil }
        (self.code, self.length) = (code, length)
    }
}
