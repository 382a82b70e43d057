import Terminal

/// Rewrites what ncurses sends so that it takes fewer bytes and has exact colours.
///
/// ncurses resets the pen and sets foreground and background anew for every change, and often again after a move of the
/// cursor. Here changes of the pen wait until something is drawn, and then only the difference is sent. Everything else
/// passes through.
struct FrameEncoder: Sendable {
    /// What stands for exact colours; `nil` where the terminal has none, or ncurses sends them itself.
    var slots: ColorSlots?
    /// How the terminal draws; `nil` when that is not known.
    private var shown: Pen?
    private var wanted = Pen.normal
    /// Whether a sequence was passed on that is not understood: then so are all others, up to one that resets the pen.
    private var isOpaque = false
    /// Whether the terminal's character set is known to be the ordinary one.
    private var hasPlainSet = false
    private var output: [UInt8] = []
    /// Sequences that were needed before, as the same few pens follow each other all the time.
    private var changes: [PenChange: [UInt8]] = [:]

    private struct PenChange: Hashable {
        let from: Pen?
        let to: Pen
    }

    private let endsAttributesSingly: Bool

    /// - Parameters:
    ///   - slots: what stands for exact colours.
    ///   - endsAttributesSingly: whether the terminal knows SGR 22 to 27, as all with colours do.
    init(slots: ColorSlots?, endsAttributesSingly: Bool) {
        self.slots = slots
        self.endsAttributesSingly = endsAttributesSingly
    }

    /// Forgets how the terminal draws, after others have used it.
    mutating func forget() {
        shown = nil
        wanted = .normal
        isOpaque = false
        hasPlainSet = false
    }

    /// One frame of ncurses, from one `doupdate`.
    mutating func encode(_ bytes: [UInt8]) -> [UInt8] {
        output = []
        output.reserveCapacity(bytes.count)
        var rest = Rest(bytes)
        while let byte = rest.first {
            switch byte {
            case 0x1B: takeEscape(&rest)
            case 0x08, 0x0D: pass(1, of: &rest)
            case 0x0F where hasPlainSet: rest.drop(1)
            default: drawText(&rest)
            }
        }
        // The shell of a process that is killed should not write in the colour of a lead.
        movePen(to: wanted)
        return output
    }

    /// What is left of a frame.
    private struct Rest {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var first: UInt8? { self[0] }

        subscript(offset: Int) -> UInt8? {
            position + offset < bytes.count ? bytes[position + offset] : nil
        }

        mutating func drop(_ count: Int) { position = min(bytes.count, position + count) }

        func prefix(_ count: Int) -> ArraySlice<UInt8> { bytes[position..<min(bytes.count, position + count)] }

        /// How many bytes from an offset on are of a kind.
        func count(from offset: Int = 0, where isOfKind: (UInt8) -> Bool) -> Int {
            var end = position + offset
            while end < bytes.count, isOfKind(bytes[end]) { end += 1 }
            return max(0, end - position - offset)
        }
    }

    private mutating func takeEscape(_ rest: inout Rest) {
        switch rest[1] {
        case UInt8(ascii: "["): takeControl(&rest)
        case UInt8(ascii: "("):
            let isPlain = rest[2] == UInt8(ascii: "B")
            if isPlain, hasPlainSet { rest.drop(3) } else { pass(3, of: &rest) }
            hasPlainSet = isPlain
        default: draw(2, of: &rest)
        }
    }

    private mutating func takeControl(_ rest: inout Rest) {
        let length = rest.count(from: 2) { (0x20...0x3F).contains($0) } + 3
        switch rest[length - 1] ?? 0 {
        case UInt8(ascii: "m"):
            takePen(rest.prefix(length - 1).dropFirst(2), length: length, &rest)
        // These only move the cursor or show it, and do not depend on the pen.
        case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "d"),
            UInt8(ascii: "f"):
            pass(length, of: &rest)
        case UInt8(ascii: "h") where rest[2] == UInt8(ascii: "?"), UInt8(ascii: "l") where rest[2] == UInt8(ascii: "?"):
            pass(length, of: &rest)
        // Erasing takes the ground of the pen and nothing else.
        case UInt8(ascii: "J"), UInt8(ascii: "K"), UInt8(ascii: "X"):
            movePen(to: shown.map(wanted.forBlanks) ?? wanted)
            pass(length, of: &rest)
        default: draw(length, of: &rest)
        }
    }

    private mutating func takePen(_ parameters: ArraySlice<UInt8>, length: Int, _ rest: inout Rest) {
        if isOpaque, parameters.isEmpty || parameters.elementsEqual("0".utf8) { forget() }
        if !isOpaque, let pen = wanted.applying(parameters, slots: slots) {
            wanted = pen
            rest.drop(length)
        } else {
            draw(length, of: &rest)
            isOpaque = true
        }
    }

    private mutating func drawText(_ rest: inout Rest) {
        let blanks = rest.count { $0 == 0x20 }
        if blanks > 0 {
            movePen(to: shown.map(wanted.forBlanks) ?? wanted)
            pass(blanks, of: &rest)
        } else {
            draw(max(1, rest.count { $0 > 0x20 }), of: &rest)
        }
    }

    private mutating func draw(_ count: Int, of rest: inout Rest) {
        // Shift out: another character set.
        if rest.first == 0x0E { hasPlainSet = false }
        movePen(to: wanted)
        pass(count, of: &rest)
    }

    private mutating func pass(_ count: Int, of rest: inout Rest) {
        output += rest.prefix(count)
        rest.drop(count)
    }

    private mutating func movePen(to pen: Pen) {
        guard !isOpaque, pen != shown else { return }
        output += sequence(to: pen)
        shown = pen
    }

    private mutating func sequence(to pen: Pen) -> [UInt8] {
        let change = PenChange(from: shown, to: pen)
        if let known = changes[change] { return known }
        if changes.count >= Self.mostChanges { changes = [:] }
        let sequence = pen.sequence(from: shown, endsSingly: endsAttributesSingly)
        changes[change] = sequence
        return sequence
    }

    /// Far more than a theme has.
    private static let mostChanges = 2_048
}
