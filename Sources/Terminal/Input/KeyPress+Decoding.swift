extension KeyPress {
    /// A key that is one byte: a printable character, a control or Backspace; ESC begins sequences and is none.
    init?(byte: UInt8) {
        switch byte {
        case 0x00: self.init(.character(" "), modifiers: .control)
        case 0x08, 0x7F: self.init(.backspace)
        case 0x09: self.init(.tab)
        case 0x0D: self.init(.enter)
        case 0x01...0x1A: self.init(.character(Character(Unicode.Scalar(byte + 0x60))), modifiers: .control)
        case 0x1C...0x1F: self.init(.character(Character(Unicode.Scalar(byte + 0x40))), modifiers: .control)
        case 0x20...0x7E: self.init(.character(Character(Unicode.Scalar(byte))))
        default: return nil
        }
    }

    /// A key after SS3: arrows and the like in application mode, F1 to F4, the keypad.
    init?(singleShift byte: UInt8) {
        switch byte {
        case UInt8(ascii: "M"): self.init(.enter)
        case UInt8(ascii: "I"): self.init(.tab)
        case UInt8(ascii: "X"): self.init(.character("="))
        // The keypad's characters in the order of ASCII, from `*` to `9`.
        case UInt8(ascii: "j")...UInt8(ascii: "y"): self.init(.character(Character(Unicode.Scalar(byte - 0x40))))
        default:
            guard let key = Key(controlFinal: byte) else { return nil }
            self.init(key)
        }
    }

    /// A key by its code point, as in `CSI u` and `modifyOtherKeys`.
    init?(code: Int, modifiers: Modifiers) {
        switch code {
        case 8, 127: self.init(.backspace, modifiers: modifiers)
        case 9: self.init(.tab, modifiers: modifiers)
        case 13: self.init(.enter, modifiers: modifiers)
        case 27: self.init(.escape, modifiers: modifiers)
        default:
            // Private use stands for keys without a character, such as Caps Lock.
            guard (0x20...0x7E).contains(code) || (0xA0..<0xE000).contains(code) || (0xF900...0x10FFFF).contains(code),
                let scalar = Unicode.Scalar(UInt32(code))
            else { return nil }
            let text = String(Character(scalar))
            let isShifted = modifiers.contains(.shift) && !modifiers.contains(.control)
            let cased = isShifted ? text.uppercased() : modifiers.contains(.control) ? text.lowercased() : text
            self.init(
                .character(cased.count == 1 ? Character(cased) : Character(scalar)),
                modifiers: modifiers.subtracting(.shift)
            )
        }
    }
}

extension KeyPress.Modifiers {
    /// The parameter of xterm's keys: one more than the sum of Shift 1, Alt 2 and Control 4; further bits are ignored.
    init(parameter: Int) { self.init(rawValue: UInt8(max(0, parameter - 1) & 0b111)) }
}

extension Key {
    /// The key of `CSI 1 ; modifiers` and this final byte.
    init?(controlFinal byte: UInt8) {
        switch byte {
        case UInt8(ascii: "A"): self = .up
        case UInt8(ascii: "B"): self = .down
        case UInt8(ascii: "C"): self = .right
        case UInt8(ascii: "D"): self = .left
        case UInt8(ascii: "F"): self = .end
        case UInt8(ascii: "H"): self = .home
        case UInt8(ascii: "P")...UInt8(ascii: "S"): self = .function(Int(byte) - 0x4F)
        default: return nil
        }
    }

    /// The key of `CSI` number `~`.
    init?(number: Int) {
        switch number {
        case 1, 7: self = .home
        case 2: self = .insert
        case 3: self = .delete
        case 4, 8: self = .end
        case 5: self = .pageUp
        case 6: self = .pageDown
        // The numbers leave gaps where the VT220 keyboard had them.
        case 11...15: self = .function(number - 10)
        case 17...21: self = .function(number - 11)
        case 23...26: self = .function(number - 12)
        case 28, 29: self = .function(number - 13)
        case 31...34: self = .function(number - 14)
        default: return nil
        }
    }
}
