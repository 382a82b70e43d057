extension Inquiry {
    /// A place of interest.
    ///
    /// Source: Lofty API, `leadInquiry.locations`.
    public struct Area: Hashable, Sendable, Codable {
        public var city: String?
        public var stateCode: String?
        public var zipCode: String?
        public var county: String?
        public var streetAddress: String?
        public var description: String?

        public init(
            city: String? = nil,
            stateCode: String? = nil,
            zipCode: String? = nil,
            county: String? = nil,
            streetAddress: String? = nil,
            description: String? = nil
        ) {
            self.city = city
            self.stateCode = stateCode
            self.zipCode = zipCode
            self.county = county
            self.streetAddress = streetAddress
            self.description = description
        }

        /// What a person calls it: its city and zip code, else what there is.
        public var names: [String] {
            let names = [city, zipCode].compactMap(\.self)
            return names.isEmpty ? [county ?? description ?? streetAddress].compactMap(\.self) : names
        }
    }

    /// The names of places, each once.
    public static func names(of areas: [Area]) -> [String] {
        var seen: Set<String> = []
        return areas.flatMap(\.names).filter { seen.insert($0).inserted }
    }

    /// Wants these places and no other; what Lofty says of a place that stays, stays.
    mutating func setLocations(_ names: [String]) {
        let wanted = Set(names.map { $0.lowercased() })
        let stays = { (name: String?) in name.map { wanted.contains($0.lowercased()) } ?? false }
        var kept: [Area] = []
        for area in areas ?? locations.map(Area.init(named:)) where area.names.contains(where: stays) {
            var area = area
            if area.city != nil, !stays(area.city) { area.city = nil }
            if area.zipCode != nil, !stays(area.zipCode) { area.zipCode = nil }
            kept.append(area)
        }
        let known = Set(kept.flatMap(\.names).map { $0.lowercased() })
        kept += names.filter { !known.contains($0.lowercased()) }.map(Area.init(named:))
        areas = kept.isEmpty ? nil : kept
        locations = Self.names(of: kept)
    }

    /// The field whose upper end lies below its lower one.
    package var upsideDown: EditableField? {
        if let low = priceMin, let high = priceMax, low > high { return .priceMax }
        if let low = bedroomsMin, let high = bedroomsMax, low > high { return .bedroomsMax }
        if let low = bathroomsMin.flatMap(Double.init), let high = bathroomsMax.flatMap(Double.init), low > high {
            return .bathroomsMax
        }
        return nil
    }
}

extension Inquiry.Area {
    /// A zip code where it looks like one, else a city.
    init(named name: String) {
        let digits = name.filter { $0 != "-" }
        let isZip = (digits.count == 5 || digits.count == 9) && digits.allSatisfy { $0.isASCII && $0.isNumber }
        self.init(city: isZip ? nil : name, zipCode: isZip ? name : nil)
    }
}
