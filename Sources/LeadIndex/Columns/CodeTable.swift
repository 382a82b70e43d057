/// The values that leads share, each with its code; code 0 is the value of a lead that has none.
///
/// Codes are given once and stay, so that an older copy of the columns reads the same values; a value that no lead has
/// any more keeps its code.
struct CodeTable<Value: Hashable & Sendable>: Sendable {
    private(set) var values: [Value]
    private var codes: [Value: UInt32]
    /// Leads that have each value.
    private(set) var uses: [Int32]

    init(none: Value) {
        values = [none]
        codes = [none: 0]
        uses = [0]
    }

    /// Takes values in the order of their codes, and how many leads have each where that is counted; `nil` when a value
    /// stands there twice or there is none.
    init?(values: [Value], uses counted: [Int32]?) {
        guard !values.isEmpty, counted.map({ $0.count == values.count }) ?? true else { return nil }
        self.values = values
        codes = Dictionary(
            values.enumerated().map { ($1, UInt32(truncatingIfNeeded: $0)) },
            uniquingKeysWith: { first, _ in first }
        )
        uses = counted ?? Array(repeating: 0, count: values.count)
        guard codes.count == values.count else { return nil }
    }

    var count: Int { values.count }

    subscript(code: UInt32) -> Value { values[Int(code)] }

    mutating func code(of value: Value) -> UInt32 {
        if let code = codes[value] { return code }
        let code = UInt32(truncatingIfNeeded: values.count)
        values.append(value)
        uses.append(0)
        codes[value] = code
        return code
    }

    mutating func count(_ change: Int32, of code: UInt32) { uses[Int(code)] += change }
}
