/// What a visitor of a website sent off.
struct FormSubmission: Sendable {
    let firstName: String
    let lastName: String
    let email: String?
    let phone: String?
    let message: String
    /// The listing that the form stood beside; a form in text names it by its address or number.
    let listing: JSON?
    /// Everything that was sent, for routing.
    let fields: BodyFields
    let source: String

    private static let longestMessage = 2_000

    /// A name and either an email or a phone number are needed.
    init(_ fields: BodyFields) throws(SandboxError) {
        self.fields = fields
        (firstName, lastName) = try Self.name(fields)
        email = try Self.text("email", fields)
        phone = try Self.text("phone", fields)
        guard email != nil || phone != nil else { throw .invalidParameter("email or phone is required") }
        if let email, !email.contains("@") { throw .invalidParameter("email must be an address") }
        message = (try fields.string("message") ?? "").cut(to: Self.longestMessage)
        source = try Self.text("source", fields) ?? "Website"
        switch fields["listing"] {
        case nil: listing = nil
        case .string(let text): listing = text.isBlank ? nil : ["address": .string(text)]
        default: listing = try fields.object("listing")
        }
    }

    /// Names are given apart, or as people write them, the family name last.
    private static func name(_ fields: BodyFields) throws(SandboxError) -> (first: String, last: String) {
        if let first = try text("firstName", fields) { return (first, try fields.string("lastName") ?? "") }
        guard let name = try text("name", fields) else { throw .invalidParameter("name is required") }
        let words = name.split(separator: " ").map(String.init)
        guard words.count > 1, let last = words.last else { return (name, "") }
        return (words.dropLast().joined(separator: " "), last)
    }

    private static func text(_ name: String, _ fields: BodyFields) throws(SandboxError) -> String? {
        guard let text = try fields.string(name), !text.isBlank else { return nil }
        return text
    }

    /// The body of the create that a new person gets: what routing looks at goes along.
    var body: JSON {
        var body: JSON = [
            "firstName": .string(firstName), "lastName": .string(lastName),
            "emails": .strings([email].compactMap { $0 }), "phones": .strings([phone].compactMap { $0 }),
            "source": .string(source),
        ]
        for name in ["leadTypes", "inquiry", "property", "tagsAdd", "segments", "assignGroupId"] {
            if let value = fields[name] { body = body.setting(name, to: value) }
        }
        return body
    }
}
