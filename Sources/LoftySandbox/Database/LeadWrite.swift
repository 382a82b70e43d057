/// What a create or an update says about a lead; only what it names is touched.
struct LeadWrite: Sendable {
    static let longestName = 30
    static let longestSegment = 30
    static let longestPhone = 20
    static let mostFamilyMembers = 4

    var firstName: String?
    var lastName: String?
    var emails: [String]?
    var phones: [String]?
    var leadTypes: [Int64]?
    var source: String?
    var stage: String?
    var language: String?
    var segments: [String]?
    var flags: [(column: String, value: Bool)]
    var ownership: Ownership?
    var assignedUserID: Int64?
    var tags: TagEdit
    /// Members of the stored details, under the names that reads show them by.
    var details: JSON
    var inquiry: JSON?
    var property: LeadProperty?

    enum Ownership: Hashable, Sendable {
        case team
        case office(Int64)
        case personal(Int64)
    }

    private static let leadTypes: Set<Int64> = [-1, 1, 2, 5, 6, 7, 8, 9]

    init(_ fields: BodyFields, isUpdate: Bool) throws(SandboxError) {
        firstName = try fields.string("firstName").map { fields.kept($0, upTo: Self.longestName) }
        lastName = try fields.string("lastName").map { fields.kept($0, upTo: Self.longestName) }
        emails = try fields.strings("emails")
        phones = try fields.strings("phones")
        leadTypes = try fields.integers("leadTypes")
        source = try fields.string("source")
        stage = try fields.string("stage")
        language = try fields.string("language")
        // The deprecated spelling counts where the current one is missing.
        let groups = try fields.strings("groups")
        segments = (try fields.strings("segments") ?? groups)?.map { fields.kept($0, upTo: Self.longestSegment) }
        flags = try Self.flags(fields, isUpdate: isUpdate)
        ownership = try Self.ownership(fields)
        assignedUserID = try fields.integer("assignedUserId")
        tags = try TagEdit(fields, isUpdate: isUpdate)
        details = try Self.details(fields)
        inquiry = try fields.object("inquiry").map(LeadInquiry.checked)
        property = try fields.object("property").map(LeadProperty.init)
        try check()
    }

    private func check() throws(SandboxError) {
        if let firstName, firstName.isBlank { throw .invalidParameter("firstName must not be blank") }
        if let stage, stage.isBlank { throw .invalidParameter("stage must not be blank") }
        if let phones, phones.contains(where: { $0.count > Self.longestPhone }) {
            throw .invalidParameter("a phone number has at most \(Self.longestPhone) characters")
        }
        if let leadTypes, let unknown = leadTypes.first(where: { !Self.leadTypes.contains($0) }) {
            throw .invalidParameter("no such lead type: \(unknown)")
        }
    }
}

// MARK: - Parts

extension LeadWrite {
    private static func flags(
        _ fields: BodyFields,
        isUpdate: Bool
    ) throws(SandboxError) -> [(column: String, value: Bool)] {
        var columns = [
            ("cannotText", "cannotText"), ("cannotCall", "cannotCall"), ("cannotEmail", "cannotEmail"),
            ("unsubscription", "isUnsubscribed"),
        ]
        if isUpdate { columns.append(("isHidden", "isHidden")) }
        var flags: [(column: String, value: Bool)] = []
        for (name, column) in columns {
            if let value = try fields.bool(name) { flags.append((column, value)) }
        }
        return flags
    }

    private static func ownership(_ fields: BodyFields) throws(SandboxError) -> Ownership? {
        guard let scope = try fields.string("ownershipScope") else { return nil }
        if scope == "TEAM" { return .team }
        guard scope == "OFFICE" || scope == "PERSONAL" else {
            throw .invalidParameter("ownershipScope must be TEAM, OFFICE or PERSONAL")
        }
        let id = try fields.requiredInteger("ownershipId")
        return scope == "OFFICE" ? .office(id) : .personal(id)
    }

    private static let detailNames = [
        "birthday", "referredBy", "buyingTimeFrame", "sellingTimeFrame", "preQual", "houseToSell", "fthb",
        "withBuyerAgent", "mortgage", "buyHouse", "withListingAgent",
    ]

    private static func details(_ fields: BodyFields) throws(SandboxError) -> JSON {
        var details = JSON.object([])
        for name in detailNames {
            if let value = try fields.string(name) { details = details.setting(name, to: .string(value)) }
        }
        if let attributes = try fields.array("customAttributeList") {
            details = details.setting("customAttributes", to: .array(try attributes.map(customAttribute)))
        }
        if let family = try fields.array("leadFamilyMemberList") {
            guard family.count <= mostFamilyMembers else {
                throw .invalidParameter("a lead has at most \(mostFamilyMembers) family members")
            }
            details = details.setting("leadFamilyMemberList", to: .array(try family.map(familyMember)))
        }
        return details
    }

    /// The set is replaced as a whole; whether Lofty merges it by name is not known.
    private static func customAttribute(_ item: JSON) throws(SandboxError) -> JSON {
        let fields = try BodyFields(item)
        return [
            "attributeName": .string(try fields.requiredString("attributeName")),
            "attributeType": .string(try fields.string("attributeType") ?? "text"),
            "value": .text(try fields.string("value")),
            "params": .text(try fields.string("params")),
        ]
    }

    private static func familyMember(_ item: JSON) throws(SandboxError) -> JSON {
        let fields = try BodyFields(item)
        return [
            "relationship": .text(try fields.string("relationship")),
            "firstName": .string(try fields.requiredString("firstName").cut(to: longestName)),
            "lastName": .text(try fields.string("lastName")?.cut(to: longestName)),
            "phones": .strings(try fields.strings("phones") ?? []),
            "emails": .strings(try fields.strings("emails") ?? []),
            "birthday": .text(try fields.string("birthday")),
        ]
    }
}
