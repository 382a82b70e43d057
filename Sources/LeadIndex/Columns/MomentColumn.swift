import CLeadScan

/// One moment of the leads of a chunk, in seconds since the reference date: whole ones, as the server tells them, in four
/// bytes each, until one is not.
enum MomentColumn: Sendable {
    case whole([Int32])
    case exact([Double])

    /// Stands for what never happened.
    private static let missing = Int32.min

    /// Moments of blank rows.
    init(rows: Int) { self = .whole(Array(repeating: Self.missing, count: rows)) }

    /// Takes moments in the room that they need.
    init(_ moments: [Double]) {
        let whole = moments.compactMap(Self.whole)
        self = whole.count == moments.count ? .whole(whole) : .exact(moments)
    }

    /// Not a number when it never happened.
    subscript(row: Int) -> Double {
        switch self {
        case .whole(let moments): moments[row] == Self.missing ? .nan : Double(moments[row])
        case .exact(let moments): moments[row]
        }
    }

    mutating func set(_ moment: Double, at row: Int) {
        let old = self
        // Held only once while it changes, so that the array is not copied.
        self = .whole([])
        switch consume old {
        case .whole(var moments):
            if let whole = Self.whole(moment) {
                moments[row] = whole
                self = .whole(moments)
            } else {
                var exact = Self.exact(moments)
                exact[row] = moment
                self = .exact(exact)
            }
        case .exact(var moments):
            moments[row] = moment
            self = .exact(moments)
        }
    }

    /// `nil` for a moment that four bytes cannot tell; the largest number is left for none at all.
    private static func whole(_ moment: Double) -> Int32? {
        if moment.isNaN { return missing }
        guard let whole = Int32(exactly: moment), whole != missing, whole != .max else { return nil }
        return whole
    }

    private static func exact(_ moments: [Int32]) -> [Double] {
        moments.map { $0 == missing ? .nan : Double($0) }
    }

    var isWhole: Bool {
        switch self {
        case .whole: true
        case .exact: false
        }
    }

    private var exact: [Double] {
        switch self {
        case .whole(let moments): Self.exact(moments)
        case .exact(let moments): moments
        }
    }

    // MARK: Asking all rows

    /// Writes the rows whose moments lie within two ends, both included.
    func write(within low: Double, _ high: Double, _ words: Int, to bits: UnsafeMutablePointer<UInt64>) {
        switch self {
        case .whole(let moments):
            let (least, most) = (low.rounded(.up), high.rounded(.down))
            guard least <= most, least < Double(Int32.max), most > Double(Self.missing) else {
                bits.update(repeating: 0, count: words)
                return
            }
            cls_within32(
                moments,
                words,
                least <= Double(Self.missing) ? Self.missing + 1 : Int32(least),
                most >= Double(Int32.max) ? .max : Int32(most),
                bits
            )
        case .exact(let moments): cls_within(moments, words, low, high, bits)
        }
    }

    /// Writes the rows for which it never happened.
    func writeMissing(_ words: Int, to bits: UnsafeMutablePointer<UInt64>) {
        switch self {
        case .whole(let moments): cls_within32(moments, words, Self.missing, Self.missing, bits)
        case .exact(let moments): cls_is_missing(moments, words, bits)
        }
    }

    /// Writes the rows whose moments compare so with another one, see `cls_compare`.
    func write(comparedTo other: MomentColumn, by code: Int32, _ words: Int, to bits: UnsafeMutablePointer<UInt64>) {
        if case .whole(let left) = self, case .whole(let right) = other {
            cls_compare32(left, right, words, code, bits)
        } else {
            cls_compare(exact, other.exact, words, code, bits)
        }
    }

    /// The least moment that is not below another; infinity when there is none.
    func least(notBelow low: Double, _ words: Int) -> Double {
        switch self {
        case .whole(let moments):
            let low = low.rounded(.up)
            guard low < Double(Int32.max) else { return .infinity }
            let least = cls_least32(moments, words, low <= Double(Self.missing) ? Self.missing + 1 : Int32(low))
            return least == .max ? .infinity : Double(least)
        case .exact(let moments): return cls_least(moments, words, low)
        }
    }
}
