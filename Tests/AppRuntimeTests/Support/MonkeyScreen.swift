import Terminal
import Testing

/// A terminal that forgets its frames, so that thousands of them cost nothing, and shouts when one does not fit.
@MainActor final class MonkeyScreen: TerminalDevice {
    var size = Size(width: 120, height: 40)
    private(set) var frame: Frame?

    var text: String { (frame?.lines ?? []).joined(separator: "\n") }

    func present(_ frame: Frame) throws(TerminalError) {
        if frame.size != size { Issue.record("A frame of \(frame.size) on a terminal of \(size)") }
        if let cursor = frame.cursor, !(0..<size.width).contains(cursor.x) || !(0..<size.height).contains(cursor.y) {
            Issue.record("A cursor at \(cursor) on a terminal of \(size)")
        }
        self.frame = frame
    }

    func redraw() {}

    func copy(_ text: String) throws(TerminalError) {}

    func bell() {}

    func suspend() throws(TerminalError) {}

    func close() {}
}
