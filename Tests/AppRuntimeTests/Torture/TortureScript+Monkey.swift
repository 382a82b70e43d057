import Commands
import Leads
import Terminal
import TestSupport

extension TortureScript {
    /// Any keys and pasted garbage, with a verb now and then so that something is written.
    ///
    /// `q` and Ctrl-C are left out, as they end a run, or what waits, wherever they come.
    static func monkey(seed: UInt64, keys: Int) -> TortureScript {
        var monkey = Monkey(generator: SeededGenerator(seed: seed))
        var script = TortureScript(seed: seed)
        script.fill(keys) { monkey.segment() }
        return script
    }
}

private struct Monkey {
    var generator: SeededGenerator

    mutating func segment() -> TortureScript.Segment {
        let count = Int.random(in: 5...60, using: &generator)
        var strokes: [TortureScript.Stroke] = []
        while strokes.count < count { strokes += next() }
        return TortureScript.Segment(strokes: strokes, rest: rest())
    }

    private mutating func next() -> [TortureScript.Stroke] {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<3: [.paste(pick(Self.pastes))]
        case 3: [.paste(garbage())]
        case 4..<22: keys(pick(Self.words))
        case 22..<30: keys("<Esc>")
        default: [.key(pick(Self.presses))]
        }
    }

    /// What a clipboard may hold: any characters, controls and marks of direction among them.
    private mutating func garbage() -> String {
        let scalars = (0..<Int.random(in: 1...200, using: &generator)).compactMap { _ -> UnicodeScalar? in
            let limit = pick([0x7F, 0x7F, 0x2FF, 0xFFFF, 0x10_FFFF] as [UInt32])
            return UnicodeScalar(UInt32.random(in: 0...limit, using: &generator))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private mutating func rest() -> TortureScript.Rest {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<30: return .nothing
        case 30..<50: return .reading
        case 50..<70: return .time(seconds: pick([1, 9, 61]))
        case 70..<90:
            let width = Int.random(in: 1...160, using: &generator)
            return .resize(width: width, height: Int.random(in: 1...60, using: &generator))
        default:
            let lead = Lead.ID(Int64.random(in: 1...TortureScript.leadCount, using: &generator))
            return .colleague(lead, pick([.stage("Contacted"), .tag("cold"), .untag("hot"), .take, .remove]))
        }
    }

    private static let words = [
        "sc", "sn", "aa", "ab", "th<Enter>", "tvip<Enter>", "t<C-x>", "cn<Enter>", "mnote<Enter>", "u", "uU", "j", "k",
        "Xr<Enter>", "y", "f1", "ba", "gf", "gt", "e", ".", "wx", "wr", "NZoe<Enter>", "/ad<Enter>", "\\", "1", "2",
        "3", ":sort name<Enter>",
        ":tag x<Enter>", ":trash why<Enter>", ":9<Enter>", "y", "n",
    ]
    private static let pastes = [
        "one\ntwo", "\u{1B}[A", "yyy", "e\u{301}👩‍👧", "", "sc\nsn\n", "\t=1+1\u{202E}", "\u{0}\r\n",
        String(repeating: "x", count: 300), ":trash all\n", "Xsold\ny",
    ]
    private static let presses: [KeyPress] = {
        let letters = (32..<127).compactMap { UnicodeScalar($0) }.map(Character.init).filter { !"qQ".contains($0) }
        let named =
            "<Enter><Esc><Tab><S-Tab><Backspace><Delete><Insert><Up><Down><Left><Right><Home><End><PgUp><PgDn><F1><F5>"
        let controls = "<C-a><C-d><C-e><C-j><C-k><C-l><C-n><C-p><C-u><C-w><C-x><C-z><A-x><A-Enter>"
        let wide = ["李", "é", "\u{301}", "👩‍👧", "🇸"].map { KeyPress(.character(Character($0))) }
        return letters.map { KeyPress(.character($0)) } + (KeyNotation.parse(named + controls) ?? []) + wide
    }()

    private func keys(_ notation: String) -> [TortureScript.Stroke] {
        (KeyNotation.parse(notation) ?? []).map(TortureScript.Stroke.key)
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }
}
