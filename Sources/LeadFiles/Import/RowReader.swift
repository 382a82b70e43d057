import Leads

/// Makes a lead of the cells of one row, and keeps what could not be taken.
struct RowReader {
    /// Why the row cannot become a lead.
    private(set) var faults: [CellProblem] = []
    /// What was left out of a lead that can be made all the same.
    private(set) var remarks: [CellProblem] = []
    private var cells: [LeadField: [String]] = [:]

    /// Reads all that can be read; `stages` are the team's own, and without any every stage is taken as it is.
    static func read(
        _ record: CSVReader.Record,
        _ header: HeaderMap,
        stages: [String]
    ) -> (lead: ImportedLead, reader: RowReader) {
        var reader = RowReader()
        reader.sort(record, header)
        return (reader.lead(stages), reader)
    }

    private mutating func sort(_ record: CSVReader.Record, _ header: HeaderMap) {
        if record.hasTextBehindQuote { faults.append(.textBehindQuote) }
        // A spreadsheet may save empty cells behind the last column, or leave them away.
        let surplus = record.cells.dropFirst(header.fields.count)
        if surplus.contains(where: { !CellText.isBlank($0) }) {
            faults.append(.columns(found: record.cells.count, expected: header.fields.count))
        }
        for (field, cell) in zip(header.fields, record.cells) {
            if let field, !CellText.isBlank(cell) { cells[field, default: []].append(cell) }
        }
    }

    private mutating func lead(_ stages: [String]) -> ImportedLead {
        let (first, last, leftOut) = name()
        let emails = contacts(.emails, EmailCell.read)
        let (phones, forbidden) = numbers()
        if emails.isEmpty, phones.isEmpty { promotePlaceholders() }
        remarks += leftOut
        let permissions = permissions(onlyForbiddenNumbers: forbidden.isOnly)
        let lead = NewLead(
            firstName: first,
            lastName: last,
            emails: emails,
            phones: phones,
            types: types(),
            source: text(.source),
            stage: stage(stages),
            tags: tags(),
            permissions: permissions
        )
        let imported = ImportedLead(
            lead: lead,
            id: id(),
            agent: text(.agent),
            note: note(keeping: forbidden.kept),
            inquiry: inquiry(),
            address: .init(
                street: text(.streetAddress),
                city: text(.city),
                state: text(.state),
                zipCode: text(.zipCode)
            )
        )
        let length = LeadLimits.length(of: imported.details ?? "")
        if length > LeadLimits.note { faults.append(.noteTooLong(length)) }
        return imported
    }

    // MARK: People

    private mutating func name() -> (first: String, last: String, leftOut: [CellProblem]) {
        var (first, last) = (nameText(.firstName), nameText(.lastName))
        var leftOut: [CellProblem] = []
        for (field, isMissing) in [(LeadField.firstName, first.isEmpty), (.lastName, last.isEmpty)] {
            guard isMissing, let word = text(field) else { continue }
            // Jennifer Null is a person; "null" behind Jennifer is a program's.
            if field == .lastName, !first.isEmpty, NameCell.isCapitalized(word) {
                last = word
            } else {
                leftOut.append(.placeholder(word))
            }
        }
        let whole = nameText(.fullName)
        if first.isEmpty, last.isEmpty {
            (first, last) = NameCell.split(whole)
        } else if !whole.isEmpty, first.isEmpty || last.isEmpty {
            // Beside one half “Name” is the other half, as in “Vorname, Name” and “Nombre, Apellido”, or all of it.
            let holdsBoth = NameCell.holds(whole, first + last)
            (first, last) = holdsBoth ? NameCell.split(whole) : first.isEmpty ? (whole, last) : (first, whole)
        } else if first.isEmpty {
            // Cher has one name, and Lofty wants a first one.
            (first, last) = (last, "")
        }
        if first.isEmpty { faults.append(.noName) }
        for part in [first, last] where LeadLimits.length(of: part) > LeadLimits.name {
            faults.append(.nameTooLong(part))
        }
        return (first, last, leftOut)
    }

    /// The name of a column, unless it holds what programs write for want of one.
    private func nameText(_ field: LeadField) -> String {
        text(field).flatMap { NameCell.isName($0) ? $0 : nil } ?? ""
    }

    private mutating func contacts(_ field: LeadField, _ read: (String) -> CellReading) -> [String] {
        var all = CellReading()
        for cell in cells[field] ?? [] {
            let reading = read(cell)
            for value in reading.values { all.add(value) }
            for problem in reading.problems {
                if case .placeholder = problem { remarks.append(problem) } else { faults.append(problem) }
            }
        }
        return all.values
    }

    /// The numbers to call, and those that must not be called, which Lofty has no mark for on a new lead.
    ///
    /// A lead that has no other keeps them, as one that must not be called; beside others they would be called.
    private mutating func numbers() -> (all: [String], forbidden: (kept: [String], isOnly: Bool)) {
        let forbidden = contacts(.doNotCallPhones, PhoneCell.read)
        let phones = contacts(.phones, PhoneCell.read).filter { number in
            !Phone(number).rings(atOneOf: Set(forbidden.map { Phone($0).key }))
        }
        if forbidden.isEmpty { return (phones, ([], false)) }
        if phones.isEmpty { return (forbidden, ([], true)) }
        remarks += forbidden.map(CellProblem.keptFromCalls)
        return (phones, (forbidden, false))
    }

    /// What the person does not want; `nil` where the file says nothing of it.
    private mutating func permissions(onlyForbiddenNumbers isForbidden: Bool) -> ContactPermissions? {
        let never = says(.doNotContact)
        let permissions = ContactPermissions(
            cannotCall: says(.cannotCall) || never || isForbidden,
            cannotText: says(.cannotText) || never || isForbidden,
            cannotEmail: says(.cannotEmail) || never,
            isUnsubscribed: says(.unsubscribed)
        )
        return permissions == ContactPermissions() ? nil : permissions
    }

    /// True when one of the columns says yes.
    private mutating func says(_ field: LeadField) -> Bool {
        var isSaid = false
        for cell in cells[field] ?? [] {
            do throws(CellProblem) {
                if try YesNoCell.read(cell) == true { isSaid = true }
            } catch {
                faults.append(error)
            }
        }
        return isSaid
    }

    /// "none" for the only number leaves a lead that nobody can reach: that is refused, not left out.
    private mutating func promotePlaceholders() {
        faults += remarks
        remarks = []
    }

    private mutating func id() -> Lead.ID? {
        guard let text = text(.leadID) else { return nil }
        let digits = CellText.compact(text).drop { $0 == "'" }
        if let number = Int64(digits), number > 0 { return Lead.ID(number) }
        // Facebook's "l:123" and other programs' letters name other things.
        guard text.utf8.contains(where: { (0x30...0x39).contains($0) }), Double(digits) != nil else { return nil }
        faults.append(.notAnID(text))
        return nil
    }

    // MARK: Words

    private func text(_ field: LeadField) -> String? {
        guard let cell = cells[field]?.first else { return nil }
        let text = CellText.clean(cell)
        return text.isEmpty || text.hasPrefix("#") && CellText.isPlaceholder(text) ? nil : text
    }

    private mutating func stage(_ stages: [String]) -> String? {
        guard let text = text(.stage) else { return nil }
        if CellText.isPlaceholder(text) {
            remarks.append(.placeholder(text))
            return nil
        }
        guard !stages.isEmpty else { return text }
        let wanted = text.lowercased()
        if let match = stages.first(where: { CellText.trimmed($0).lowercased() == wanted }) { return match }
        // Programs write new-lead, New_Lead and NewLead for it, people New Leads.
        let letters = { (name: String) in
            let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
            return letters.hasSuffix("leads") ? String(letters.dropLast()) : letters
        }
        let alike = stages.filter { letters($0) == letters(text) }
        if alike.count == 1, !letters(text).isEmpty { return alike[0] }
        faults.append(.unknownStage(text, known: stages))
        return nil
    }

    private func words(_ field: LeadField) -> [String] {
        var all = CellReading()
        for cell in cells[field] ?? [] {
            for word in ListCell.words(cell) { all.add(word) }
        }
        return all.values
    }

    private mutating func tags() -> [String] {
        let tags = words(.tags)
        for tag in tags where LeadLimits.length(of: tag) > LeadLimits.tag { faults.append(.tagTooLong(tag)) }
        return tags
    }

    private mutating func types() -> [LeadType] {
        var types: [LeadType] = []
        for word in words(.types).flatMap({ $0.split { "/&".contains($0) } }) {
            let name = CellText.trimmed(String(word))
            guard let type = LeadType(name: name) ?? Int(name).map(LeadType.init(code:)) else {
                faults.append(.unknownType(name))
                continue
            }
            if !types.contains(type) { types.append(type) }
        }
        return types
    }

    private mutating func note(keeping forbidden: [String]) -> String? {
        let kept = forbidden.isEmpty ? [] : ["Do not call: " + forbidden.joined(separator: ", ")]
        let note = ((cells[.note] ?? []).map(CellText.clean).filter { !$0.isEmpty } + kept).joined(separator: "\n")
        let length = LeadLimits.length(of: note)
        if length > LeadLimits.note { faults.append(.noteTooLong(length)) }
        return note.isEmpty ? nil : note
    }

    private mutating func inquiry() -> Inquiry {
        let span = price(.price)
        let (low, high) = (price(.priceMin), price(.priceMax))
        return Inquiry(
            priceMin: low?.low ?? span?.low,
            priceMax: high?.high ?? high?.low ?? span?.high,
            locations: [text(.city), text(.zipCode)].compactMap(\.self)
        )
    }

    private mutating func price(_ field: LeadField) -> MoneyCell.Range? {
        guard let cell = cells[field]?.first else { return nil }
        do throws(CellProblem) {
            return try MoneyCell.read(cell)
        } catch {
            faults.append(error)
            return nil
        }
    }
}
