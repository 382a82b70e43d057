import Leads
import Testing

/// Other members of the trial G4 than those of ``KinshipTests``: who is the same person, and who only shares a number.
@Suite("One person or one household")
struct HouseholdMembersTests {
    private static func lead(_ id: Int64, _ first: String, _ last: String, _ phones: String..., email: String? = nil)
        -> Lead
    {
        Lead(
            id: Lead.ID(id),
            firstName: first,
            lastName: last,
            emails: [email].compactMap(\.self),
            phones: phones.map { Phone($0) }
        )
    }

    private struct Pair: CustomTestStringConvertible {
        var one: Lead
        var other: Lead
        /// `nil` for strangers.
        var isDuplicate: Bool?
        var testDescription: String {
            [one, other].map { "\($0.firstName) \($0.lastName) \($0.phones.map(\.number))" }.joined(separator: ", ")
        }

        init(_ one: Lead, _ other: Lead, _ isDuplicate: Bool?) {
            (self.one, self.other, self.isDuplicate) = (one, other, isDuplicate)
        }
    }

    private static let pairs = [
        // One name in several spellings.
        Pair(
            lead(1, "María", "García Márquez", "5125550142"),
            lead(2, "Maria", "Garcia-Marquez", "512-555-0142"),
            true
        ),
        Pair(lead(1, "Pat", "O’Brien", "5125550142"), lead(2, "Pat", "OBrien", "5125550142"), true),
        Pair(lead(1, "Nguye\u{302}\u{303}n", "Văn", "5125550142"), lead(2, "Nguyễn", "Văn", "5125550142"), true),
        Pair(lead(1, "민준", "최", "5125550142"), lead(2, "최", "민준", "5125550142"), true),
        Pair(lead(1, "John", "Smith Jr.", "5125550142"), lead(2, "John", "Smith Jr", "5125550142"), true),
        Pair(lead(1, "JOHN", "SMITH ", "5125550142"), lead(2, "john", " smith", "5125550142"), true),
        // Two names.
        Pair(lead(1, "John", "Smith Jr.", "5125550142"), lead(2, "John", "Smith Sr.", "5125550142"), false),
        Pair(lead(1, "Jane", "Smith", "5125550142"), lead(2, "Janet", "Smith", "5125550142"), false),
        Pair(lead(1, "Ana", "Cruz", "5125550142"), lead(2, "Luis", "Vega", "+1 512 555 0142 x9"), false),
        Pair(lead(1, "Jo", "Li", "5125550142"), lead(2, "Jo", "Lim", "5125550142"), false),
        // The second number counts as the first.
        Pair(lead(1, "Ana", "Cruz", "2125550100", "5125550142"), lead(2, "Luis", "Cruz", "5125550142"), false),
        Pair(lead(1, "Ana", "Cruz", "2125550100", "5125550142"), lead(2, "Ana", "Cruz", "+15125550142", "3"), true),
        // An address of mail is one person's, whatever the names and numbers say.
        Pair(
            lead(1, "Ana", "Cruz", "5125550142", email: "ana@example.com"),
            lead(2, "Luis", "Vega", "5125550142", email: "Ana@Example.com"),
            true
        ),
        // Numbers that only end alike, or are no numbers.
        Pair(lead(1, "Ana", "Cruz", "5125550142"), lead(2, "Ana", "Cruz", "7375550142"), nil),
        Pair(lead(1, "Ana", "Cruz", "+52 55 1234 5678"), lead(2, "Ana", "Cruz", "+44 55 1234 5678"), nil),
        Pair(lead(1, "Ana", "Cruz", "n/a"), lead(2, "Luis", "Vega", "n/a"), nil),
        Pair(lead(1, "Ana", "Cruz", "0000000000"), lead(2, "Luis", "Vega", "0000000000"), nil),
        Pair(lead(1, "Ana", "Cruz", "5555555555"), lead(2, "Luis", "Vega", "555-555-5555"), nil),
    ]

    @Test("a number and a name make one person, a number alone a household", arguments: pairs)
    private func kin(_ pair: Pair) {
        for (known, asked) in [(pair.one, pair.other), (pair.other, pair.one)] {
            #expect(
                KinIndex([known]).matches(of: asked).map(\.kinship.isDuplicate) == [pair.isDuplicate].compactMap(\.self)
            )
        }
    }
}
