/// A condition on what kind of lead it is (contract: `leadType`, `leadTypeFilters`).
struct LeadTypeCondition: Hashable, Sendable {
    enum Filter: Hashable, Sendable {
        case oneOf([Int64])
        case all([Int64])
    }

    static let any = LeadTypeCondition(filters: [])

    /// All of them hold.
    let filters: [Filter]

    private init(filters: [Filter]) { self.filters = filters }

    /// Buyer and seller at once, a number of the routing rules only.
    private static let buyerAndSeller: Int64 = 3

    /// `leadTypeFilters` is JSON inside a string on the wire; where it is missing, the single `leadType` counts.
    init(leadType: String?, filters text: String?) throws(SandboxError) {
        if let text, !text.isBlank {
            filters = try Self.parse(text)
        } else if let leadType, !leadType.isBlank {
            guard let number = Int64(leadType) else { throw .invalidParameter("leadType must be a number in a string") }
            filters = [number == Self.buyerAndSeller ? .all([1, 2]) : .oneOf([number])]
        } else {
            filters = []
        }
    }

    private static func parse(_ text: String) throws(SandboxError) -> [Filter] {
        guard case .array(let items)? = try? JSONParser.parse(text.utf8) else {
            // What exactly does not parse helps nobody: the shape is said whole.
            throw .invalidParameter(#"leadTypeFilters must be like [{"type":"one_of","ids":"1,2"}]"#)
        }
        var filters: [Filter] = []
        for item in items {
            let fields = try BodyFields(item)
            let ids = try fields.requiredString("ids").commaSeparated.map(Int64.init)
            let known = ids.compactMap { $0 }
            guard known.count == ids.count, !known.isEmpty else {
                throw .invalidParameter("ids must be numbers between commas")
            }
            switch try fields.requiredString("type") {
            case "one_of": filters.append(.oneOf(known))
            case "all": filters.append(.all(known))
            default: throw .invalidParameter("the type of a lead type filter is one_of or all")
            }
        }
        return filters
    }

    var json: JSON {
        var leadType = ""
        if filters == [.all([1, 2])] { leadType = String(Self.buyerAndSeller) }
        if filters.count == 1, case .oneOf(let ids) = filters[0], ids.count == 1 { leadType = String(ids[0]) }
        return ["leadType": .string(leadType), "leadTypeFilters": .string(JSON.array(filters.map(\.json)).text)]
    }

    func holds(for types: [Int64]) -> Bool {
        filters.allSatisfy { filter in
            switch filter {
            case .oneOf(let ids): ids.contains(where: types.contains)
            case .all(let ids): ids.allSatisfy(types.contains)
            }
        }
    }
}

extension LeadTypeCondition.Filter {
    fileprivate var json: JSON {
        switch self {
        case .oneOf(let ids): ["type": "one_of", "ids": .string(ids.map(String.init).joined(separator: ","))]
        case .all(let ids): ["type": "all", "ids": .string(ids.map(String.init).joined(separator: ","))]
        }
    }
}
