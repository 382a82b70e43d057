extension LeadListQuery {
    /// Reads the parameters; unknown ones are ignored, as on the wire.
    init(_ call: Call) throws(SandboxError) {
        limit = try call.query.integer("limit") ?? 25
        guard (1...100).contains(limit) else { throw .limitNotValid }
        limit = min(limit, Int64(call.oddities.longestLeadPage))
        unknownStage = call.oddities.unknownStage
        newestVisibleMillis = call.newestVisibleMillis
        guard let scroll = call.query.string("scrollId") else {
            try readFiltersAndOrder(call.query)
            page = .offset(max(0, try call.query.integer("offset") ?? 0))
            return
        }
        let token = try ScrollToken(scroll)
        if let lifetime = call.oddities.scrollLifetime, call.nowMillis > token.issueMillis + lifetime.millis {
            throw .invalidParameter("scrollId has expired")
        }
        // The cursor belongs to the question it was made for, whatever else the request says now.
        try readFiltersAndOrder(try QueryItems(token.query))
        page = .after(token.position)
    }

    private mutating func readFiltersAndOrder(_ query: QueryItems) throws(SandboxError) {
        order = LeadOrder(wireName: query.string("sort"))
        isDescending = try query.bool("desc") ?? true
        filters = try Self.personFilters(query) + Self.teamFilters(query) + Self.listFilters(query)
    }

    private static func personFilters(_ query: QueryItems) throws(SandboxError) -> [LeadFilter] {
        var filters: [LeadFilter] = []
        // Both searches are exact with and without this flag; the contract gives it no other meaning.
        _ = try query.bool("preciseSearchFlag")
        if let phone = query.string("phone") { filters.append(.phone(phone.phoneDigits)) }
        if let email = query.string("email") { filters.append(.email(email.lowercased())) }
        if let key = query.string("key") { filters.append(.key(key)) }
        if let contacted = try query.bool("contacted") { filters.append(.contacted(contacted)) }
        return filters
    }

    private static func teamFilters(_ query: QueryItems) throws(SandboxError) -> [LeadFilter] {
        var filters: [LeadFilter] = []
        if let stage = query.string("stage") { filters.append(.stage(stage)) }
        if let source = query.string("source") { filters.append(.source(source)) }
        if let assignee = try query.integer("assignedUserId") { filters.append(.assignee(assignee)) }
        let withSuboffices = try query.bool("querySubGroup") ?? false
        if let office = try query.integer("groupIds") {
            filters.append(.office(office, withSuboffices: withSuboffices))
        }
        if let text = query.string("roleAssigneeFilters") { filters += try roleFilters(text) }
        return filters
    }

    /// Lists are separated by commas; the contract does not say, and other clients send them so.
    private static func listFilters(_ query: QueryItems) -> [LeadFilter] {
        var filters: [LeadFilter] = []
        let segments = query.list("segments") + query.list("groups")
        if !segments.isEmpty { filters.append(.segments(segments)) }
        let allTags = query.list("allTags")
        if !allTags.isEmpty { filters.append(.allTags(allTags)) }
        let anyTags = query.list("anyTags")
        if !anyTags.isEmpty { filters.append(.anyTags(anyTags)) }
        let languages = query.list("languages")
        if !languages.isEmpty { filters.append(.languages(languages)) }
        return filters
    }

    private static func roleFilters(_ text: String) throws(SandboxError) -> [LeadFilter] {
        let refusal = SandboxError.invalidParameter("roleAssigneeFilters must be an array of roleName, assigneeToIds")
        var filters: [LeadFilter] = []
        // Where the text breaks off matters to nobody; the refusal says what was wanted.
        guard let json = try? JSONParser.parse(text.utf8), case .array(let items) = json else { throw refusal }
        for item in items {
            let fields = try BodyFields(item)
            guard let name = try fields.string("roleName"), let ids = try fields.integers("assigneeToIds") else {
                throw refusal
            }
            filters.append(.role(name: name, assignees: ids))
        }
        return filters
    }
}

extension String {
    /// The digits, without the country code of North America and without an extension behind `x` or `#`.
    var phoneDigits: String {
        let isDigit = { (sign: Character) in sign.isASCII && sign.isNumber }
        let line = prefix { !"xX#".contains($0) }.filter(isDigit)
        let digits = line.count < 7 ? filter(isDigit) : line
        return digits.count == 11 && digits.first == "1" ? String(digits.dropFirst()) : digits
    }
}
