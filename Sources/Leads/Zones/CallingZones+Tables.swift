extension CallingZones {
    /// All that zones are worked out from, as text, so that zones kept from other tables can be told.
    package static var tables: String {
        let areas = AreaCode.areas.map { "\(names($0.0)) \($0.1)" }
        let islands = AreaCode.islands.map { "\($0.0.rawValue) \($0.1)" }
        let places = PlaceZones.states.map { "\(names($0.0)) \($0.1)" }
        let zips = PlaceZones.exactZips.map { "\(names($0.zones)) \($0.codes)" }
        let zipAreas = PlaceZones.zipAreas.map { "\(names($0.zones)) \($0.areas)" }
        let canada = PlaceZones.canadianAreas.map { "\(names($0.zones)) \($0.letters)" }
        let countries = CountryZones.table.map { "\(names($0.zones)) \($0.code)" }
        let all = CallingZone.allCases.map(\.rawValue)
        return (all + areas + islands + places + zips + zipAreas + canada + countries).joined(separator: "\n")
    }

    private static func names(_ zones: [CallingZone]) -> String { zones.map(\.rawValue).joined(separator: "+") }
}
