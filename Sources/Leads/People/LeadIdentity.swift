/// What tells one person from another: addresses, numbers, name and home, made comparable.
package struct LeadIdentity: Hashable, Sendable {
    /// Comparable form to the lead's own spelling.
    let emails: [String: String]
    /// The numbers with the lead's own spelling; those that cannot be read, or only fill a field, are left out.
    let phones: [PhoneNumber: String]
    let name: PersonName
    /// Street and postal code or city; `nil` when the street is not known.
    let home: String?

    package init(_ lead: Lead) {
        self.init(
            emails: lead.emails,
            phones: lead.phones.map(\.number),
            name: PersonName(lead.firstName, lead.lastName),
            home: lead.address
        )
    }

    /// A lead that is about to be made, by a form or an import.
    package init(_ new: NewLead) {
        self.init(
            emails: new.emails,
            phones: new.phones,
            name: PersonName(new.firstName, new.lastName),
            home: nil
        )
    }

    private init(emails: [String], phones: [String], name: PersonName, home: PostalAddress?) {
        self.emails = Dictionary(
            emails.compactMap { email in Self.emailKey(email).map { ($0, email) } },
            uniquingKeysWith: { first, _ in first }
        )
        self.phones = phones.reduce(into: [:]) { known, number in
            guard let line = PhoneNumber(number), !line.isFiller, !known.keys.contains(where: { $0.key == line.key })
            else { return }
            known[line] = number
        }
        self.name = name
        self.home = home.flatMap(Self.homeKey)
    }

    /// Every key under which an index finds the lead: `e` and an address, `p` and a number, `h` and a home.
    ///
    /// A number stands by its last seven digits, as one of two spellings may leave out the country, or the plus before it.
    package var keys: [String] {
        let tails = Set(phones.keys.map { "p" + $0.national.suffix(7) })
        return emails.keys.map { "e" + $0 } + tails + (home.map { ["h" + $0] } ?? [])
    }

    /// Like ``keys``, for whoever keeps no leads to look at again: two with one of these share an address or number.
    ///
    /// A number stands by all of its digits: the last seven are another's in the next city.
    package var wholeKeys: [String] {
        let lines = phones.keys.flatMap { $0.isNorthAmerican ? [$0.national] : [$0.national, $0.digits] }
        return emails.keys.map { "e" + $0 } + Set(lines).map { "p" + $0 } + (home.map { ["h" + $0] } ?? [])
    }

    /// Case, `mailto:`, blanks and invisible characters do not count.
    private static func emailKey(_ email: String) -> String? {
        var key = String(decoding: FoldedText.bytes(of: email), as: UTF8.self).filter { $0 != " " }
        if key.hasPrefix("mailto:") { key.removeFirst(7) }
        return ContactFormat.isEmail(key) ? key : nil
    }

    private static func homeKey(_ address: PostalAddress) -> String? {
        let street = PersonName.words(address.street ?? "")
        let place = PersonName.words(address.postalCode.map { String($0.prefix(5)) } ?? address.city ?? "")
        guard street.count > 1, !place.isEmpty else { return nil }
        return street.joined(separator: " ") + "|" + place.joined(separator: " ")
    }
}

extension LeadIdentity {
    /// True when one person may have both names: an initial, a missing part or another order make no other person.
    package func agreesInName(with firstName: String, _ lastName: String) -> Bool {
        name.agrees(with: PersonName(firstName, lastName))
    }
}

extension PhoneNumber {
    /// True for one figure over and over, such as `000 000 0000`: strangers write it where a form wants a number.
    fileprivate var isFiller: Bool { Set(national).count == 1 }
}

/// A name made comparable.
struct PersonName: Hashable, Sendable {
    private let first: [String]
    private let last: [String]

    init(_ first: String, _ last: String) {
        self.first = Self.words(first)
        self.last = Self.words(last)
    }

    var isEmpty: Bool { first.isEmpty && last.isEmpty }

    /// True for the same first and last name, both of which are there.
    func isSame(as other: PersonName) -> Bool { !first.isEmpty && !last.isEmpty && self == other }

    /// True when one person may have both: the same words in any order, an initial for a name, or a missing part.
    func agrees(with other: PersonName) -> Bool {
        if isEmpty || other.isEmpty { return true }
        if Set(first + last) == Set(other.first + other.last) { return true }
        return Self.fits(last, other.last) && Self.fits(first, other.first)
    }

    private static func fits(_ one: [String], _ other: [String]) -> Bool {
        guard let left = one.first, let right = other.first else { return true }
        if one == other { return true }
        let isInitial = left.count == 1 || right.count == 1
        return isInitial ? left.first == right.first : left == right && (one.count == 1 || other.count == 1)
    }

    /// Words without case, accents and signs.
    static func words(_ text: String) -> [String] {
        let bytes = FoldedText.bytes(of: text)
        // Of ASCII nobody has to ask the tables of Unicode, and a long import compares millions of names.
        if bytes.allSatisfy({ $0 < 0x80 }) {
            return bytes.split { !isLetterOrDigit($0) }.map { String(decoding: $0, as: UTF8.self) }
        }
        return String(decoding: bytes, as: UTF8.self).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Of folded ASCII, which has no capitals.
    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}
