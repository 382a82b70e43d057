/// Makes text safe to show: nothing in it can move the cursor, change colours or turn the writing direction.
///
/// Names and notes come from public web forms, so this stands between every text and every screen, table and title.
package enum CleanText {
    /// The text as one line.
    ///
    /// Line ends and tabs become blanks, other control characters a visible sign (`␛` for ESC), bidirectional and other
    /// format characters go away, and what this system cannot draw becomes U+FFFD. At most ``maximumMarks`` combining
    /// marks stay on a character.
    package static func clean(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        var cleaned = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            switch scalar.kind {
            case .mark:
                marks += 1
                if marks <= maximumMarks { cleaned.append(scalar) }
                continue
            case .joiner: cleaned.append(scalar)
            case .blank: cleaned.append(" ")
            case .control: cleaned.append(scalar.controlPicture)
            case .invisible: continue
            case .unknown: cleaned.append("\u{FFFD}")
            case .printable: cleaned.append(scalar)
            }
            marks = 0
        }
        return String(cleaned)
    }

    /// Enough for every living script; more is decoration meant to spill over other lines.
    package static let maximumMarks = 3
}

extension Unicode.Scalar {
    enum Kind {
        case printable, mark, joiner, blank, control, invisible, unknown
    }

    var kind: Kind {
        switch properties.generalCategory {
        case .control: ["\n", "\r", "\t"].contains(self) ? .blank : .control
        case .lineSeparator, .paragraphSeparator, .spaceSeparator: .blank
        case .nonspacingMark, .enclosingMark: isVariationSelector ? .joiner : .mark
        case .format: self == "\u{200D}" ? .joiner : .invisible
        case .surrogate, .unassigned: .unknown
        default: isMedialJamo ? .mark : isNewerThanSystem ? .unknown : .printable
        }
    }

    /// VS15 and VS16 choose between text and picture; they are dropped where cells are made.
    private var isVariationSelector: Bool { (0xFE00...0xFE0F).contains(value) }

    /// Vowels and finals of a Hangul syllable that is written in pieces; they take no cell of their own.
    private var isMedialJamo: Bool { (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) }

    /// Characters that came after Unicode 15.0 are unknown to glibc 2.36, and ncurses draws nothing for them.
    private var isNewerThanSystem: Bool {
        guard let age = properties.age else { return true }
        return age.major > 15 || (age.major == 15 && age.minor > 0)
    }

    /// U+2400…U+2421 for the C0 controls and DEL; U+FFFD for C1, which has no pictures.
    var controlPicture: Unicode.Scalar {
        switch value {
        case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        default: "\u{FFFD}"
        }
    }
}
