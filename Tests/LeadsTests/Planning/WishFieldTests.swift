import Foundation
import Leads
import Testing

@Suite("What a lead wants and where it lives, as fields")
struct WishFieldTests {
    private let planner = Planner(team: Team(), now: Date(timeIntervalSince1970: 1_790_000_000))
    private let lead = Lead(
        id: Lead.ID(1),
        firstName: "Ana",
        inquiry: Inquiry(
            priceMin: 400_000,
            bedroomsMin: 3,
            propertyTypes: ["Condo"],
            locations: ["Austin", "78704", "Lane"],
            bathroomsMin: "2.0",
            areas: [
                Inquiry.Area(city: "Austin", stateCode: "TX", zipCode: "78704"),
                Inquiry.Area(stateCode: "OR", county: "Lane"),
            ]
        ),
        address: PostalAddress(street: "12 Maple St", city: "Austin", state: "TX", postalCode: "78704", mailingID: 7)
    )

    @Test(
        "are read as people write them",
        arguments: [
            (.priceMin, "450k", "450000"), (.priceMin, "$450,000", "450000"), (.priceMax, "1.2m", "1200000"),
            (.bedroomsMin, " 4 ", "4"), (.bathroomsMin, "2.50", "2.5"), (.bathroomsMax, "3.0", "3"),
            (.propertyTypes, "townhouse", "Townhouse"), (.street, "14 Elm St, Apt 2", "14 Elm St, Apt 2"),
        ] as [(EditableField, String, String)]
    )
    func reads(field: EditableField, typed: String, sent: String) {
        guard
            case .change(.setField(field, from: _, to: let values)) = planner.plan(
                .setField(field, to: [typed]),
                for: lead
            )
        else {
            Issue.record("\(field) “\(typed)” is not taken")
            return
        }
        var changed = lead
        changed.apply(.setField(field, from: [], to: values))
        #expect(values.contains(sent) && changed.values(of: field) == values)
    }

    @Test(
        "that cannot be are refused, and an empty one is taken",
        arguments: [
            (.priceMin, "cheap"), (.priceMax, "45O000"), (.bedroomsMin, "-1"), (.bedroomsMax, "2.5"),
            (.bathroomsMin, "1.3"), (.propertyTypes, "Castle"),
        ] as [(EditableField, String)]
    )
    func refuses(field: EditableField, typed: String) {
        #expect(planner.plan(.setField(field, to: [typed]), for: lead) == .blocked(.unreadable(field, typed)))
        var empty = lead
        empty.set(field, to: [])
        #expect(empty.values(of: field).isEmpty)
    }

    @Test("that say the same in other words need no change")
    func same() {
        for (field, values) in [
            (EditableField.priceMin, ["400,000"]), (.bathroomsMin, ["2"]), (.propertyTypes, ["condo"]),
            (.locations, ["lane", "78704", "austin"]),
        ] {
            #expect(planner.plan(.setField(field, to: values), for: lead) == .nothingToDo(.holds(field)), "\(field)")
        }
    }

    @Test("a property type that Foyer does not know stays when another is added")
    func unknownType() {
        var odd = lead
        odd.inquiry.propertyTypes = ["Houseboat"]
        #expect(
            planner.plan(.setField(.propertyTypes, to: ["Houseboat", "condo"]), for: odd)
                == .change(.setField(.propertyTypes, from: ["Houseboat"], to: ["Houseboat", "Condo"]))
        )
    }

    @Test(
        "a place that stays keeps what Lofty says of it, one that goes is gone, and a new one is a city or a zip code"
    )
    func places() {
        var changed = lead
        changed.set(.locations, to: ["Austin", "Lane", "78745", "Dripping Springs"])

        #expect(
            changed.inquiry.areas == [
                Inquiry.Area(city: "Austin", stateCode: "TX"), Inquiry.Area(stateCode: "OR", county: "Lane"),
                Inquiry.Area(zipCode: "78745"), Inquiry.Area(city: "Dripping Springs"),
            ]
        )
        #expect(changed.inquiry.locations == ["Austin", "Lane", "78745", "Dripping Springs"])
        changed.set(.locations, to: [])
        #expect(changed.inquiry.areas == nil && changed.inquiry.locations.isEmpty)
    }

    @Test("a part of the address leaves the others and their id; without any there is no address")
    func address() {
        var changed = lead
        changed.set(.street, to: ["14 Elm St"])
        #expect(
            changed.address
                == PostalAddress(street: "14 Elm St", city: "Austin", state: "TX", postalCode: "78704", mailingID: 7)
        )
        for part in EditableField.allCases where part.isPartOfAddress { changed.set(part, to: []) }
        #expect(changed.address == nil)
    }

    @Test("an address that was not there cannot be taken away again, and a wish can")
    func inverse() {
        #expect(LeadChange.setField(.city, from: [], to: ["Austin"]).inverse == nil)
        #expect(LeadChange.setField(.city, from: ["Austin"], to: ["Waco"]).inverse != nil)
        #expect(LeadChange.setField(.priceMin, from: [], to: ["1"]).inverse != nil)
    }

    @Test("ends that are upside down are found")
    func upsideDown() {
        #expect(Inquiry(priceMin: 5, priceMax: 4).upsideDown == .priceMax)
        #expect(Inquiry(bedroomsMin: 3, bedroomsMax: 2).upsideDown == .bedroomsMax)
        #expect(Inquiry(bathroomsMin: "2.5", bathroomsMax: "2").upsideDown == .bathroomsMax)
        #expect(Inquiry(priceMin: 4, priceMax: 4, bedroomsMin: 2).upsideDown == nil)
    }
}
