extension CallingZones {
    /// The zones as an integer, for keeping them; good as long as ``tables`` are the same.
    package var rawMask: UInt64 { mask }

    package init(rawMask: UInt64) { self.init(mask: rawMask) }

    /// All that zones are worked out from, as text, so that zones kept from other tables can be told.
    package static var tables: String {
        let areas = AreaCode.areas.map { "\(CallingZones($0.0).mask) \($0.1)" }
        let islands = AreaCode.islands.map { "\($0.0.bit) \($0.1)" }
        let places = PlaceZones.states.map { "\(CallingZones($0.0).mask) \($0.1)" }
        let zips = PlaceZones.exactZips.map { "\(CallingZones($0.zones).mask) \($0.codes)" }
        let zipAreas = PlaceZones.zipAreas.map { "\(CallingZones($0.zones).mask) \($0.areas)" }
        let canada = PlaceZones.canadianAreas.map { "\(CallingZones($0.zones).mask) \($0.letters)" }
        let names = CallingZone.allCases.map(\.rawValue)
        return (names + areas + islands + places + zips + zipAreas + canada).joined(separator: "\n")
    }
}
