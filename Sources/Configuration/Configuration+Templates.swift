import Leads

extension Configuration {
    package static let templatesFile = "templates.toml"

    /// The templates of a file in its order; a section that cannot be followed is left out and told.
    static func templates(_ file: TOMLFile?) -> (templates: [NoteTemplate], faults: [ConfigurationFault]) {
        guard let file else { return ([], []) }
        var templates: [NoteTemplate] = []
        var faults = file.settings.map { key, _ in
            file.fault("“\(key)” stands in no section. Each text has one, such as [first-call].", key: key)
        }
        for section in file.sectionsAsWritten {
            var template = NoteTemplate(section.name, label: section.name.replacing("-", with: " "), text: "")
            for (key, value) in section.values {
                guard ["label", "text"].contains(key) else {
                    let sentence = unknown("“\(key)” is no part of a text", nearest: key, among: ["label", "text"])
                    faults.append(file.fault(sentence, key: key, section: section.name))
                    continue
                }
                guard case .text(let text) = value else {
                    let sentence = "“\(key)” takes a text in quotes, or in three of them for several lines."
                    faults.append(file.fault(sentence, key: key, section: section.name))
                    continue
                }
                if key == "label" { template.label = text } else { template.text = text }
            }
            guard !template.text.isEmpty else {
                faults.append(file.fault("“\(section.name)” has no text.", section: section.name))
                continue
            }
            faults += template.unknownFields.map { word in
                let known = NoteTemplate.Field.allCases.map(\.rawValue)
                let sentence = unknown("“{\(word)}” is no field", nearest: word, among: known)
                return file.fault(sentence, key: "text", section: section.name)
            }
            templates.append(template)
        }
        return (templates, faults)
    }

    /// The text of a new `templates.toml`.
    package static var templatesTemplate: String {
        let fields = NoteTemplate.Field.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
        return #"""
            # Texts that you write often: Ctrl-T in a note or in what was said puts one in, with what is known of the lead.
            # Fields: \#(fields); one that is not known becomes “…”.
            #
            # [first-call]
            # label = "first call, no answer"
            # text = """
            # Called {first-name} on {phone}, no answer. Came from {source}."""

            """#
    }
}
