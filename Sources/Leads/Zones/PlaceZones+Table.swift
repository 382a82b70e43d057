// Source: United States Postal Service, the areas of the first three digits of a ZIP code; Canada Post, the districts of
// the first letter; zone boundaries as in 49 CFR part 71 and the IANA database. Facts only. An area that a boundary
// crosses stands with both zones.

extension PlaceZones {
    /// ZIP codes that keep another time than their neighbours.
    static let exactZips: [(codes: ClosedRange<Int>, zones: [CallingZone])] = [
        (96_799...96_799, [.pagoPago]), (96_950...96_952, [.saipan]), (99_546...99_547, [.adak]),
        (99_591...99_591, [.anchorage, .adak]), (96_910...96_932, [.guam]),
    ]

    /// The first three digits.
    ///
    /// The first range that fits counts. Military addresses (090–098, 340, 962–966) and the Pacific states in free
    /// association are left out.
    static let zipAreas: [(areas: ClosedRange<Int>, zones: [CallingZone])] = [
        // Areas that a boundary crosses
        (324...324, [.newYork, .chicago]), (373...373, [.newYork, .chicago]), (377...377, [.newYork, .chicago]),
        (426...427, [.louisville, .chicago]), (463...463, [.chicago, .indianapolis]),
        (465...465, [.indianapolis, .chicago]), (469...469, [.indianapolis, .chicago]),
        (475...475, [.indianapolis, .chicago]), (479...479, [.indianapolis, .chicago]),
        (498...499, [.detroit, .chicago]), (575...576, [.chicago, .denver]), (585...586, [.chicago, .denver]),
        (588...588, [.chicago, .denver]), (677...678, [.chicago, .denver]), (690...692, [.chicago, .denver]),
        (798...798, [.chicago, .denver]), (835...835, [.boise, .losAngeles]), (860...860, [.phoenix, .denver]),
        (865...865, [.phoenix, .denver]), (898...898, [.losAngeles, .denver]), (979...979, [.losAngeles, .boise]),
        // Areas apart from those around them
        (325...325, [.chicago]), (375...375, [.chicago]), (374...374, [.newYork]), (376...376, [.newYork]),
        (378...379, [.newYork]), (420...424, [.chicago]), (464...464, [.chicago]), (476...477, [.chicago]),
        (577...577, [.denver]), (693...693, [.denver]), (799...799, [.denver]), (838...838, [.losAngeles]),
        // The rest from east to west
        (5...5, [.newYork]), (6...7, [.puertoRico]), (8...8, [.saintThomas]), (9...9, [.puertoRico]),
        (10...89, [.newYork]), (100...268, [.newYork]), (270...339, [.newYork]), (341...349, [.newYork]),
        (350...372, [.chicago]), (380...397, [.chicago]), (398...399, [.newYork]), (400...418, [.louisville]),
        (425...425, [.louisville]), (430...459, [.newYork]), (460...479, [.indianapolis]), (480...497, [.detroit]),
        (500...567, [.chicago]), (570...574, [.chicago]), (580...587, [.chicago]), (590...599, [.denver]),
        (600...658, [.chicago]), (660...689, [.chicago]), (700...797, [.chicago]), (800...831, [.denver]),
        (832...837, [.boise]), (840...847, [.denver]), (850...864, [.phoenix]), (870...885, [.denver]),
        (889...897, [.losAngeles]), (900...961, [.losAngeles]), (967...968, [.honolulu]),
        (970...978, [.losAngeles]), (980...994, [.losAngeles]), (995...999, [.anchorage]),
    ]

    /// The first letter of a Canadian code.
    static let canadianAreas: [(letters: String, zones: [CallingZone])] = [
        ("A", [.stJohns, .gooseBay]), ("BC", [.halifax]), ("E", [.moncton]), ("G", [.toronto, .halifax]),
        ("HJKLMN", [.toronto]), ("P", [.toronto, .winnipeg]), ("R", [.winnipeg]), ("S", [.regina, .edmonton]),
        ("T", [.edmonton]), ("V", [.vancouver, .edmonton]), ("X", [.toronto, .winnipeg, .edmonton]),
        ("Y", [.whitehorse]),
    ]

    /// States and provinces by abbreviation and name.
    static let states: [([CallingZone], String)] = [
        ([.newYork], "CT|Connecticut|DC|District of Columbia|DE|Delaware|GA|Georgia|ME|Maine|MD|Maryland"),
        ([.newYork], "MA|Massachusetts|NH|New Hampshire|NJ|New Jersey|NY|New York|NC|North Carolina|OH|Ohio"),
        ([.newYork], "PA|Pennsylvania|RI|Rhode Island|SC|South Carolina|VT|Vermont|VA|Virginia|WV|West Virginia"),
        ([.newYork, .chicago], "FL|Florida|TN|Tennessee"), ([.louisville, .chicago], "KY|Kentucky"),
        ([.indianapolis, .chicago], "IN|Indiana"), ([.detroit, .chicago], "MI|Michigan"),
        ([.chicago], "AL|Alabama|AR|Arkansas|IL|Illinois|IA|Iowa|LA|Louisiana|MN|Minnesota|MS|Mississippi"),
        ([.chicago], "MO|Missouri|OK|Oklahoma|WI|Wisconsin"),
        ([.chicago, .denver], "KS|Kansas|NE|Nebraska|ND|North Dakota|SD|South Dakota|TX|Texas"),
        ([.denver], "CO|Colorado|MT|Montana|NM|New Mexico|UT|Utah|WY|Wyoming"),
        ([.phoenix, .denver], "AZ|Arizona"), ([.boise, .losAngeles], "ID|Idaho"),
        ([.losAngeles, .denver], "NV|Nevada"), ([.losAngeles, .boise], "OR|Oregon"),
        ([.losAngeles], "CA|California|WA|Washington"), ([.anchorage, .adak], "AK|Alaska"),
        ([.honolulu], "HI|Hawaii"), ([.puertoRico], "PR|Puerto Rico"), ([.saintThomas], "VI|Virgin Islands"),
        ([.guam], "GU|Guam"), ([.saipan], "MP|Northern Mariana Islands"), ([.pagoPago], "AS|American Samoa"),
        ([.stJohns, .gooseBay], "NL|Newfoundland and Labrador"), ([.moncton], "NB|New Brunswick"),
        ([.halifax], "NS|Nova Scotia|PE|Prince Edward Island"), ([.toronto, .halifax], "QC|Quebec"),
        ([.toronto, .winnipeg], "ON|Ontario"), ([.winnipeg], "MB|Manitoba"),
        ([.regina, .edmonton], "SK|Saskatchewan"), ([.edmonton], "AB|Alberta"),
        ([.vancouver, .edmonton], "BC|British Columbia"), ([.whitehorse], "YT|Yukon"),
        ([.edmonton], "NT|Northwest Territories"), ([.toronto, .winnipeg, .edmonton], "NU|Nunavut"),
    ]
}
