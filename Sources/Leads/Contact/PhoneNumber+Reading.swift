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
        if written.isInternational, let number = abroad(digits, written, isAssumed: false) { return number }
        let isDomestic = digits.utf8.count == 11 && digits.hasPrefix("1")
        let local = isDomestic ? String(digits.dropFirst()) : digits
        if isNorthAmerican(local.utf8) { return number(1, local, written, isAssumed: !isDomestic) }
        // Twelve digits and more cannot be a number of one country, so the first of them are its code.
        if digits.utf8.count >= 12, let number = abroad(digits, written, isAssumed: true) { return number }
        let trimmed = digits.drop { $0 == "0" }
        return number(nil, trimmed.utf8.count >= 7 ? String(trimmed) : digits, written, isAssumed: true)
    }

    private static func abroad(_ digits: String, _ written: WrittenNumber, isAssumed: Bool) -> PhoneNumber? {
        guard let country = CountryCode(digits) else { return nil }
        var national = digits.dropFirst(country.length)
        // Italy keeps its zero; elsewhere it is dialled only from inside, as in +44 (0)20.
        if country.code != 39, country.code != 1 { national = national.drop { $0 == "0" } }
        // Until 2019 a 1 stood before the ten digits of a Mexican mobile phone; it rings without.
        if country.code == 52, national.utf8.count == 11, national.hasPrefix("1") { national = national.dropFirst() }
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
