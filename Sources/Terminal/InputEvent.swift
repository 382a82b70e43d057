/// What a terminal, or the system, tells the loop.
package enum InputEvent: Hashable, Sendable {
    case key(KeyPress)
    /// Text that was pasted. Never a command.
    case paste(String)
    /// Keys that came at once and may be a paste: only the person can tell.
    case burst([KeyPress])
    case mouse(MouseEvent)
    case resize(Size)
    case signal(Signal)
    /// Somebody posted to the mailbox.
    case wake
    /// The terminal is gone.
    case endOfInput

    package enum Signal: Hashable, Sendable {
        case interrupt, terminate, hangup, suspend
    }
}

/// A key with its modifiers.
package struct KeyPress: Hashable, Sendable {
    package var key: Key
    package var modifiers: Modifiers

    package init(_ key: Key, modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }

    package struct Modifiers: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Only with keys that have no shifted character of their own, such as arrows and Tab.
        package static let shift = Modifiers(rawValue: 1)
        package static let alt = Modifiers(rawValue: 2)
        package static let control = Modifiers(rawValue: 4)
    }
}

package enum Key: Hashable, Sendable {
    /// A typed character; with ``KeyPress/Modifiers/control`` the lowercase letter.
    case character(Character)
    case enter, escape, tab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
}

package struct MouseEvent: Hashable, Sendable {
    package var kind: Kind
    package var position: Point

    package init(_ kind: Kind, at position: Point) {
        self.kind = kind
        self.position = position
    }

    package enum Kind: Hashable, Sendable {
        case press, release, scrollUp, scrollDown
    }
}
