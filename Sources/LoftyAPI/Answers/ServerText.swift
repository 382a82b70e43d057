/// Makes text of a server fit for a message: one line, no control characters, bounded.
enum ServerText {
    /// In characters.
    static let limit = 500

    /// `nil` when nothing is left.
    static func clean(_ text: String, hiding credential: Credential) -> String? {
        // Before cutting: half a credential would no longer be found.
        let redacted = credential.redact(text)
        let scalars = redacted.unicodeScalars.map { isUnsafe($0) ? " " : $0 }
        let words = String(String.UnicodeScalarView(scalars)).split(separator: " ")
        return words.isEmpty ? nil : String(words.joined(separator: " ").prefix(limit))
    }

    /// Controls, and the marks that turn the direction of text around.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: false
        }
    }
}
