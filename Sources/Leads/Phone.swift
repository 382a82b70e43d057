/// A phone number of a lead and what is known of it.
public struct Phone: Hashable, Sendable, Codable {
    /// The number as the server holds it: mostly bare digits, sometimes `+1…`; at most 20 characters on write.
    public var number: String
    public var status: Status?

    public init(_ number: String, status: Status? = nil) {
        self.number = number
        self.status = status
    }

    /// Only the digits, for comparing and searching.
    public var digits: String { String(number.unicodeScalars.filter { ("0"..."9").contains($0) }) }

    /// True when the number or its owner must not be called.
    package var isListed: Bool { status == .dncNumber || status == .dncContact }

    /// Lofty API, `phoneStatuses`, parallel to `phones`.
    public enum Status: Hashable, Sendable, Codable {
        case invalid, valid, talked
        /// The number is on a do-not-call list.
        case dncNumber
        /// The person asked not to be called on any number.
        case dncContact
        case other(Int)

        /// The number on the wire.
        public var code: Int {
            switch self {
            case .invalid: 1
            case .valid: 2
            case .talked: 3
            case .dncNumber: 4
            case .dncContact: 5
            case .other(let code): code
            }
        }

        public init(code: Int) {
            let known: [Status] = [.invalid, .valid, .talked, .dncNumber, .dncContact]
            self = known.first { $0.code == code } ?? .other(code)
        }
    }
}
