/// A time zone in which a North American number or address can lie, by its IANA name.
public enum CallingZone: String, Hashable, Sendable, Codable, CaseIterable {
    case newYork = "America/New_York"
    case detroit = "America/Detroit"
    case indianapolis = "America/Indiana/Indianapolis"
    case louisville = "America/Kentucky/Louisville"
    case chicago = "America/Chicago"
    case denver = "America/Denver"
    case boise = "America/Boise"
    case phoenix = "America/Phoenix"
    case losAngeles = "America/Los_Angeles"
    case anchorage = "America/Anchorage"
    case adak = "America/Adak"
    case honolulu = "Pacific/Honolulu"
    case puertoRico = "America/Puerto_Rico"
    case saintThomas = "America/St_Thomas"
    case guam = "Pacific/Guam"
    case saipan = "Pacific/Saipan"
    case pagoPago = "Pacific/Pago_Pago"
    case stJohns = "America/St_Johns"
    case gooseBay = "America/Goose_Bay"
    case halifax = "America/Halifax"
    case moncton = "America/Moncton"
    case toronto = "America/Toronto"
    case winnipeg = "America/Winnipeg"
    case regina = "America/Regina"
    case edmonton = "America/Edmonton"
    case vancouver = "America/Vancouver"
    case whitehorse = "America/Whitehorse"
    case anguilla = "America/Anguilla"
    case antigua = "America/Antigua"
    case barbados = "America/Barbados"
    case bermuda = "Atlantic/Bermuda"
    case cayman = "America/Cayman"
    case dominica = "America/Dominica"
    case grandTurk = "America/Grand_Turk"
    case grenada = "America/Grenada"
    case jamaica = "America/Jamaica"
    case montserrat = "America/Montserrat"
    case nassau = "America/Nassau"
    case portOfSpain = "America/Port_of_Spain"
    case saintKitts = "America/St_Kitts"
    case saintLucia = "America/St_Lucia"
    case saintVincent = "America/St_Vincent"
    case santoDomingo = "America/Santo_Domingo"
    case sintMaarten = "America/Lower_Princes"
    case tortola = "America/Tortola"

    /// The city that the zone is named after, for a person: "Los Angeles".
    public var city: String {
        let name = rawValue.split(separator: "/").last ?? ""
        return String(name.map { $0 == "_" ? " " : $0 })
    }

    /// One bit for each zone, so that a set of them is an integer.
    var bit: UInt64 { Self.bits[self] ?? 0 }

    /// A zone stands at the place of its bit.
    fileprivate static let inOrder = allCases

    private static let bits = Dictionary(uniqueKeysWithValues: inOrder.enumerated().map { ($1, UInt64(1) << $0) })
}

/// Zones that are all possible for one number or place.
///
/// Empty means that nothing is known.
public struct CallingZones: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// See ``CallingZone/bit``.
    let mask: UInt64

    init(mask: UInt64) { self.mask = mask }

    public init(arrayLiteral zones: CallingZone...) { self.init(zones) }

    public init(_ zones: some Sequence<CallingZone>) { mask = zones.reduce(0) { $0 | $1.bit } }

    /// The zones in the order of ``CallingZone``.
    public var all: [CallingZone] {
        var zones: [CallingZone] = []
        var rest = mask
        while rest != 0 {
            zones.append(CallingZone.inOrder[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        return zones
    }

    public var isEmpty: Bool { mask == 0 }

    public func union(_ other: CallingZones) -> CallingZones { CallingZones(mask: mask | other.mask) }
}

extension CallingZones {
    func isSubset(of other: CallingZones) -> Bool { mask & ~other.mask == 0 }
}
