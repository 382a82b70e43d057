import Foundation
import Leads
import TestSupport
import Testing

@Suite("Finding a number by any of its spellings")
struct PhoneSearchTests {
    /// Ninety-five invented numbers as forms, imports and people have stored them.
    private static let stored: [String] = (0..<95).map { number in
        let area = ["512", "737", "415", "206", "808"][number % 5]
        let line = "01" + (number < 10 ? "0\(number)" : "\(number)")
        return switch number % 10 {
        case 0: "\(area)555\(line)"
        case 1: "1\(area)555\(line)"
        case 2: "+1\(area)555\(line)"
        case 3: "+1 (\(area)) 555-\(line)"
        case 4: "\(area).555.\(line)"
        case 5: "(\(area)) 555-\(line) x\(number)"
        case 6: "tel:+1-\(area)-555-\(line)"
        case 7: "\(area)–555–\(line)"
        case 8: "+44 20 7946 0\(900 + number)"
        default: "020 7946 0\(900 + number)"
        }
    }

    /// How people type a number.
    private static func spellings(of text: String) throws -> [String] {
        let number = try #require(PhoneNumber(text))
        let digits = number.national
        guard number.country == 1 else {
            let (area, first, last) = (digits.prefix(2), digits.dropFirst(2).prefix(4), digits.suffix(4))
            return [
                text, "+44\(digits)", "+44 \(area) \(first) \(last)", "+44 (0)\(area) \(first) \(last)", "44\(digits)",
                "0\(digits)", "0\(area) \(first) \(last)", "0044 \(area) \(first) \(last)", "\(first) \(last)",
            ]
        }
        let (area, first, last) = (digits.prefix(3), digits.dropFirst(3).prefix(3), digits.suffix(4))
        return [
            text, digits, "1\(digits)", "+1\(digits)", "+1 (\(area)) \(first)-\(last)", "+1 \(area) \(first) \(last)",
            "1 \(area) \(first) \(last)", "(\(area)) \(first)-\(last)", "\(area)-\(first)-\(last)",
            "\(area).\(first).\(last)",
            "\(area) \(first) \(last)", "\(area)–\(first)–\(last)", "\(area)/\(first)-\(last)",
            "\(area) \(first)\(last)",
            "\u{202A}+1 \(area) \(first) \(last)\u{202C}", "\(area)\u{A0}\(first)\u{2011}\(last)",
            "011 1 \(area) \(first) \(last)",
            "\(area)-\(first)-\(last) x12", "\(area)-\(first)-\(last) ext. 12", "+1-\(area)-\(first)-\(last);ext=12",
            String(digits.unicodeScalars.map { Character(Unicode.Scalar($0.value + 0xFEE0) ?? $0) }),
            "\(first)-\(last)",
        ]
    }

    @Test("as free text, behind phone:, whole behind phone=, and as a link")
    func findsItsOwn() throws {
        let rows = Self.stored.enumerated().map { index, number in
            let lead = Lead(id: Lead.ID(Int64(index + 1)), firstName: "Jane", phones: [Phone(number)])
            return LeadFacts(LeadRow(lead: lead, syncState: .clean))
        }
        let context = QueryContext(now: SampleLeads.now)
        var tried = 0
        for (index, number) in Self.stored.enumerated() {
            for spelling in try Self.spellings(of: number) {
                let isPart = spelling.count { $0.isNumber } < 9
                let isLink = spelling.lowercased().hasPrefix("tel:")
                var texts = [
                    spelling, isLink ? spelling : "phone:\(spelling)", "\"\(spelling)\"", "phone:\"\(spelling)\"",
                ]
                if !isPart { texts.append("phone=\"\(spelling)\"") }
                if spelling.hasPrefix("+") { texts.append("tel:" + spelling) }
                for text in texts {
                    tried += 1
                    let predicate = LeadPredicate(try LeadQuery.parse(text), context: context)
                    try #require(predicate.matches(rows[index]), "\(number) by \(text)")
                    let others = rows.indices.filter { predicate.matches(rows[$0]) }
                    let isExact = others.allSatisfy { Self.isSame(Self.stored[$0], number, isPart: isPart) }
                    #expect(isExact, "\(text) finds \(others.map { Self.stored[$0] })")
                }
            }
        }
        #expect(tried > 5_000)
    }

    private static func isSame(_ one: String, _ other: String, isPart: Bool) -> Bool {
        guard let one = PhoneNumber(one), let other = PhoneNumber(other) else { return false }
        return isPart ? one.national.suffix(7) == other.national.suffix(7) : one.isSameLine(as: other)
    }

    @Test(
        "a number of letters is found by them and by its digits",
        arguments: [
            "1-800-FLOWERS", "18003569377", "800 356 9377", "+1 (800) 356-9377", "phone:1-800-FLOWERS", "800-flowers",
        ]
    )
    func letters(text: String) throws {
        let lead = Lead(id: Lead.ID(1), firstName: "Jane", phones: [Phone("1-800-FLOWERS")])
        let context = QueryContext(now: SampleLeads.now)
        #expect(try LeadQuery.parse(text).matches(LeadRow(lead: lead, syncState: .clean), context: context))
    }

    @Test(
        "words that only look like numbers find no number",
        arguments: [
            "12", "3 4", "x12", "512 5559999", "-5125550142", "5125550142 jim",
        ]
    )
    func others(text: String) throws {
        let lead = Lead(id: Lead.ID(1), firstName: "Jane", phones: [Phone("5125550142")])
        let context = QueryContext(now: SampleLeads.now)
        #expect(try !LeadQuery.parse(text).matches(LeadRow(lead: lead, syncState: .clean), context: context))
    }
}
