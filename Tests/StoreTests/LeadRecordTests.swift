import FoundationEssentials
import Leads
import Store
import TestSupport
import Testing

@Suite("A lead as bytes")
struct LeadRecordTests {
    static let leads: [Lead] = [
        Lead(id: Lead.ID(1), firstName: ""),
        Lead(id: Lead.ID(.max), firstName: "李", lastName: "小龍"),
        Lead(id: Lead.ID(.min), firstName: "e\u{301}", score: .min),
        Lead(
            id: Lead.ID(9_007_199_254_740_993),
            firstName: "Ana",
            lastName: "de la Cruz 👩‍👩‍👧",
            emails: ["ana@example.com", ""],
            phones: [Phone("5125550142", status: .valid), Phone("+15125550143"), Phone("", status: .other(-7))],
            stage: "New Lead",
            stageID: Stage.ID(rawValue: 100_234),
            source: "Zillow",
            score: 92,
            tags: ["hot", "relocation"],
            types: [.buyer, .other(-1)],
            assignee: Assignee(id: nil, name: "Bob"),
            pond: Pond(id: 3, name: "Pond"),
            teamID: 400_000_000_000_001,
            isHidden: true,
            permissions: ContactPermissions(cannotCall: true, isUnsubscribed: true),
            inquiry: Inquiry(
                priceMin: 400_000,
                priceMax: .max,
                bedroomsMin: 3,
                propertyTypes: ["Condo"],
                locations: ["78704"],
                buyingTimeFrame: "3-6",
                isPrequalified: "Yes",
                bathroomsMin: "1.5",
                areas: [Inquiry.Area(zipCode: "78704"), Inquiry.Area(stateCode: "TX", county: "Travis")]
            ),
            language: "en",
            referredBy: "Ravi",
            opportunity: "Back to Site",
            createdAt: Date(timeIntervalSinceReferenceDate: 0.1),
            assignedAt: .distantPast,
            updatedAt: .distantFuture,
            lastTouchAt: Date(timeIntervalSinceReferenceDate: -1e300),
            lastVisitAt: Date(timeIntervalSinceReferenceDate: 800_000_000.123),
            address: PostalAddress(
                street: "12 Maple St",
                city: "Austin",
                state: nil,
                postalCode: "78704",
                mailingID: 77
            ),
            birthday: "Jun 5, 1981",
            teamFields: [TeamField(name: "Pets", value: "two dogs"), TeamField(name: "", value: "")]
        ),
    ]

    @Test("comes back as it was", arguments: leads)
    func roundTrip(_ lead: Lead) throws {
        #expect(try LeadRecord.decode(LeadRecord.encode(lead)) == lead)
    }

    @Test("is refused when it is cut anywhere", arguments: leads)
    func truncated(_ lead: Lead) {
        let data = LeadRecord.encode(lead)
        for count in 0..<data.count {
            #expect(throws: LeadRecord.Unreadable.self) { try LeadRecord.decode(data.prefix(count)) }
        }
    }

    @Test("of a row from before addresses were kept has none", arguments: leads)
    func withoutAddress(_ lead: Lead) throws {
        var old = lead
        old.address = nil
        old.birthday = nil
        old.teamFields = []
        old.inquiry = Self.withoutFurther(old.inquiry)
        // The first format was the same without the flag of the address and what stands behind it.
        var data = LeadRecord.encode(old).dropLast(1 + Self.furtherBytes)
        data[data.startIndex] = 1
        #expect(try LeadRecord.decode(data) == old)
    }

    @Test("of a row from before places and the team's fields were kept has none of what came then", arguments: leads)
    func withoutPlaces(_ lead: Lead) throws {
        var old = lead
        old.birthday = nil
        old.teamFields = []
        old.inquiry = Self.withoutFurther(old.inquiry)
        old.address?.mailingID = nil
        var data = LeadRecord.encode(old).dropLast(Self.furtherBytes)
        data[data.startIndex] = 2
        #expect(try LeadRecord.decode(data) == old)
    }

    /// A flag and a count, two flags, a count and a flag, all of them zero.
    private static let furtherBytes = 6

    private static func withoutFurther(_ inquiry: Inquiry) -> Inquiry {
        var inquiry = inquiry
        (inquiry.bathroomsMin, inquiry.bathroomsMax, inquiry.areas) = (nil, nil, nil)
        return inquiry
    }

    @Test("is refused when a later format wrote it")
    func laterFormat() {
        var data = LeadRecord.encode(Self.leads[0])
        data[data.startIndex] = 4
        #expect(throws: LeadRecord.Unreadable(reason: "a lead of format 4")) { try LeadRecord.decode(data) }
    }

    @Test("never traps, whatever the bytes")
    func fuzz() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let data = LeadRecord.encode(Self.leads[3])
        var refused = 0
        for _ in 0..<5_000 {
            var mutated = data
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                mutated[Int.random(in: 0..<mutated.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do { _ = try LeadRecord.decode(mutated) } catch { refused += 1 }
        }
        #expect(refused > 100, "seed \(seed): nearly every mutation was taken for a lead")
    }
}
