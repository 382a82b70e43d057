// What terminals send for keys, after xterm's "ctlseqs", the Linux console and rxvt.

extension Key {
    /// A key by the final byte of `CSI A` or `CSI 1 ; modifiers A`.
    init?(cursor final: UInt8) {
        switch Unicode.Scalar(final) {
        case "A": self = .up
        case "B": self = .down
        case "C": self = .right
        case "D": self = .left
        case "F": self = .end
        case "H": self = .home
        case "P"..."S": self = .function(Int(final - UInt8(ascii: "P")) + 1)
        default: return nil
        }
    }

    /// A key by the number before the tilde in `CSI 5 ~`.
    init?(editing number: Int) {
        switch number {
        case 1, 7: self = .home
        case 2: self = .insert
        case 3: self = .delete
        case 4, 8: self = .end
        case 5: self = .pageUp
        case 6: self = .pageDown
        // The numbers skip one after F5, F10 and F14, as the keys of a VT220 were set apart there.
        case 11...15: self = .function(number - 10)
        case 17...21: self = .function(number - 11)
        case 23...26: self = .function(number - 12)
        case 28, 29: self = .function(number - 13)
        case 31...34: self = .function(number - 14)
        default: return nil
        }
    }

    /// A key by the byte after `ESC O`: cursor and function keys, and the numeric keypad in its application mode.
    init?(singleShift byte: UInt8) {
        switch Unicode.Scalar(byte) {
        case "M": self = .enter
        case "X": self = .character("=")
        case "j"..."y": self = .character(Character(Unicode.Scalar(byte - 0x40)))
        default: self.init(cursor: byte)
        }
    }

    /// F1 to F5 of the Linux console: the final byte of `ESC [ [ A`.
    init?(consoleFunction final: UInt8) {
        guard case UInt8(ascii: "A")...UInt8(ascii: "E") = final else { return nil }
        self = .function(Int(final - UInt8(ascii: "A")) + 1)
    }
}

extension KeyPress {
    /// The key that sends a scalar by itself; `nil` for the C1 controls, which no key sends.
    init?(scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x00: self.init(.character(" "), modifiers: .control)
        // Terminals disagree about which of the two Backspace sends.
        case 0x08, 0x7F: self.init(.backspace)
        case 0x09: self.init(.tab)
        case 0x0D: self.init(.enter)
        case 0x1B: self.init(.escape)
        case 0x01...0x1A:
            self.init(.character(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60))), modifiers: .control)
        case 0x1C...0x1F:
            self.init(.character(Character(Unicode.Scalar(UInt8(scalar.value) + 0x40))), modifiers: .control)
        case 0x80...0x9F: return nil
        default: self.init(.character(Character(scalar)))
        }
    }
}

extension KeyPress.Modifiers {
    /// The modifier parameter of a sequence: one more than a sum of 1 Shift, 2 Alt, 4 Control, 8 Meta.
    init(parameter: Int?) {
        guard let parameter, (2...16).contains(parameter) else {
            self = []
            return
        }
        let bits = parameter - 1
        self = []
        if bits & 1 != 0 { insert(.shift) }
        if bits & (2 | 8) != 0 { insert(.alt) }
        if bits & 4 != 0 { insert(.control) }
    }
}
