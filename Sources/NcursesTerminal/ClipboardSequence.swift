import FoundationEssentials

/// The bytes that hand text to the clipboard of the person's own machine (OSC 52 of xterm's "ctlseqs").
enum ClipboardSequence {
    /// Longest text in bytes of UTF-8.
    ///
    /// Terminals read up to 100,000 bytes of a sequence; less the eight around the text, that holds 74,994 bytes in
    /// base64. What is longer would be dropped without a word.
    static let limitInBytes = 74_994

    /// The sequence, or `nil` when the text is too long.
    ///
    /// tmux swallows what it does not pass on: with `set-clipboard on` it takes the plain sequence, with
    /// `allow-passthrough on` it hands the wrapped one to the terminal around it. It does not say which, so that it gets
    /// both.
    static func bytes(for text: String, isInTmux: Bool) -> [UInt8]? {
        guard text.utf8.count <= limitInBytes else { return nil }
        let plain = "\u{1B}]52;c;" + Data(text.utf8).base64EncodedString() + "\u{7}"
        guard isInTmux else { return Array(plain.utf8) }
        let wrapped = "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\"
        return Array((plain + wrapped).utf8)
    }
}
