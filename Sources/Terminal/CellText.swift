/// The text of one cell: a letter with the marks on it, or nothing.
///
/// A frame is thousands of these and a new one is drawn for every key, so they are kept as numbers, which are copied and
/// compared without counting references.
struct CellText: Hashable, Sendable {
    /// Three scalars of 21 bits, the first in the lowest; no more are used from the first zero on.
    private var first: UInt64
    /// Two more.
    private var rest: UInt64

    /// More scalars do not fit; a ``Glyph`` has no more.
    static let mostScalars = 1 + CleanText.marksPerScalar

    private static let bitsPerScalar: UInt64 = 21
    private static let scalarsInFirst = 3

    static let empty = CellText(first: 0, rest: 0)
    static let blank = CellText(Unicode.Scalar(0x20))

    private init(first: UInt64, rest: UInt64) {
        self.first = first
        self.rest = rest
    }

    init(_ scalar: Unicode.Scalar) { self.init(first: UInt64(scalar.value), rest: 0) }

    /// Scalars beyond ``mostScalars`` are left out.
    init(_ text: String) {
        self = .empty
        for (index, scalar) in text.unicodeScalars.prefix(Self.mostScalars).enumerated() {
            let place = UInt64(index < Self.scalarsInFirst ? index : index - Self.scalarsInFirst)
            let bits = UInt64(scalar.value) << (place * Self.bitsPerScalar)
            if index < Self.scalarsInFirst { first |= bits } else { rest |= bits }
        }
    }

    var halves: (first: UInt64, rest: UInt64) { (first, rest) }

    var isEmpty: Bool { first == 0 }

    /// The only scalar; `nil` when there is none, or more than one.
    var scalar: Unicode.Scalar? {
        first != 0 && first >> Self.bitsPerScalar == 0 ? Unicode.Scalar(UInt32(first)) : nil
    }

    var string: String {
        if let scalar { return String(Character(scalar)) }
        var text = String.UnicodeScalarView()
        for half in [first, rest] {
            var bits = half
            while bits != 0 {
                let value = UInt32(bits & (1 << Self.bitsPerScalar - 1))
                if let scalar = Unicode.Scalar(value) { text.append(scalar) }
                bits >>= Self.bitsPerScalar
            }
        }
        return String(text)
    }
}
