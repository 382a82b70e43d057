/// What an invented lead wants: types, inquiry, property, qualification.
enum BookInterests {
    static func write(_ lead: inout BookLead, _ random: inout SplitMix64) {
        lead.leadTypes = random.pick(
            weighted: [([2], 58), ([1], 14), ([1, 2], 8), ([5], 8), ([6], 4), ([8], 3), ([7], 1), ([9], 1), ([-1], 3)]
        )
        if lead.leadTypes.contains(2) || lead.leadTypes.contains(5) { addInquiry(&lead, &random) }
        if lead.leadTypes.contains(1) || lead.leadTypes.contains(8) { addProperty(&lead, &random) }
        addQualification(&lead, &random)
    }

    private static func addInquiry(_ lead: inout BookLead, _ random: inout SplitMix64) {
        guard random.chance(78) else { return }
        let isRenter = lead.leadTypes.contains(5)
        let priceMin = isRenter ? Int64(random.number(9, 30)) * 100 : Int64(random.number(18, 120)) * 10_000
        let bedrooms = Int64(random.number(1, 4))
        let place = random.pick(places)
        let inquiry: JSON = [
            "priceMin": .integer(priceMin),
            "priceMax": .integer(priceMin * Int64(random.number(12, 20)) / 10),
            "propertyType": .strings([random.pick(propertyTypes)]),
            "bedroomsMin": .integer(bedrooms),
            "bedroomsMax": .integer(random.chance(50) ? bedrooms + 2 : -1),
            "bathroomsMin": .string(String(random.number(1, 3))),
            "locations": [["city": .string(place.city), "stateCode": "TX", "zipCode": .string(place.zip)]],
        ]
        lead.details = lead.details.setting("leadInquiry", to: inquiry)
    }

    private static func addProperty(_ lead: inout BookLead, _ random: inout SplitMix64) {
        let place = random.pick(places)
        let property: JSON = [
            "id": .integer(7_000_000 + lead.createMillis % 900_000),
            "streetAddress": .string("\(random.number(100, 9_900)) \(random.pick(streets))"),
            "city": .string(place.city),
            "state": "Texas",
            "zipCode": .string(place.zip),
            "price": .integer(Int64(random.number(20, 180)) * 10_000),
            "propertyType": .string(random.pick(propertyTypes)),
            "bedrooms": .integer(Int64(random.number(1, 5))),
            "squareFeet": .integer(Int64(random.number(70, 460)) * 10),
        ]
        lead.details = lead.details.setting("leadPropertyList", to: [property])
    }

    private static func addQualification(_ lead: inout BookLead, _ random: inout SplitMix64) {
        let timeFrames = ["0-3", "1-3", "3-6", "6-12", "12+", "Just Looking", "N/A"]
        if random.chance(70) { set("buyingTimeFrame", random.pick(timeFrames), &lead) }
        if lead.leadTypes.contains(1) { set("sellingTimeFrame", random.pick(timeFrames), &lead) }
        for name in ["mortgage", "buyHouse", "withListingAgent", "withBuyerAgent", "preQual", "fthb", "houseToSell"]
        where random.chance(40) {
            set(name, random.pick(["Yes", "No", "N/A"]), &lead)
        }
        if random.chance(12) {
            set("opportunity", random.pick(["High Interest", "Sell", "Back to Site", "Back on Market"]), &lead)
        }
        if lead.source == "Referral" {
            set("referredBy", random.pick(["Jeremy Kelly", "Aunt Rosa", "Café Medici"]), &lead)
        }
        if random.chance(6) { set("birthday", "Jun \(random.number(1, 28)), 19\(random.number(50, 99))", &lead) }
    }

    private static func set(_ name: String, _ value: String, _ lead: inout BookLead) {
        lead.details = lead.details.setting(name, to: .string(value))
    }

    static let propertyTypes = ["Single Family Home", "Condo", "Townhouse", "Multi-Family", "Vacant Land"]

    static let streets = [
        "Pecan Bluff Dr", "Barton Hollow Ln", "Live Oak St", "Mockingbird Trl", "Duval Rd", "Shoal Creek Blvd",
        "Rainey St", "Palo Duro Cv", "Agave Ct", "Limestone Pass",
    ]

    static let places: [(city: String, zip: String)] = [
        ("Austin", "78701"), ("Austin", "78704"), ("Austin", "78745"), ("Austin", "78759"), ("Austin", "78723"),
        ("Pflugerville", "78660"), ("Round Rock", "78664"), ("Cedar Park", "78613"), ("Lakeway", "78734"),
        ("Austin", "78735"),
    ]
}
