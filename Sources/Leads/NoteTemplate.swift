/// A text that is written often, with places for what is known of a lead.
package struct NoteTemplate: Hashable, Sendable, Identifiable {
    /// The name of its section in `templates.toml`.
    package var id: String
    /// A few words for a person.
    package var label: String
    /// The text, with fields such as `{first-name}`.
    package var text: String

    package init(_ id: String, label: String, text: String) {
        self.id = id
        self.label = label
        self.text = text
    }

    /// What can stand in braces.
    package enum Field: String, CaseIterable, Sendable {
        case name
        case firstName = "first-name"
        case lastName = "last-name"
        case phone, email, stage, source, tags, owner, city
        /// The person's own name.
        case me
    }

    /// The text for a lead; a field of which nothing is known is `…`, and a word in braces that is no field stays.
    package func filled(for lead: Lead, me: Member?) -> String {
        Self.parts(of: text).map { part in
            switch part {
            case .text(let text): text
            case .field(let word):
                Field(rawValue: word).map { field in
                    let value = Self.value(of: field, lead, me)
                    return value.isEmpty ? "…" : value
                } ?? "{\(word)}"
            }
        }.joined()
    }

    /// Words in braces that are no fields, in their order.
    package var unknownFields: [String] {
        Self.parts(of: text).compactMap { part in
            if case .field(let word) = part, Field(rawValue: word) == nil { word } else { nil }
        }
    }

    private static func value(of field: Field, _ lead: Lead, _ me: Member?) -> String {
        switch field {
        case .name: lead.displayName
        case .firstName: lead.firstName
        case .lastName: lead.lastName
        case .phone: lead.reach(over: .call).first ?? ""
        case .email: lead.emails.first ?? ""
        case .stage: lead.stage ?? ""
        case .source: lead.source ?? ""
        case .tags: lead.tags.joined(separator: ", ")
        case .owner: lead.assignee?.name ?? ""
        case .city: lead.address?.city ?? ""
        case .me: me?.fullName ?? ""
        }
    }

    private enum Part {
        case text(String)
        case field(String)
    }

    /// A field is a word of lower-case letters and `-` in braces; any other brace is a brace.
    private static func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            let inner = rest[rest.index(after: open)...].prefix { $0 == "-" || ("a"..."z").contains($0) }
            guard !inner.isEmpty, inner.endIndex < rest.endIndex, rest[inner.endIndex] == "}" else {
                parts.append(.text(String(rest[...open])))
                rest = rest[rest.index(after: open)...]
                continue
            }
            parts += [.text(String(rest[..<open])), .field(String(inner))]
            rest = rest[rest.index(after: inner.endIndex)...]
        }
        return parts + [.text(String(rest))]
    }
}
