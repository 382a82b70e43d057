/// Puts one UTF-8 character together from bytes that may come far apart.
///
/// Strict as The Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
struct UTF8Assembler: Hashable, Sendable {
    enum Step: Hashable {
        case needsMore
        case complete(Unicode.Scalar)
        /// The byte does not belong to this character and begins something else.
        case invalid
    }

    private var value: UInt32
    private var remaining: Int
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    /// `nil` when `lead` begins no character of several bytes.
    init?(lead: UInt8) {
        switch lead {
        case 0xC2...0xDF: remaining = 1
        case 0xE0...0xEF: remaining = 2
        case 0xF0...0xF4: remaining = 3
        default: return nil
        }
        value = UInt32(lead & (0x3F >> UInt8(remaining)))
        switch lead {
        case 0xE0: allowed = 0xA0...0xBF
        case 0xED: allowed = 0x80...0x9F
        case 0xF0: allowed = 0x90...0xBF
        case 0xF4: allowed = 0x80...0x8F
        default: break
        }
    }

    mutating func take(_ byte: UInt8) -> Step {
        guard allowed.contains(byte) else { return .invalid }
        allowed = 0x80...0xBF
        value = value << 6 | UInt32(byte & 0x3F)
        remaining -= 1
        guard remaining == 0 else { return .needsMore }
        return Unicode.Scalar(value).map(Step.complete) ?? .invalid
    }
}
