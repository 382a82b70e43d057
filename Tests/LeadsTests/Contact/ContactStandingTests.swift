import Foundation
import Leads
import TestSupport
import Testing

@Suite("How a lead may be contacted")
struct ContactStandingTests {
    /// 2026-11-29 01:12 UTC, 19:12 on Saturday in Austin.
    private static let evening = Date(timeIntervalSince1970: 1_795_914_720)

    private static func lead(
        _ phones: [Phone],
        emails: [String] = [],
        address: PostalAddress? = nil,
        places: [String] = [],
        permissions: ContactPermissions = ContactPermissions()
    ) -> Lead {
        Lead(
            id: Lead.ID(1),
            firstName: "Jane",
            emails: emails,
            phones: phones,
            permissions: permissions,
            inquiry: Inquiry(locations: places),
            address: address
        )
    }

    private static func words(_ lead: Lead, _ channel: ContactGuard.Channel, at date: Date = evening) -> [String] {
        let standing = ContactGuard.standing(of: lead, at: date)
        if channel == .email { return standing.addresses.map { $0.verdict.words(for: .email, nil, at: date) } }
        return standing.numbers.map { $0.verdict(for: channel).words(for: channel, $0.clock, at: date) }
    }

    @Test("the number that may be called is offered, never the listed one before it")
    func offersCallable() {
        let listed = Phone("5125550101", status: .dncNumber)
        let free = Phone("5125550102", status: .valid)
        let standing = ContactGuard.standing(of: Self.lead([listed, free]), at: Self.evening)
        #expect(standing.bestNumber(for: .call) == free)
        #expect(standing.bestNumber(for: .text) == free)
        #expect(standing.numbers[0].call == .blocked([.dncNumber]))
        #expect(standing.verdict(for: .call, number: "+1 (512) 555-0101") == .blocked([.dncNumber]))
        #expect(standing.verdict(for: .call, number: "(512) 555-0102")?.permits == true)
        #expect(standing.verdict(for: .call, number: "5125550199") == nil)
    }

    @Test("with every number blocked there is none to offer, and all reasons are given")
    func allBlocked() {
        let lead = Self.lead([Phone("5125550101", status: .dncNumber), Phone("5125550102", status: .invalid)])
        let standing = ContactGuard.standing(of: lead, at: Self.evening)
        #expect(standing.bestNumber(for: .call) == nil)
        #expect(standing.verdict(for: .call) == .blocked([.dncNumber, .invalidNumber]))
        #expect(
            ContactGuard.standing(of: Self.lead([]), at: Self.evening).verdict(for: .text) == .blocked([.nothingToUse])
        )
    }

    @Test("a number that is open now is offered before one that is asleep")
    func offersAwake() {
        // 13:05 UTC: 03:05 in Honolulu, 08:05 in New York.
        let date = Date(timeIntervalSince1970: 1_795_957_500)
        let lead = Self.lead([Phone("8085550142"), Phone("2125550142")])
        #expect(ContactGuard.standing(of: lead, at: date).bestNumber(for: .call)?.number == "2125550142")
        let asleep = Self.lead([Phone("8085550142", status: .dncNumber), Phone("8085550143")])
        #expect(ContactGuard.standing(of: asleep, at: date).bestNumber(for: .call)?.number == "8085550143")
    }

    @Test(
        "after do not contact this person nothing is callable or textable, at once and unsent",
        arguments: [
            CallOutcome.dncContact, .dncNumber, .badNumber, .talked,
        ]
    )
    func outcomes(outcome: CallOutcome) throws {
        var lead = Self.lead(
            [Phone("+15125550101", status: .valid), Phone("5125550102")],
            emails: ["jane@example.com"]
        )
        let call = LeadChange.logCall(.init(outcome: outcome, phone: "(512) 555-0101", text: "spoke"))
        let byEvidence = ContactGuard.standing(of: lead, evidence: ContactEvidence([call]), at: Self.evening)
        lead.apply(call)
        let shown = ContactGuard.standing(of: lead, at: Self.evening)
        let reasons: [[ContactReason]] =
            switch outcome {
            case .dncContact: [[.dncContact], [.dncContact]]
            case .dncNumber: [[.dncNumber], []]
            case .badNumber: [[.invalidNumber], []]
            case .talked, .voiceMessage, .noAnswer: [[], []]
            }
        for standing in [byEvidence, shown] {
            for (number, reasons) in zip(standing.numbers, reasons) {
                for verdict in [number.call, number.text] {
                    #expect(reasons.isEmpty ? verdict.permits : verdict == .blocked(reasons))
                }
            }
            let mail: ContactVerdict = outcome == .dncContact ? .caution(.askedNotToBeCalled) : .allowed(until: nil)
            #expect(standing.verdict(for: .email) == mail)
        }
        #expect(call.forbidsContact == (outcome != .talked))
        for (text, channel) in [("may:call", ContactGuard.Channel.call), ("may:text", .text)] {
            let query = try LeadQuery.parse(text)
            let row = LeadRow(lead: lead, syncState: .queued)
            #expect(query.matches(row, context: QueryContext(now: Self.evening)) == shown.verdict(for: channel).permits)
        }
    }

    @Test("do not call this number does not lift do not contact this person, in either order")
    func strongest() {
        let contact = LeadChange.logCall(.init(outcome: .dncContact, phone: "5125550101", text: "a"))
        let bad = LeadChange.logCall(.init(outcome: .badNumber, phone: "5125550101", text: "b"))
        for changes in [[contact, bad], [bad, contact]] {
            var lead = Self.lead([Phone("5125550101"), Phone("5125550102")])
            for change in changes { lead.apply(change) }
            #expect(lead.phones.map(\.status) == [.dncContact, .dncContact])
        }
    }

    @Test(
        "the address decides about the clock; where the lead looks only with the number",
        arguments: [
            // 01:12 UTC: 20:12 in New York, 19:12 in Austin.
            ("2125550142", nil, [], [.newYork], .areaCode, "until 21:00 · 20:12 in New York now"),
            ("2125550142", "78704", [], [.chicago], .address, "until 21:00 · 19:12 in Chicago now"),
            (
                "2125550142", nil, ["Austin", "78704"], [.chicago, .newYork], .areaCodeOrInquiry,
                "until 21:00 in New York · 19:12 in Chicago or 20:12 in New York now"
            ),
            ("5125550142", nil, ["78704"], [.chicago], .inquiry, "until 21:00 · 19:12 in Chicago now"),
            ("8505550142", nil, ["32501"], [.chicago], .inquiry, "until 21:00 · 19:12 in Chicago now"),
            ("+442079460958", nil, [], [.london], .country, "opens 08:00, in 6 h 48 min · 01:12 in London now"),
            ("+442079460958", "78704", [], [.chicago], .address, "until 21:00 · 19:12 in Chicago now"),
            (
                "+442079460958", nil, ["78704"], [.chicago, .london], .areaCodeOrInquiry,
                "opens 08:00 in Chicago, in 12 h 48 min · 19:12 in Chicago or 01:12 in London now"
            ),
            (
                "+525512345678", nil, [], [.mexicoCity, .cancun, .matamoros, .ciudadJuarez, .mazatlan, .tijuana],
                .country, "until 21:00 in Cancun · 17:12 in Tijuana to 20:12 in Cancun now"
            ),
            ("+870773111142", nil, [], [], .unknown(.abroad(870)), "number abroad (+870), local time not known"),
            ("+2475550142", nil, [], [], .unknown(.abroad(247)), "number abroad (+247), local time not known"),
            ("8005550142", nil, [], [], .unknown(.tollFree), "toll-free number, local time not known"),
            ("5550142", nil, [], [], .unknown(.noCountry), "number without a country, local time not known"),
            ("9005550142", nil, [], [], .unknown(.placeless), "area code without a place, local time not known"),
        ] as [(String, String?, [String], CallingZones, LeadClock.Basis, String)]
    )
    func clocks(
        number: String,
        zip: String?,
        places: [String],
        zones: CallingZones,
        basis: LeadClock.Basis,
        words: String
    ) {
        let lead = Self.lead([Phone(number)], address: zip.map { PostalAddress(postalCode: $0) }, places: places)
        let clock = ContactGuard.standing(of: lead, at: Self.evening).numbers[0].clock
        #expect(clock.zones == zones)
        #expect(clock.basis == basis)
        #expect(clock.isAmbiguous == (zones.all.count > 1))
        #expect(Self.words(lead, .call) == [words])
    }

    @Test("outside the hours it says when they begin, on the lead's clock")
    func outside() {
        // 03:12 UTC is 21:12 in Austin; 13:05 UTC is 03:05 in Honolulu and 04:05 in Anchorage.
        let night = Self.evening + 7_200
        #expect(
            Self.words(Self.lead([Phone("5125550142")]), .call, at: night) == [
                "opens 08:00, in 10 h 48 min · 21:12 in Chicago now"
            ]
        )
        let early = Date(timeIntervalSince1970: 1_795_957_500)
        #expect(
            Self.words(Self.lead([Phone("8085550142")]), .text, at: early) == [
                "opens 08:00, in 4 h 55 min · 03:05 in Honolulu now"
            ]
        )
        #expect(
            Self.words(Self.lead([Phone("9075550142")]), .text, at: early) == [
                "opens 08:00 in Adak, in 4 h 55 min · 03:05 in Adak or 04:05 in Anchorage now"
            ]
        )
    }

    @Test("Arizona does not set its clocks")
    func arizona() {
        // 15:30 UTC: 08:30 in Phoenix in winter and in summer, 08:30 then 09:30 in Denver.
        for day in [1_768_491_000, 1_784_129_400] as [Double] {
            let standing = ContactGuard.standing(
                of: Self.lead([Phone("6025550142")]),
                at: Date(timeIntervalSince1970: day)
            )
            #expect(standing.numbers[0].clock.words(at: standing.date) == "08:30 in Phoenix now")
        }
    }

    @Test("two zones that are never open at once say so instead of a time")
    func neverOpen() {
        let thirds = [0, 8, 16].map { ZoneRules.fixed(secondsFromGMT: $0 * 3_600) }
        #expect(CallingHours(thirds)?.opens(after: 1_795_914_720) == nil)
        #expect(CallingHours(Array(thirds.prefix(2)))?.opens(after: 1_795_914_720) == 1_795_939_200)
        let verdict = ContactVerdict.outsideHours(opensAt: nil)
        #expect(verdict.words(for: .call, nil, at: Self.evening) == "outside 8:00 to 21:00 there")
    }

    @Test("mail has no hours, and each forbidding has its reason")
    func mail() {
        let lead = Self.lead([], emails: ["jane@example.com", "nonsense"])
        #expect(Self.words(lead, .email) == ["allowed", "not an address"])
        let closed = Self.lead(
            [Phone("5125550142")],
            emails: ["jane@example.com"],
            permissions: ContactPermissions(cannotCall: true, cannotText: true, cannotEmail: true, isUnsubscribed: true)
        )
        #expect(Self.words(closed, .email) == ["marked cannot email, unsubscribed"])
        #expect(Self.words(closed, .call) == ["marked cannot call"])
        #expect(Self.words(closed, .text) == ["marked cannot text"])
    }

    @Test("without zone data nothing is blocked and the words say why")
    func noZoneData() {
        let standing = ContactGuard.standing(
            of: Self.lead([Phone("5125550142")]),
            at: Self.evening,
            in: ZoneDatabase(directories: [])
        )
        #expect(standing.numbers[0].call == .caution(.zoneUnknown(.noZoneData)))
    }

    @Test("language, names, tags and wishes change no verdict")
    func fairHousing() {
        let plain = Self.lead(
            [Phone("5125550142"), Phone("2125550142", status: .dncNumber)],
            emails: ["a@example.com"]
        )
        var other = plain
        other.language = "es"
        other.firstName = "Fatima"
        other.tags = ["dnc", "family"]
        other.inquiry.propertyTypes = ["Condo"]
        other.inquiry.bedroomsMin = 5
        #expect(
            ContactGuard.standing(of: plain, at: Self.evening) == ContactGuard.standing(of: other, at: Self.evening)
        )
    }

    @Test(
        "may: in a query says what the guard says, for every lead and hour",
        arguments: [
            1, 2, UInt64.random(in: 3 ... .max),
        ]
    )
    func queryAgrees(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var seen: Set<Bool> = []
        for var row in SampleLeads.rows(count: 150, seed: seed) {
            let more = ["+442079460958", "+61255500142", "+870773111142", "8085550142", "9075550142", "12"]
                .randomElement(using: &generator)
            if Bool.random(using: &generator), let more { row.lead.phones.append(Phone(more)) }
            if Bool.random(using: &generator) { row.lead.inquiry.locations = ["10001"] }
            let date = SampleLeads.now + Double(Int.random(in: 0..<400_000, using: &generator))
            let standing = ContactGuard.standing(of: row.lead, at: date)
            for (name, channel) in [("call", ContactGuard.Channel.call), ("text", .text), ("email", .email)] {
                let matches = try LeadQuery.parse("may:\(name)").matches(row, context: QueryContext(now: date))
                seen.insert(matches)
                try #require(matches == standing.verdict(for: channel).permits, "seed \(seed): \(name) \(row.lead)")
            }
        }
        #expect(seen.count == 2, "seed \(seed)")
    }

    @Test("it says when the verdicts change by themselves")
    func nextChange() {
        let lead = Self.lead([Phone("5125550142"), Phone("2125550142")])
        let standing = ContactGuard.standing(of: lead, at: Self.evening)
        // 21:00 in New York.
        #expect(standing.nextChange == Date(timeIntervalSince1970: 1_795_917_600))
        #expect(ContactGuard.standing(of: Self.lead([Phone("+870773111142")]), at: Self.evening).nextChange == nil)
    }
}
