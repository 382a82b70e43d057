import FoundationEssentials
import Terminal

/// OSC 52, which hands text to the clipboard of the machine that shows the terminal.
enum ClipboardSequence {
    /// xterm and its kin ignore sequences above 100,000 bytes; this is what base64 leaves of them.
    static let limitInBytes = 74_994

    /// - Throws: ``TerminalError/copyTooLong(limitInBytes:)``.
    static func bytes(copying text: String, insideTmux: Bool) throws(TerminalError) -> [UInt8] {
        let data = Data(text.utf8)
        guard data.count <= limitInBytes else { throw .copyTooLong(limitInBytes: limitInBytes) }
        let sequence = "\u{1B}]52;c;" + data.base64EncodedString() + "\u{7}"
        guard insideTmux else { return Array(sequence.utf8) }
        // tmux takes the plain form with `set-clipboard on` and hands the wrapped one on with `allow-passthrough on`;
        // it ignores the one it was not set up for, and both together copy the same text.
        let wrapped = "\u{1B}Ptmux;" + sequence.replacing("\u{1B}", with: "\u{1B}\u{1B}") + "\u{1B}\\"
        return Array((sequence + wrapped).utf8)
    }
}
