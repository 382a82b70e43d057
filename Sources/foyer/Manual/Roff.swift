/// Text of a man page, in the language of `man(7)`.
struct Roff {
    private(set) var text = ""

    /// Plain text, safe wherever it stands: nothing in it is taken for a request or an escape.
    static func escaped(_ words: String) -> String {
        var out = ""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\\": out += "\\e"
            // A minus sign that can be copied into a shell, not a hyphen.
            case "-": out += "\\-"
            case "'": out += "\\(aq"
            case "`": out += "\\(ga"
            case "^": out += "\\(ha"
            case "~": out += "\\(ti"
            case "\"": out += "\\(dq"
            case _ where scalar.isASCII: out.unicodeScalars.append(scalar)
            // One that is part of the letter before is written with it: man(7) knows no combining marks by themselves.
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                out += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
            }
        }
        return out.hasPrefix(".") ? "\\&" + out : out
    }

    mutating func title(_ name: String, date: String, version: String) {
        text += ".TH \(name.uppercased()) 1 \"\(date)\" \"Foyer \(version)\" \"User Commands\"\n"
        // No hyphenation, and a ragged margin: options must stay whole.
        text += ".nh\n.ad l\n"
    }

    mutating func section(_ name: String) { text += ".SH \"\(Self.escaped(name.uppercased()))\"\n" }

    mutating func subsection(_ name: String) { text += ".SS \"\(Self.escaped(name))\"\n" }

    /// One line, right behind what is above it.
    mutating func line(_ words: String) { text += Self.escaped(words) + "\n" }

    /// Paragraphs parted by empty lines; a line that begins with blanks stands as it is.
    mutating func paragraphs(_ words: String) {
        var isLiteral = false
        var isFirst = true
        for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
            let wantsLiteral = line.hasPrefix("  ") || (isLiteral && line.isEmpty)
            if wantsLiteral != isLiteral {
                text += wantsLiteral ? ".PP\n.nf\n.RS 4\n" : ".RE\n.fi\n"
                isLiteral = wantsLiteral
                isFirst = !wantsLiteral
            }
            if line.isEmpty {
                isFirst = true
                continue
            }
            if isFirst, !isLiteral { text += ".PP\n" }
            isFirst = false
            text += Self.escaped(isLiteral ? String(line.dropFirst(2)) : String(line)) + "\n"
        }
        if isLiteral { text += ".RE\n.fi\n" }
    }

    /// A term and what it means.
    mutating func entry(_ term: [String], _ words: String) {
        text += ".TP\n" + term.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ") + "\n"
        text += Self.escaped(words.isEmpty ? " " : words).split(separator: "\n").joined(separator: "\n.br\n") + "\n"
    }

    /// A term whose parts have looks of their own: `true` is bold, `false` is a placeholder.
    mutating func entry(_ term: [(text: String, isBold: Bool)], _ words: String) {
        text += ".TP\n"
        text += term.map { $0.isBold ? "\\fB\(Self.escaped($0.text))\\fR" : "\\fI\(Self.escaped($0.text))\\fR" }
            .joined()
        text += "\n" + Self.escaped(words) + "\n"
    }

    /// Commands as they are typed, and what they do.
    mutating func example(_ line: String, _ words: String) {
        text += ".PP\n" + Self.escaped(words) + "\n.PP\n.nf\n.RS 4\n" + Self.escaped(line) + "\n.RE\n.fi\n"
    }

    mutating func usage(_ parts: [(text: String, isBold: Bool)]) {
        text += ".PP\n"
        text += parts.map { $0.isBold ? "\\fB\(Self.escaped($0.text))\\fR" : "\\fI\(Self.escaped($0.text))\\fR" }
            .joined(separator: " ")
        text += "\n"
    }
}
