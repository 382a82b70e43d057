/// What the cells of a row say apart from numbers and addresses.
struct CellWords {
    private let cells: [LeadColumn: [String]]

    init(_ cells: [LeadColumn: [String]]) { self.cells = cells }

    /// Of several columns of one kind the first that is not empty.
    func text(_ column: LeadColumn) -> String? {
        guard let cell = cells[column]?.first else { return nil }
        let text = ImportCell.plain(cell)
        return text.isEmpty || text.hasPrefix("#") && ImportCell.isPlaceholder(text) ? nil : text
    }

    // MARK: Who

    /// A last name alone becomes the first, which the API requires; what stands for want of a name is left out.
    func name() throws(SandboxError) -> (name: ImportName, leftOut: [String]) {
        var leftOut: [String] = []
        var halves = [text(.firstName) ?? "", text(.lastName) ?? ""]
        for place in halves.indices where !halves[place].isEmpty && !ImportName.isName(halves[place]) {
            // Jennifer Null is a person.
            if place == 1, !halves[0].isEmpty, ImportName.isWritten(halves[1]) { continue }
            leftOut.append(halves[place])
            halves[place] = ""
        }
        var name = ImportName(halves[0], halves[1])
        let full = text(.fullName).flatMap { ImportName.isName($0) ? $0 : nil } ?? ""
        let one = halves[0] + halves[1]
        if one.isEmpty || halves.contains("") && !full.isEmpty && ImportName(full, "").contains(one) {
            name = ImportName(parting: full)
        } else if halves.contains("") {
            // Beside one half “Name” is the other, and a last name alone is the first.
            let parts = (halves[0].isEmpty ? [full, one] : [one, full]).filter { !$0.isEmpty }
            name = ImportName(parts[0], parts.dropFirst().first ?? "")
        }
        if name.first.isEmpty { throw .invalidParameter("firstName is required") }
        for part in [name.first, name.last] where part.utf16.count > LeadWrite.longestName {
            throw .invalidParameter("a name has at most \(LeadWrite.longestName) characters: \(part.cut(to: 60))")
        }
        return (name, leftOut)
    }

    /// Other programs' ids have letters; digits in the notation of a spreadsheet are lost.
    func id() throws(SandboxError) -> Int64? {
        guard let text = text(.leadID) else { return nil }
        let digits = String(ImportCell.bare(text).drop { $0 == "'" })
        if let id = Int64(digits), id > 0 { return id }
        guard digits.contains(where: \.isNumber), Double(digits) != nil else { return nil }
        throw .invalidParameter("\(text.cut(to: 60)) is no lead id")
    }

    // MARK: What

    /// As the team spells it: `contacted `, `new-lead` and `New Leads` are what people and programs write.
    func stage(of stages: [String]) throws(SandboxError) -> (stage: String?, leftOut: [String]) {
        guard let words = text(.stage) else { return (nil, []) }
        if ImportCell.isPlaceholder(words) { return (nil, [words]) }
        let exact = stages.first { $0.lowercased() == words.lowercased() }
        let alike = stages.filter { Self.letters($0) == Self.letters(words) && !Self.letters(words).isEmpty }
        guard let stage = exact ?? (alike.count == 1 ? alike.first : nil) else {
            throw .invalidParameter("no such stage: \(words.cut(to: 60))")
        }
        return (stage, [])
    }

    private static func letters(_ words: String) -> String {
        let letters = words.lowercased().filter { $0.isLetter || $0.isNumber }
        return letters.hasSuffix("leads") ? String(letters.dropLast()) : letters
    }

    private func list(_ column: LeadColumn) -> [String] {
        var words: [String] = []
        for word in (cells[column] ?? []).flatMap(ImportCell.list)
        where !words.contains(where: { $0.lowercased() == word.lowercased() }) {
            words.append(word)
        }
        return words
    }

    func tags() throws(SandboxError) -> [String] {
        let tags = list(.tags)
        if let long = tags.first(where: { $0.utf16.count > TagEdit.longestName }) {
            throw .invalidParameter("a tag has at most \(TagEdit.longestName) characters: \(long.cut(to: 60))")
        }
        return tags
    }

    func types() throws(SandboxError) -> [Int64] {
        var types: [Int64] = []
        for word in list(.leadTypes).flatMap({ $0.split { "/&".contains($0) } }) {
            let name = ImportCell.trimmed(String(word))
            guard let type = LeadColumn.leadType(name) else { throw .invalidParameter("no such lead type: \(name)") }
            if !types.contains(type) { types.append(type) }
        }
        return types
    }

    /// The columns of the ends win over one of a span.
    func prices() throws(SandboxError) -> (low: Int64?, high: Int64?) {
        let span = try price(.price)
        let (low, high) = (try price(.priceMin), try price(.priceMax))
        return (low?.low ?? span?.low, high?.high ?? high?.low ?? span?.high)
    }

    private func price(_ column: LeadColumn) throws(SandboxError) -> ImportMoney? {
        guard let cell = cells[column]?.first else { return nil }
        return try ImportMoney(cell)
    }

    /// Every column of notes, and the numbers that must not be called.
    func note(_ kept: [String]) throws(SandboxError) -> String? {
        var lines = (cells[.note] ?? []).map(ImportCell.plain).filter { !$0.isEmpty }
        if !kept.isEmpty { lines.append("Do not call: " + kept.joined(separator: ", ")) }
        let note = lines.joined(separator: "\n")
        guard note.utf16.count <= NoteDraft.longest else {
            throw .invalidParameter("a note has at most \(NoteDraft.longest) characters")
        }
        return note.isEmpty ? nil : note
    }
}
