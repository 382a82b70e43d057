import Foundation
import Leads
import Testing

@Suite("The guard against numbers that are written to slip through")
struct HostileNumberTests {
    /// 2026-11-29 18:00 UTC: noon in Austin.
    private static let noon = Date(timeIntervalSince1970: 1_795_975_200)

    /// One line, written as forms, spreadsheets, phones and people write it.
    static let spellings = [
        "5125550142", "15125550142", "+15125550142", "1-512-555-0142", "+1 (512) 555-0142", "tel:+1-512-555-0142",
        "TEL:5125550142", "512.555.0142", "512/555/0142", "(512)555-0142", "512 555 0142 ext. 7", "5125550142x7",
        "tel:+15125550142;ext=7", "５１２－５５５－０１４２", "＋１５１２５５５０１４２", "٥١٢٥٥٥٠١٤٢",
        "\u{202D}512\u{2011}555\u{2011}0142\u{202C}", "512\u{200B}5550142", "00 1 512 555 0142", "011 1 512 555 0142",
        "=\"5125550142\"", "5125550142.0", "'512 555 0142", "512-555-0142 (cell)", "512-555-0142 (after 5)",
        "512-555-0142 home, not before 10", "5125550142,,77", "5125550142;77", "+1 512 555 0142, 77", "5125550142p77",
        "512-555-O142", "5l2-555-0142", "+1 1 512 555 0142", "1 (512) 555 0142 w 5", "p:+15125550142",
        "cell: 512-555-0142",
        // What is no part of the number, behind it and before it.
        "512-555-0142/0143", "512-555-0142/43", "(512) 555-0142 & 0143", "512 5550142 (0143)", "512-555-0142 - 12",
        "512-555-0142 *12", "512-555-0142 ×12", "512-555-0142 доб. 12", "512-555-0142 9-5", "512-555-0142 9am-5pm",
        "1 512 555 0142 1", "15125550142-12", "+1 512-555-0142/43", "5125550142.00", "cell 2: 512-555-0142",
        "call after 6: 512-555-0142", "24h 512-555-0142", "*67 512 555 0142", "*675125550142",
        // Codes that are dialled before a number, and a plus where none belongs.
        "+001 512 555 0142", "+011 1 512 555 0142", "01 512 555 0142", "0 512 555 0142", "+512-555-0142",
        "+(512) 555-0142", "+0512 555 0142", "whatsapp:+15125550142", "15125550142@c.us", "wa.me/15125550142",
        "tel:512-555-0142;phone-context=+1",
    ]

    /// Lines abroad, each written with its country and as it is dialled or kept without it.
    static let abroad = [
        ("+353 1 555 0142", "35315550142"), ("+33 6 12 34 56 78", "33612345678"), ("+33 6 12 34 56 78", "0612345678"),
        ("+33 (0)6 12 34 56 78", "0033612345678"), ("+34 612 345 678", "34612345678"),
        ("+31 6 12345678", "31612345678"),
        ("+49 30 1234567", "49301234567"), ("+49 30 1234567", "030 1234567"), ("+44 7911 123456", "07911123456"),
        ("+44 7911 123456", "+44 07911 123456"), ("+44 7911 123456", "44 (0) 7911 123456"),
        ("+44 7911 123456", "cell: +44 7911 123456"), ("+52 55 1234 5678", "5215512345678"),
        ("+52 55 1234 5678", "044 55 1234 5678"), ("+52 55 1234 5678", "045 55 1234 5678"),
        ("+52 55 1234 5678", "+52 044 55 1234 5678"), ("+52 55 1234 5678", "01 55 1234 5678"),
        ("+52 55 1234 5678", "011 52 1 55 1234 5678"), ("+61 412 345 678", "61412345678"),
        ("+61 412 345 678", "0412 345 678"), ("+7 912 345 67 89", "8 912 345 67 89"),
        ("+7 912 345 67 89", "79123456789"), ("+39 06 6988 0000", "06 6988 0000"), ("+65 6123 4567", "6561234567"),
        ("+852 9123 4567", "85291234567"), ("+64 21 123 456", "6421123456"), ("+91 98765 43210", "09876543210"),
    ]

    @Test(
        "a line abroad that is on a list is called in none of its spellings, whichever of them is listed",
        arguments: abroad
    )
    func listedAbroad(spellings: (String, String)) {
        for (listed, called) in [spellings, (spellings.1, spellings.0)] {
            #expect(ListedNumbers([Phone(listed).key]).contains(Phone(called)), "\(listed), \(called)")
        }
    }

    @Test("a line that somebody else has on a list is called in none of its spellings", arguments: spellings)
    func listedElsewhere(spelling: String) {
        for listed in ["5125550142", "+1 (512) 555-0142", spelling] {
            let numbers = ListedNumbers([Phone(listed).key])
            #expect(numbers.contains(Phone(spelling)), "\(listed)")
            let lead = Lead(id: Lead.ID(2), firstName: "Bea", phones: [Phone(spelling), Phone("2125550100")])
            #expect(numbers.keys(of: lead) == [Phone(spelling).key])
        }
    }

    @Test("a number named by hand that another lead has on a list is not logged without a reason", arguments: spellings)
    func named(spelling: String) throws {
        let lead = Lead(id: Lead.ID(2), firstName: "Bea", phones: [Phone("2125550100")])
        var planner = Planner(team: Team(), now: Self.noon)
        let call = Intent.logCall(.noAnswer, text: "", phone: spelling)
        guard case .change(let change) = planner.plan(call, for: lead) else {
            Issue.record("\(spelling) is refused as long as nobody lists it")
            return
        }
        #expect(planner.bar(of: change, on: lead) == nil)

        planner.listed = ListedNumbers([Phone("5125550142").key])
        guard case .blocked(.forbidden(let bar)) = planner.plan(call, for: lead) else {
            Issue.record("\(spelling) is logged")
            return
        }
        #expect(bar.rule == "number on a do-not-call list")
        for wish in [CallOutcome.dncNumber, .dncContact] {
            guard case .change = planner.plan(.logCall(wish, text: "", phone: spelling), for: lead) else {
                Issue.record("\(wish) is refused")
                continue
            }
        }
        planner.overridesGuard = true
        guard case .change(let over) = planner.plan(call, for: lead) else {
            Issue.record("a reason does not help")
            return
        }
        #expect(planner.bar(of: over, on: lead)?.overridden(because: "they rang").reason == "they rang")
    }

    @Test(
        "a neighbour of a listed number stays free",
        arguments: [
            "5125550143", "+15125550141", "6125550142", "+445125550142", "512-555-0143 (after 0142)",
            "1-800-FLOWERS", "5125550143,,42", "512-555-0143/0142", "+45 51 25 55 01", "cell 0142: 512-555-0143",
            "+33 1 25 55 01 42", "+44 20 2555 0142",
        ]
    )
    func neighbours(spelling: String) {
        #expect(!ListedNumbers([Phone("5125550142").key]).contains(Phone(spelling)))
    }

    @Test(
        "letters are keys only where they make a whole number, and never somebody else's",
        arguments: [
            ("1-800-FLOWERS", "+18003569377"), ("800 flowers", "+18003569377"), ("1-512-555-OHIO", "+15125556446"),
            ("512-555-O1O2", "+15125550102"), ("512-555-Ol42", "+15125550142"), ("(512) GO-HOMES", "+15124646637"),
            ("512 555 0142 or so", "+15125550142"), ("512,555,0142", "+15125550142"),
            ("+44,20,7946,0958", "+442079460958"),
            ("1,512,555,0142", "+15125550142"),
        ]
    )
    func letters(text: String, key: String) {
        #expect(PhoneNumber(text)?.key == key)
    }

    @Test("two numbers in one field are none, so that neither is called in place of the other")
    func two() {
        let both = [
            "5125550142 or 5125550143", "5125550142, 5125550143", "5125550142/5125550143", "512-555-0142 512-555-0143",
            "512-555-0142 / 555-0143", "+1 512 555 0142 or +1 512 555 0143", "(512) 555-0142 & (512) 555-0143",
        ]
        for text in both {
            #expect(PhoneNumber(text) == nil, "\(text)")
            let standing = ContactGuard.standing(
                of: Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone(text)]),
                at: Self.noon
            )
            #expect(standing.bestNumber(for: .call) == nil && standing.bestNumber(for: .text) == nil)
        }
    }
}

@Suite("The guard's hours where clocks are odd")
struct OddClockTests {
    private struct Case: CustomTestStringConvertible {
        var phone: String
        var address: PostalAddress?
        var open: [String]
        var shut: [String]

        init(_ phone: String, _ address: PostalAddress? = nil, open: [String], shut: [String]) {
            (self.phone, self.address, self.open, self.shut) = (phone, address, open, shut)
        }

        var testDescription: String { "\(phone) \(address?.postalCode ?? address?.state ?? "")" }
    }

    private static func place(_ postalCode: String?, _ state: String?) -> PostalAddress {
        PostalAddress(state: state, postalCode: postalCode)
    }

    /// Moments in Greenwich at which the number may be called, and at which it may not, reckoned by hand.
    private static let cases = [
        // Summer time begins on 8 March 2026 at 08:00 in Greenwich, and ends on 1 November at 07:00.
        Case(
            "5125550142",
            open: ["2026-03-07T14:00:00Z", "2026-03-08T13:00:00Z", "2026-03-09T01:59:59Z", "2026-11-01T14:00:00Z"],
            shut: ["2026-03-07T13:59:59Z", "2026-03-08T12:59:59Z", "2026-03-09T02:00:00Z", "2026-11-01T13:59:59Z"]
        ),
        // Arizona keeps its clocks, the Navajo Nation around 928 does not.
        Case("6025550142", open: ["2026-07-01T15:00:00Z", "2026-12-01T15:00:00Z"], shut: ["2026-07-01T14:59:59Z"]),
        Case("9285550142", open: ["2026-07-01T15:00:00Z"], shut: ["2026-07-01T14:30:00Z", "2026-07-02T03:00:00Z"]),
        // Indianapolis, and the south-west of Indiana that may be on Central time.
        Case("3175550142", open: ["2026-07-01T12:00:00Z"], shut: ["2026-07-01T11:59:59Z", "2026-07-02T01:00:00Z"]),
        Case("8125550142", open: ["2026-07-01T13:00:00Z"], shut: ["2026-07-01T12:59:59Z", "2026-07-02T01:00:00Z"]),
        // Guam is a day ahead, Hawaii and Puerto Rico have no summer time.
        Case("6715550142", open: ["2026-06-30T22:00:00Z", "2026-07-01T10:59:59Z"], shut: ["2026-07-01T11:00:00Z"]),
        Case("8085550142", open: ["2026-07-01T18:00:00Z", "2026-07-02T06:59:59Z"], shut: ["2026-07-01T17:59:59Z"]),
        Case("7875550142", open: ["2026-12-01T12:00:00Z", "2026-07-01T12:00:00Z"], shut: ["2026-07-01T11:59:59Z"]),
        // Newfoundland is half an hour off; 709 also serves Labrador.
        Case("7095550142", open: ["2026-12-01T12:00:00Z"], shut: ["2026-12-01T11:45:00Z", "2026-12-02T00:30:00Z"]),
        // The address decides against the area code, both ways, and a state that has two zones wants both.
        Case("2125550142", place("96813", "HI"), open: ["2026-12-01T18:00:00Z"], shut: ["2026-12-01T17:59:59Z"]),
        Case("8085550142", place("10001", nil), open: ["2026-12-01T13:00:00Z"], shut: ["2026-12-02T02:00:00Z"]),
        Case("8005550142", place("78704", "TX"), open: ["2026-12-01T14:00:00Z"], shut: ["2026-12-01T13:59:59Z"]),
        Case("2125550142", place(nil, "TX"), open: ["2026-12-01T15:00:00Z"], shut: ["2026-12-01T14:30:00Z"]),
        Case("+442079460958", place("85001", "AZ"), open: ["2026-07-01T15:00:00Z"], shut: ["2026-07-01T14:59:59Z"]),
        // An address that says nothing leaves it to the number.
        Case("2125550142", place("7870", "Elsewhere"), open: ["2026-12-01T13:00:00Z"], shut: ["2026-12-01T12:59:59Z"]),
    ]

    @Test("a number is called from 8 to 21 where it rings, to the second", arguments: cases)
    private func hours(_ row: Case) throws {
        var lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone(row.phone)])
        lead.address = row.address
        for (texts, isOpen) in [(row.open, true), (row.shut, false)] {
            for text in texts {
                let date = try #require(ISO8601DateFormatter().date(from: text))
                let number = ContactGuard.standing(of: lead, at: date).numbers[0]
                #expect(number.call.permits == isOpen && number.text.permits == isOpen, "\(text): \(number.call)")
            }
        }
    }

    @Test(
        "a number without a place is never said to be within the hours, whatever the hour",
        arguments: [
            ("8885550142", LeadClock.Gap.tollFree), ("1-800-FLOWERS", .tollFree), ("5005550142", .placeless),
            ("9005550142", .placeless), ("+870773111142", .abroad(870)), ("5550142", .noCountry),
            ("2115550142", .placeless),
        ]
    )
    func placeless(phone: String, gap: LeadClock.Gap) {
        for hour in 0..<24 {
            let date = Date(timeIntervalSince1970: 1_795_975_200 + Double(hour) * 3_600)
            let lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone(phone)])
            #expect(ContactGuard.standing(of: lead, at: date).numbers[0].call == .caution(.zoneUnknown(gap)))
        }
    }

    @Test("a wish not to be called holds at every hour, unsent and in another spelling", arguments: 0..<24)
    func wishes(hour: Int) {
        let date = Date(timeIntervalSince1970: 1_795_975_200 + Double(hour) * 3_600)
        let listed = Lead(
            id: Lead.ID(1),
            firstName: "Ana",
            phones: [Phone("5125550142", status: .dncNumber), Phone("+1 512 555 0142", status: .valid)]
        )
        #expect(ContactGuard.standing(of: listed, at: date).bestNumber(for: .call) == nil)
        var unsent = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone("5125550143"), Phone("2125550100")])
        unsent.apply(.logCall(.init(outcome: .dncContact, phone: "5125550143", text: "no")))
        let standing = ContactGuard.standing(of: unsent, at: date)
        #expect(standing.bestNumber(for: .call) == nil && standing.bestNumber(for: .text) == nil)
    }
}
