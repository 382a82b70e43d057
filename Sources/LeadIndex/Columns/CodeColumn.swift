/// The codes of one field in one chunk, in a byte each until one needs two, or four.
enum CodeColumn: Sendable {
    case bytes([UInt8])
    case narrow([UInt16])
    case wide([UInt32])

    /// Codes of blank rows.
    init(rows: Int) { self = .bytes(Array(repeating: 0, count: rows)) }

    subscript(row: Int) -> UInt32 {
        switch self {
        case .bytes(let codes): UInt32(codes[row])
        case .narrow(let codes): UInt32(codes[row])
        case .wide(let codes): codes[row]
        }
    }

    mutating func set(_ code: UInt32, at row: Int) {
        let old = self
        // Held only once while it changes, so that the array is not copied.
        self = .bytes([])
        switch consume old {
        case .bytes(var codes):
            if let byte = UInt8(exactly: code) {
                codes[row] = byte
                self = .bytes(codes)
            } else {
                self = .narrow(codes.map(UInt16.init))
                set(code, at: row)
            }
        case .narrow(var codes):
            if let short = UInt16(exactly: code) {
                codes[row] = short
                self = .narrow(codes)
            } else {
                var wide = codes.map(UInt32.init)
                wide[row] = code
                self = .wide(wide)
            }
        case .wide(var codes):
            codes[row] = code
            self = .wide(codes)
        }
    }
}
