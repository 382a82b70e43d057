/// Makes text of any origin harmless on a terminal.
///
/// Lead text comes from public web forms. What remains after cleaning holds no scalar that moves the cursor, starts an
/// escape sequence or reorders the line, and no more than ``marksPerScalar`` marks piled on one letter. Emoji sequences
/// and the joiners that scripts need stay, so cleaned text may be stored and sent, not only shown.
package enum CleanText {
    /// Marks that one spacing scalar may carry; ncurses cells hold no more (`CCHARW_MAX` less the letter itself).
    package static let marksPerScalar = 4

    /// What becomes of line ends: LF, CR, CR LF, VT, FF, NEL and the two Unicode separators.
    package enum LineEnds: Hashable, Sendable {
        case becomeSpaces
        /// Each becomes one LF; for text that is wrapped or edited over several lines.
        case becomeNewlines
    }

    /// The text without what could steer a terminal.
    ///
    /// Tabs become one space. Other controls and noncharacters become U+FFFD, so that their presence shows; bidi
    /// controls, tags and other invisible format characters are dropped. Cleaning cleaned text changes nothing.
    package static func clean(_ text: String, lineEnds: LineEnds = .becomeSpaces) -> String {
        if PlainText.cells(of: text) != nil { return text }
        var cleaner = Cleaner(lineEnds: lineEnds)
        for scalar in text.unicodeScalars { cleaner.take(scalar) }
        return cleaner.text
    }
}

private struct Cleaner {
    var text: String { String(output) }
    private let lineEnds: CleanText.LineEnds
    private var output = String.UnicodeScalarView()
    private var marks = 0
    private var lastWasCarriageReturn = false
    private var hasLetter = false
    /// A joiner waits for what it joins; at the end of a word it is dropped.
    private var pendingJoiner: Unicode.Scalar?

    init(lineEnds: CleanText.LineEnds) { self.lineEnds = lineEnds }

    mutating func take(_ scalar: Unicode.Scalar) {
        defer { lastWasCarriageReturn = scalar == "\r" }
        switch ScalarRole(scalar) {
        case .lineEnd:
            if scalar == "\n", lastWasCarriageReturn { return }
            appendBreak(lineEnds == .becomeNewlines ? "\n" : " ")
        case .space: appendBreak(" ")
        case .unshowable: appendSpacing("\u{FFFD}")
        case .invisible: break
        case .joiner: if hasLetter { pendingJoiner = scalar }
        case .mark: appendMark(scalar)
        case .spacing: appendSpacing(scalar)
        }
    }

    private mutating func appendBreak(_ scalar: Unicode.Scalar) {
        pendingJoiner = nil
        output.append(scalar)
        hasLetter = false
        marks = 0
    }

    private mutating func appendSpacing(_ scalar: Unicode.Scalar) {
        flushJoiner()
        output.append(scalar)
        hasLetter = true
        marks = 0
    }

    private mutating func appendMark(_ scalar: Unicode.Scalar) {
        guard marks < CleanText.marksPerScalar else { return }
        flushJoiner()
        output.append(scalar)
        marks += 1
    }

    private mutating func flushJoiner() {
        if let pendingJoiner { output.append(pendingJoiner) }
        pendingJoiner = nil
    }
}
