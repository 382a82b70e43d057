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
        var rest = bytes[...]
        while let byte = rest.first {
            switch byte {
            case 0x1B: takeEscape(&rest)
            case 0x08, 0x0D: pass(1, of: &rest)
            case 0x0F where hasPlainSet: rest.removeFirst()
            default: drawText(&rest)
            }
        }
        // The shell of a process that is killed should not write in the colour of a lead.
        movePen(to: wanted)
        return output
    }

    private mutating func takeEscape(_ rest: inout ArraySlice<UInt8>) {
        switch rest.dropFirst().first {
        case UInt8(ascii: "["): takeControl(&rest)
        case UInt8(ascii: "("):
            let isPlain = rest.dropFirst(2).first == UInt8(ascii: "B")
            if isPlain, hasPlainSet { rest = rest.dropFirst(3) } else { pass(3, of: &rest) }
            hasPlainSet = isPlain
        default: draw(2, of: &rest)
        }
    }

    private mutating func takeControl(_ rest: inout ArraySlice<UInt8>) {
        let parameters = rest.dropFirst(2).prefix { (0x20...0x3F).contains($0) }
        let length = parameters.count + 3
        switch rest.dropFirst(length - 1).first ?? 0 {
        case UInt8(ascii: "m"):
            takePen(parameters, length: length, &rest)
        // These only move the cursor or show it, and do not depend on the pen.
        case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "d"),
            UInt8(ascii: "f"):
            pass(length, of: &rest)
        case UInt8(ascii: "h") where parameters.first == UInt8(ascii: "?"),
            UInt8(ascii: "l") where parameters.first == UInt8(ascii: "?"):
            pass(length, of: &rest)
        // Erasing takes the ground of the pen and nothing else.
        case UInt8(ascii: "J"), UInt8(ascii: "K"), UInt8(ascii: "X"):
            movePen(to: shown.map(wanted.forBlanks) ?? wanted)
            pass(length, of: &rest)
        default: draw(length, of: &rest)
        }
    }

    private mutating func takePen(_ parameters: ArraySlice<UInt8>, length: Int, _ rest: inout ArraySlice<UInt8>) {
        if isOpaque, parameters.isEmpty || parameters.elementsEqual("0".utf8) { forget() }
        if !isOpaque, let pen = wanted.applying(parameters, slots: slots) {
            wanted = pen
            rest = rest.dropFirst(length)
        } else {
            draw(length, of: &rest)
            isOpaque = true
        }
    }

    private mutating func drawText(_ rest: inout ArraySlice<UInt8>) {
        let blanks = rest.prefix { $0 == 0x20 }.count
        if blanks > 0 {
            movePen(to: shown.map(wanted.forBlanks) ?? wanted)
            pass(blanks, of: &rest)
        } else {
            let text = rest.prefix { $0 > 0x20 }.count
            draw(max(1, text), of: &rest)
        }
    }

    private mutating func draw(_ count: Int, of rest: inout ArraySlice<UInt8>) {
        // Shift out: another character set.
        if rest.first == 0x0E { hasPlainSet = false }
        movePen(to: wanted)
        pass(count, of: &rest)
    }

    private mutating func pass(_ count: Int, of rest: inout ArraySlice<UInt8>) {
        output += rest.prefix(count)
        rest = rest.dropFirst(count)
    }

    private mutating func movePen(to pen: Pen) {
        guard !isOpaque else { return }
        output += pen.sequence(from: shown, endsSingly: endsAttributesSingly)
        shown = pen
    }
}
