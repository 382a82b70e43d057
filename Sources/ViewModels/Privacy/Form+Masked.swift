import Leads

extension Form {
    /// The form as others may see it: what a lead has already is masked, what is being typed stays readable.
    var masked: Form {
        var form = self
        form.leadName = leadName.map(PrivacyMask.name)
        switch purpose {
        case .override(let lead, let act, let bar): form.purpose = .override(on: lead, act, bar.masked)
        case .edit:
            for index in fields.indices { form.fields[index].text = fields[index].masked }
        case .note, .call, .trash, .create, .deal: break
        }
        return form
    }
}

extension Form.Field {
    /// The addresses, numbers and the street that stood in the field when it was opened are masked, one by one.
    fileprivate var masked: TextField {
        guard let mask, let original else { return text }
        let known = Set(Form.values(original))
        var parts: [String] = []
        var cursor = 0
        var start = 0
        for part in ListText.parts(text.text) {
            let shown = known.contains(ListText.value(part)) ? Self.masked(String(part), mask) : String(part)
            let offset = text.cursor - start
            if offset >= 0, offset <= part.count {
                let before = parts.reduce(0) { $0 + $1.count + 1 }
                cursor = before + (offset == part.count ? shown.count : min(offset, shown.count))
            }
            parts.append(shown)
            start += part.count + 1
        }
        var field = TextField(parts.joined(separator: ","))
        field.place(cursor: cursor)
        return field
    }

    /// With the blanks around the value where they are.
    private static func masked(_ part: String, _ mask: (String) -> String) -> String {
        String(part.prefix(while: \.isWhitespace)) + mask(part.trimmed)
            + String(part.reversed().prefix(while: \.isWhitespace).reversed())
    }

    private var mask: ((String) -> String)? {
        switch label {
        case EditableField.emails.name: PrivacyMask.email
        case EditableField.phones.name: PrivacyMask.phone
        case EditableField.street.name: PrivacyMask.words
        default: nil
        }
    }
}
