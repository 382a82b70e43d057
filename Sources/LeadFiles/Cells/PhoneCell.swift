import Leads

/// Phone numbers as people, web forms and Excel leave them in a cell.
enum PhoneCell {
    /// Numbers as their digits, with the `+` they had, and ` x12` for an extension.
    static func read(_ cell: String) -> CellReading {
        var reading = CellReading()
        let text = CellText.compact(cell)
        // Before it is parted: both hold marks that else stand between two numbers.
        if CellText.isPlaceholder(text) {
            reading.problems.append(.placeholder(text))
            return reading
        }
        if isShortened(text.lowercased()) {
            reading.problems.append(.shortenedNumber(text))
            return reading
        }
        for piece in pieces(of: withoutThousands(text)) {
            if CellText.isPlaceholder(piece) {
                reading.problems.append(.placeholder(piece))
                continue
            }
            do throws(CellProblem) {
                reading.add(try number(piece))
            } catch {
                reading.problems.append(error)
            }
        }
        return reading
    }

    // MARK: Parting

    /// `5,125,550,101`: a spreadsheet took the number for a sum.
    private static func withoutThousands(_ text: String) -> String {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard (3...5).contains(groups.count), groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }),
            groups.allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) })
        else { return text }
        return groups.joined()
    }

    /// An extension may hang on a comma or semicolon, which else parts two numbers.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var parted = text
        for word in [" or ", " OR ", " Or ", " and ", " AND ", " And ", " & "] {
            parted = parted.replacing(word, with: ";")
        }
        for piece in parted.split(whereSeparator: { $0.isNewline || ";,|/".contains($0) }) {
            let piece = CellText.trimmed(String(piece))
            if let last = pieces.last, isExtension(piece) {
                pieces[pieces.count - 1] = "\(last) \(piece)"
            } else if !piece.isEmpty {
                pieces.append(piece)
            }
        }
        return pieces
    }

    private static let extensionWords = ["extension", "ext.", "ext", "x.", "x", "#"]

    private static func isExtension(_ piece: String) -> Bool {
        extensionNumber(piece.lowercased()[...]) != nil
    }

    /// The digits of a text that is an extension and nothing else.
    private static func extensionNumber(_ text: Substring) -> String? {
        guard let word = extensionWords.first(where: { text.hasPrefix($0) }) else { return nil }
        let digits = text.dropFirst(word.count).drop { " .:=#".contains($0) }
        return !digits.isEmpty && digits.utf8.allSatisfy(isDigit) ? String(digits) : nil
    }

    // MARK: Reading

    private static func number(_ piece: String) throws(CellProblem) -> String {
        var text = withoutLabels(piece)
        if isShortened(text) { throw .shortenedNumber(piece) }
        if let whole = wholePart(text) { text = whole }
        let (main, line) = splittingExtension(text)
        guard main.unicodeScalars.allSatisfy({ isPunctuation($0) || isDigit($0) }) else { throw .notAPhone(piece) }
        let digits = String(main.filter { $0.isASCII && $0.isNumber })
        if isMadeUp(digits) || isDate(main) { throw .notAPhone(piece) }
        guard !digits.isEmpty else { throw .notAPhone(piece) }
        guard digits.utf8.count >= 7 else { throw .phoneTooShort(piece) }
        let number = (main.hasPrefix("+") || main.hasPrefix("(+") ? "+" : "") + digits + (line.map { " x\($0)" } ?? "")
        guard digits.utf8.count <= 15, LeadLimits.length(of: number) <= LeadLimits.phone else {
            throw .phoneTooLong(piece)
        }
        return number
    }

    /// Facebook's `p:`, a web page's `tel:`, the mark that Excel puts before text, and words such as "cell".
    private static func withoutLabels(_ piece: String) -> String {
        var text = piece.lowercased()[...]
        if text.hasPrefix("'") { text = text.dropFirst() }
        // A formula of a number, as a spreadsheet makes of a + at the beginning.
        if text.hasPrefix("=") { text = text.dropFirst() }
        // Most numbers have no word around them.
        if text.unicodeScalars.allSatisfy({ isPunctuation($0) || isDigit($0) }) { return String(text) }
        let words = String(text).replacing(":", with: ": ").split(separator: " ")
        let others = words.filter { word in
            !labels.contains(word.filter(\.isLetter)) || !word.allSatisfy { $0.isLetter || "().:[]-".contains($0) }
        }
        return (others.isEmpty ? words : others).joined(separator: " ")
    }

    /// The single letters are of mobile, cell, home, work and office, and the one that Facebook sets before a number.
    private static let labels: Set<String> = [
        "phone", "cell", "mobile", "home", "work", "office", "main", "direct", "tel", "callto", "sms", "p", "c", "m",
        "h", "w", "o", "t",
    ]

    /// `5.12555E+09`.
    private static func isShortened(_ text: String) -> Bool {
        let parts = text.split(separator: "e", omittingEmptySubsequences: false)
        guard parts.count == 2, let mantissa = parts.first, let exponent = parts.last else { return false }
        return !mantissa.isEmpty && mantissa.utf8.allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x2C }
            && (exponent.hasPrefix("+") || exponent.utf8.first.map(isDigit) == true)
            && Int(exponent) != nil
    }

    /// `5125550101.0`, as tables that keep numbers write it.
    private static func wholePart(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let whole = parts.first, let fraction = parts.last else { return nil }
        let isWhole = whole.utf8.count >= 7 && whole.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "+") }
        return isWhole && !fraction.isEmpty && fraction.allSatisfy { $0 == "0" } ? String(whole) : nil
    }

    private static func splittingExtension(_ text: String) -> (main: String, line: String?) {
        for index in text.indices where text[index] == "e" || text[index] == "x" || text[index] == "#" {
            guard let line = extensionNumber(text[index...]) else { continue }
            return (CellText.trimmed(String(text[..<index])), line)
        }
        return (text, nil)
    }

    /// What people type when a form wants a number: one digit over and over, or a run of them.
    private static func isMadeUp(_ digits: String) -> Bool {
        guard (7...15).contains(digits.utf8.count) else { return false }
        return Set(digits.utf8).count == 1 || "12345678901234567890".hasPrefix(digits)
            || "0123456789".hasPrefix(digits) || "9876543210".hasPrefix(digits)
    }

    /// `2026-11-30` under a heading of numbers.
    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(whereSeparator: { $0 == "-" || $0 == "." }).map { Int($0) ?? 0 }
        guard text.utf8.count <= 10, parts.count == 3 else { return false }
        let isYear = { (number: Int) in (1900...2100).contains(number) }
        let isRest = { (numbers: ArraySlice<Int>) in numbers.allSatisfy { (1...31).contains($0) } }
        return isYear(parts[0]) && isRest(parts[1...]) || isYear(parts[2]) && isRest(parts[..<2])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "+", "(", ")", ".", "-", "*", "\t": true
        // Hyphens and dashes of typewriters, phones and word processors; the minus sign; the wide hyphen.
        case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{30FC}": true
        default: false
        }
    }
}
