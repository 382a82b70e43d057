/// A condition on where a lead looks or owns (contract: `LocationRule`).
struct AreaCondition: Hashable, Sendable {
    static let any = AreaCondition(match: .any, parts: [])

    let match: TextCondition.Match
    /// Each part that is named, with the texts that satisfy it.
    private let parts: [Part]

    struct Part: Hashable, Sendable {
        let name: Name
        let texts: [String]
    }

    enum Name: String, CaseIterable, Hashable, Sendable {
        case state
        case county
        case city
        case zipCode = "zipcode"
        case streetAddress
    }

    private init(match: TextCondition.Match, parts: [Part]) {
        self.match = match
        self.parts = parts
    }

    /// A part may name several places, separated by commas.
    init(_ json: JSON) throws(SandboxError) {
        let fields = try BodyFields(json)
        var parts: [Part] = []
        for name in Name.allCases {
            let texts = (try fields.string(name.rawValue) ?? "").commaSeparated
            if !texts.isEmpty { parts.append(Part(name: name, texts: texts)) }
        }
        let number = try fields.integer("locationMatchType")
        match = try TextCondition(matchNumber: number, values: parts.flatMap(\.texts)).match
        self.parts = parts
    }

    var json: JSON {
        var json: JSON = ["locationMatchType": .integer(match.rawValue)]
        for name in Name.allCases {
            let texts = parts.first { $0.name == name }?.texts ?? []
            json = json.setting(name.rawValue, to: .string(texts.joined(separator: ",")))
        }
        return json
    }

    func holds(for places: [RoutingFacts.Place]) -> Bool {
        switch match {
        case .any: true
        case .oneOf: places.contains(where: isInside)
        case .noneOf: !places.contains(where: isInside)
        }
    }

    /// All named parts hold; a street need only be contained, as house numbers stand before it.
    private func isInside(_ place: RoutingFacts.Place) -> Bool {
        parts.allSatisfy { part in
            let text = place[part.name].lowercased()
            return part.texts.contains { wanted in
                let wanted = wanted.lowercased()
                return part.name == .streetAddress ? text.contains(wanted) : text == wanted
            }
        }
    }
}

extension String {
    /// The parts between commas, without blanks around them and without empty ones.
    var commaSeparated: [String] {
        split(separator: ",").map { String($0.trimmingSpaces) }.filter { !$0.isEmpty }
    }
}
