/// A phone number taken apart, the same whatever way it was written.
///
/// `+1 (512) 555-0142`, `tel:+15125550142`, `512.555.0142 x12` and full-width digits all have the key `+15125550142`.
/// A number without a country is taken for a North American one when it has the shape of one.
///
/// Source of the shapes: ITU-T E.164, RFC 3966, North American Numbering Plan.
public struct PhoneNumber: Hashable, Sendable {
    /// Country calling code; `nil` when the number does not tell.
    public let country: Int?
    /// The significant digits: without country code and without the zero that some countries put before an area code.
    public let national: String
    /// Digits to dial after the answer.
    public let dialExtension: String?
    /// True when ``country`` was not written.
    public let isCountryAssumed: Bool

    init(country: Int?, national: String, dialExtension: String?, isCountryAssumed: Bool) {
        self.country = country
        self.national = national
        self.dialExtension = dialExtension
        self.isCountryAssumed = isCountryAssumed
    }

    /// Equal for two spellings of one line; the extension does not count.
    public var key: String { country.map { "+\($0)\(national)" } ?? national }

    /// All digits that are dialled from abroad.
    package var digits: String { country.map { "\($0)\(national)" } ?? national }

    /// True for ten digits that fit the North American plan.
    public var isNorthAmerican: Bool { country == 1 && Self.isNorthAmerican(national.utf8) }

    /// What the area code says; `nil` outside country code 1.
    package var area: AreaCode? { isNorthAmerican ? AreaCode(national.prefix(3)) : nil }

    /// Area code and exchange begin with 2 to 9.
    static func isNorthAmerican(_ digits: some Collection<UInt8>) -> Bool {
        guard digits.count == 10, let first = digits.first, let fourth = digits.dropFirst(3).first else { return false }
        return first >= UInt8(ascii: "2") && fourth >= UInt8(ascii: "2")
    }

    /// True when the two may be one line though only one of them names its country, or one names it without a plus.
    package func isSameLine(as other: PhoneNumber) -> Bool {
        if key == other.key { return true }
        guard country == nil || other.country == nil || isCountryAssumed || other.isCountryAssumed else { return false }
        return national.utf8.count >= 7 && (national == other.national || digits == other.digits)
    }

    /// True when a call to one may ring at the other, also where one was written without its area code.
    ///
    /// For what forbids a call: two that only may be one line are taken for one.
    func mayRing(at other: PhoneNumber) -> Bool {
        // A plus before an American number makes a country of its first digits.
        if digits == other.national || other.digits == national { return true }
        if isSameLine(as: other) || endsLike(other) || other.endsLike(self) { return true }
        let (short, long) = national.utf8.count < other.national.utf8.count ? (self, other) : (other, self)
        return short.country == nil && short.national.utf8.count == 7 && long.isNorthAmerican
            && long.national.hasSuffix(short.national)
    }

    /// True when nobody said which of the digits are the country, and some of the first may be that, a code that is dialled
    /// only from inside it, or none of the number: `35315550142`, `8 912 …`, `044 55 …`.
    private func endsLike(_ other: PhoneNumber) -> Bool {
        guard country == nil || isCountryAssumed else { return false }
        let number = other.national.drop { $0 == "0" }
        return number.utf8.count >= 8 && digits.utf8.count - number.utf8.count <= 4 && digits.hasSuffix(number)
    }
}

extension Phone {
    /// The number taken apart; `nil` when it is none.
    public var parsed: PhoneNumber? { PhoneNumber(number) }

    /// Equal for two spellings of one number; the text itself when it is none.
    package var key: String { parsed?.key ?? number }

    /// What a phone dials: `+15125550142`, and `02079460018` with its zero where no country was written; an extension is
    /// dialled behind the answer.
    package var dialled: String {
        guard let parsed else { return number }
        return parsed.country == nil ? WrittenNumber(number).digits : parsed.key
    }

    /// True when one of these ``PhoneNumber/key``s is this line, in whatever spelling.
    package func rings(atOneOf keys: Set<String>) -> Bool {
        if keys.isEmpty { return false }
        if keys.contains(key) { return true }
        guard let parsed else { return false }
        return keys.contains { PhoneNumber($0)?.mayRing(at: parsed) ?? false }
    }
}
