/// A small repeatable generator: the same seed gives the same book on every machine.
///
/// The algorithm is SplitMix64 by Steele, Lea and Flood (OOPSLA 2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A stream of its own for one of many numbered things.
    init(seed: UInt64, stream: Int) {
        var mixer = SplitMix64(seed: seed ^ (UInt64(bitPattern: Int64(stream)) &* 0xD1B5_4A32_D192_ED03))
        state = mixer.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SplitMix64 {
    mutating func fraction() -> Double { Double(next() >> 11) / Double(UInt64(1) << 53) }

    mutating func chance(_ percent: Int) -> Bool { number(0, 99) < percent }

    mutating func number(_ low: Int, _ high: Int) -> Int { low + Int(next() % UInt64(high - low + 1)) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0, elements.count - 1)] }

    /// One of the elements, each as likely as its weight says.
    mutating func pick<Element>(weighted elements: [(Element, Int)]) -> Element {
        var rest = number(0, elements.reduce(0) { $0 + $1.1 } - 1)
        for (element, weight) in elements {
            rest -= weight
            if rest < 0 { return element }
        }
        return elements[elements.count - 1].0
    }
}
