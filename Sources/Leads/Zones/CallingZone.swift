/// A time zone in which a number or an address can lie, by its IANA name.
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
    // Abroad, in the order of the calling codes
    case cairo = "Africa/Cairo"
    case casablanca = "Africa/Casablanca"
    case algiers = "Africa/Algiers"
    case tunis = "Africa/Tunis"
    case dakar = "Africa/Dakar"
    case abidjan = "Africa/Abidjan"
    case mauritius = "Indian/Mauritius"
    case accra = "Africa/Accra"
    case lagos = "Africa/Lagos"
    case douala = "Africa/Douala"
    case kinshasa = "Africa/Kinshasa"
    case lubumbashi = "Africa/Lubumbashi"
    case luanda = "Africa/Luanda"
    case mahe = "Indian/Mahe"
    case kigali = "Africa/Kigali"
    case addisAbaba = "Africa/Addis_Ababa"
    case nairobi = "Africa/Nairobi"
    case darEsSalaam = "Africa/Dar_es_Salaam"
    case kampala = "Africa/Kampala"
    case maputo = "Africa/Maputo"
    case lusaka = "Africa/Lusaka"
    case antananarivo = "Indian/Antananarivo"
    case harare = "Africa/Harare"
    case windhoek = "Africa/Windhoek"
    case blantyre = "Africa/Blantyre"
    case gaborone = "Africa/Gaborone"
    case johannesburg = "Africa/Johannesburg"
    case athens = "Europe/Athens"
    case amsterdam = "Europe/Amsterdam"
    case brussels = "Europe/Brussels"
    case paris = "Europe/Paris"
    case madrid = "Europe/Madrid"
    case canary = "Atlantic/Canary"
    case lisbon = "Europe/Lisbon"
    case azores = "Atlantic/Azores"
    case luxembourg = "Europe/Luxembourg"
    case dublin = "Europe/Dublin"
    case reykjavik = "Atlantic/Reykjavik"
    case tirane = "Europe/Tirane"
    case malta = "Europe/Malta"
    case nicosia = "Asia/Nicosia"
    case helsinki = "Europe/Helsinki"
    case sofia = "Europe/Sofia"
    case budapest = "Europe/Budapest"
    case vilnius = "Europe/Vilnius"
    case riga = "Europe/Riga"
    case tallinn = "Europe/Tallinn"
    case chisinau = "Europe/Chisinau"
    case yerevan = "Asia/Yerevan"
    case minsk = "Europe/Minsk"
    case kyiv = "Europe/Kyiv"
    case simferopol = "Europe/Simferopol"
    case belgrade = "Europe/Belgrade"
    case podgorica = "Europe/Podgorica"
    case zagreb = "Europe/Zagreb"
    case ljubljana = "Europe/Ljubljana"
    case sarajevo = "Europe/Sarajevo"
    case skopje = "Europe/Skopje"
    case rome = "Europe/Rome"
    case bucharest = "Europe/Bucharest"
    case zurich = "Europe/Zurich"
    case prague = "Europe/Prague"
    case bratislava = "Europe/Bratislava"
    case vienna = "Europe/Vienna"
    case london = "Europe/London"
    case copenhagen = "Europe/Copenhagen"
    case stockholm = "Europe/Stockholm"
    case oslo = "Europe/Oslo"
    case warsaw = "Europe/Warsaw"
    case berlin = "Europe/Berlin"
    case belize = "America/Belize"
    case guatemala = "America/Guatemala"
    case elSalvador = "America/El_Salvador"
    case tegucigalpa = "America/Tegucigalpa"
    case managua = "America/Managua"
    case costaRica = "America/Costa_Rica"
    case panama = "America/Panama"
    case portAuPrince = "America/Port-au-Prince"
    case lima = "America/Lima"
    case mexicoCity = "America/Mexico_City"
    case cancun = "America/Cancun"
    case matamoros = "America/Matamoros"
    case ciudadJuarez = "America/Ciudad_Juarez"
    case mazatlan = "America/Mazatlan"
    case tijuana = "America/Tijuana"
    case havana = "America/Havana"
    case buenosAires = "America/Argentina/Buenos_Aires"
    case saoPaulo = "America/Sao_Paulo"
    case manaus = "America/Manaus"
    case rioBranco = "America/Rio_Branco"
    case noronha = "America/Noronha"
    case santiago = "America/Santiago"
    case coyhaique = "America/Coyhaique"
    case easter = "Pacific/Easter"
    case bogota = "America/Bogota"
    case caracas = "America/Caracas"
    case laPaz = "America/La_Paz"
    case guyana = "America/Guyana"
    case guayaquil = "America/Guayaquil"
    case galapagos = "Pacific/Galapagos"
    case asuncion = "America/Asuncion"
    case paramaribo = "America/Paramaribo"
    case montevideo = "America/Montevideo"
    case kualaLumpur = "Asia/Kuala_Lumpur"
    case sydney = "Australia/Sydney"
    case brisbane = "Australia/Brisbane"
    case adelaide = "Australia/Adelaide"
    case darwin = "Australia/Darwin"
    case perth = "Australia/Perth"
    case lordHowe = "Australia/Lord_Howe"
    case eucla = "Australia/Eucla"
    case jakarta = "Asia/Jakarta"
    case makassar = "Asia/Makassar"
    case jayapura = "Asia/Jayapura"
    case manila = "Asia/Manila"
    case auckland = "Pacific/Auckland"
    case chatham = "Pacific/Chatham"
    case singapore = "Asia/Singapore"
    case bangkok = "Asia/Bangkok"
    case fiji = "Pacific/Fiji"
    case moscow = "Europe/Moscow"
    case samara = "Europe/Samara"
    case kaliningrad = "Europe/Kaliningrad"
    case yekaterinburg = "Asia/Yekaterinburg"
    case omsk = "Asia/Omsk"
    case novosibirsk = "Asia/Novosibirsk"
    case irkutsk = "Asia/Irkutsk"
    case chita = "Asia/Chita"
    case vladivostok = "Asia/Vladivostok"
    case magadan = "Asia/Magadan"
    case kamchatka = "Asia/Kamchatka"
    case tokyo = "Asia/Tokyo"
    case seoul = "Asia/Seoul"
    case hoChiMinh = "Asia/Ho_Chi_Minh"
    case hongKong = "Asia/Hong_Kong"
    case macau = "Asia/Macau"
    case phnomPenh = "Asia/Phnom_Penh"
    case vientiane = "Asia/Vientiane"
    case shanghai = "Asia/Shanghai"
    case dhaka = "Asia/Dhaka"
    case taipei = "Asia/Taipei"
    case istanbul = "Europe/Istanbul"
    case kolkata = "Asia/Kolkata"
    case karachi = "Asia/Karachi"
    case kabul = "Asia/Kabul"
    case colombo = "Asia/Colombo"
    case yangon = "Asia/Yangon"
    case maldives = "Indian/Maldives"
    case beirut = "Asia/Beirut"
    case amman = "Asia/Amman"
    case baghdad = "Asia/Baghdad"
    case kuwait = "Asia/Kuwait"
    case riyadh = "Asia/Riyadh"
    case muscat = "Asia/Muscat"
    case gaza = "Asia/Gaza"
    case dubai = "Asia/Dubai"
    case jerusalem = "Asia/Jerusalem"
    case bahrain = "Asia/Bahrain"
    case qatar = "Asia/Qatar"
    case ulaanbaatar = "Asia/Ulaanbaatar"
    case hovd = "Asia/Hovd"
    case kathmandu = "Asia/Kathmandu"
    case tehran = "Asia/Tehran"
    case baku = "Asia/Baku"
    case tbilisi = "Asia/Tbilisi"
    case tashkent = "Asia/Tashkent"

    /// The city that the zone is named after, for a person: "Los Angeles".
    public var city: String {
        let name = rawValue.split(separator: "/").last ?? ""
        return String(name.map { $0 == "_" ? " " : $0 })
    }

    /// Its place among all zones, so that a set of them is some integers.
    fileprivate var index: Int { Self.indices[self] ?? 0 }

    private static let indices = Dictionary(uniqueKeysWithValues: inOrder.enumerated().map { ($1, $0) })
    fileprivate static let inOrder = Array(allCases)
}

/// Zones that are all possible for one number or place.
///
/// Empty means that nothing is known.
public struct CallingZones: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// One bit for each zone, in the order of ``CallingZone``.
    private var bits = SIMD4<UInt64>()

    public init(arrayLiteral zones: CallingZone...) { self.init(zones) }

    public init(_ zones: some Sequence<CallingZone>) {
        for zone in zones { bits[zone.index / 64] |= 1 << (zone.index % 64) }
    }

    /// The zones in the order of ``CallingZone``.
    public var all: [CallingZone] {
        var zones: [CallingZone] = []
        for (place, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                zones.append(CallingZone.inOrder[place * 64 + rest.trailingZeroBitCount])
                rest &= rest - 1
            }
        }
        return zones
    }

    public var isEmpty: Bool { bits == SIMD4() }

    public func union(_ other: CallingZones) -> CallingZones {
        var zones = self
        zones.bits |= other.bits
        return zones
    }

    package func subtracting(_ other: CallingZones) -> CallingZones {
        var zones = self
        zones.bits &= ~other.bits
        return zones
    }

    package func isSubset(of other: CallingZones) -> Bool { subtracting(other).isEmpty }
}

extension CallingZones {
    /// How many integers hold a set.
    package static let wordCount = 4

    /// The zones as integers, for keeping them; good as long as ``tables`` are the same.
    package var words: [UInt64] { (0..<Self.wordCount).map { bits[$0] } }

    /// - `words`: ``wordCount`` of them; those that are missing count as zero.
    package init(words: some Sequence<UInt64>) {
        for (index, word) in words.prefix(Self.wordCount).enumerated() { bits[index] = word }
    }
}
