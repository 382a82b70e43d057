import Leads

/// Lines of the timeline's entries, which are asked for three times in a frame: to scroll, to see what fits, to draw.
struct TimelineMemory {
    private var source: TimelineText.Source?
    private(set) var lines: [Int: [[Canvas.Piece]]] = [:]

    private var headed: (heading: TimelinePane.Heading, lines: [[Canvas.Piece]])?

    /// The lines of a heading, which is most often that of the frame before.
    mutating func heading(_ heading: TimelinePane.Heading) -> [[Canvas.Piece]] {
        if let headed, headed.heading == heading { return headed.lines }
        let lines = heading.lines
        headed = (heading, lines)
        return lines
    }

    /// Begins a frame.
    mutating func begin(_ text: TimelineText) {
        let source = text.source
        guard source != self.source else { return }
        self.source = source
        lines = [:]
    }

    /// The lines of an entry of the text that the frame was begun with.
    mutating func lines(_ index: Int, of text: TimelineText) -> [[Canvas.Piece]] {
        if let known = lines[index] { return known }
        let made = text.lines(index)
        lines[index] = made
        return made
    }
}
