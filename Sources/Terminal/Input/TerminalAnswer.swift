/// What a terminal says about itself when it was asked; never a key.
package enum TerminalAnswer: Hashable, Sendable {
    /// The ground it paints on, as OSC 11 tells it.
    case background(RGB)
    /// It has taken in all bytes before the question (DSR, `CSI 5 n`).
    case caughtUp
}

/// The string of an OSC, DCS or APC sequence while it is read.
struct TerminalString: Hashable, Sendable {
    /// `]`, `P`, `X`, `^` or `_`.
    let introducer: UInt8
    /// The ESC before it was already reported as a key.
    let isLate: Bool
    private var bytes: [UInt8] = []
    /// Longer ones are read to their end and mean nothing.
    private static let limitInBytes = 64
    private var isTooLong = false

    init(introducer: UInt8, isLate: Bool = false) {
        self.introducer = introducer
        self.isLate = isLate
    }

    var isEmpty: Bool { bytes.isEmpty }

    mutating func append(_ byte: UInt8) {
        if bytes.count < Self.limitInBytes { bytes.append(byte) } else { isTooLong = true }
    }

    /// Whether a terminal, rather than a person, may send `byte` here.
    ///
    /// Asked where the sequence is known only by its tail: an answer that begins with an OSC has a number and `;` first.
    func continues(with byte: UInt8) -> Bool {
        let isDigit = (0x30...0x39).contains(byte)
        switch introducer {
        case UInt8(ascii: "]"):
            return isDigit || bytes.contains(UInt8(ascii: ";")) || (!bytes.isEmpty && byte == UInt8(ascii: ";"))
        case UInt8(ascii: "P"): return isDigit || !bytes.isEmpty || ">$!+".utf8.contains(byte)
        default: return !bytes.isEmpty || byte == UInt8(ascii: "G")
        }
    }

    var answer: TerminalAnswer? {
        guard introducer == UInt8(ascii: "]"), !isTooLong else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("11;"), let color = RGB(terminalName: text.dropFirst(3)) else { return nil }
        return .background(color)
    }
}

extension RGB {
    /// A colour as terminals name theirs: `rgb:1111/2222/3333` with one to four digits a channel, `rgba:` or `#123456`.
    ///
    /// Source: XParseColor(3), “RGB device string specification”.
    init?(terminalName name: Substring) {
        if name.hasPrefix("#") {
            self.init(hexadecimal: name)
            return
        }
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "rgb" || parts[0] == "rgba" else { return nil }
        let channels = parts[1].split(separator: "/", omittingEmptySubsequences: false).map(Self.channel)
        guard channels.count == (parts[0] == "rgb" ? 3 : 4), let red = channels[0], let green = channels[1],
            let blue = channels[2]
        else { return nil }
        self.init(red: red, green: green, blue: blue)
    }

    /// A channel scaled from its own number of digits to eight bits.
    private static func channel(_ digits: Substring) -> UInt8? {
        guard (1...4).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let value = UInt32(digits, radix: 16)
        else { return nil }
        let largest = UInt32(1) << UInt32(4 * digits.count) - 1
        return UInt8((value * 255 + largest / 2) / largest)
    }
}
