/// How many colours a terminal can show.
package enum ColorSupport: Hashable, Sendable, CaseIterable {
    /// Attributes only, as with `NO_COLOR`.
    case monochrome
    case eight
    case sixteen
    /// xterm's 256.
    case palette
    /// Any ``RGB``.
    case trueColor
}
