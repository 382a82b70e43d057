import GRDB

/// How leads come in without the contract's create: website forms and files.
///
/// Lofty has both in its own pages, so only the sandbox has these paths. They are guarded by the key like everything
/// else: a website posts its forms from its server, never from the visitor's browser, which must not hold a key.
enum CaptureEndpoints {
    static let importPath = "/sandbox/import"
    private static let formMediaType = "application/x-www-form-urlencoded"

    static let routes: [Route] = [
        .post("/sandbox/forms/{name}", accepting: [Route.json, formMediaType], submit),
        .post(PathPattern(importPath), accepting: ["text/csv"], importFile),
    ]

    /// The person is found by email or phone, or is new; either way the submission stands in the timeline, and a lead
    /// that nobody has is routed.
    @Sendable private static func submit(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let form = call.parameter("name")
        guard !form.isBlank else { throw SandboxError.invalidParameter("the form needs a name") }
        let submission = try FormSubmission(try fields(of: call))
        let known = try LeadMatch.find(email: submission.email, phone: submission.phone, for: call, db)
        let body = try BodyFields(submission.body)
        let id: Int64
        if let known {
            id = known
            try LeadCreation.routeWaiting(id, try RoutingFacts(body), for: call, db)
        } else {
            id = try LeadCreation.create(body, for: call, db)
        }
        try SiteActivityDraft(submission, form: form, millis: call.nowMillis).insert(on: id, for: call, db)
        return .json(["leadId": .integer(id), "isNew": .bool(known == nil)])
    }

    private static func fields(of call: Call) throws(SandboxError) -> BodyFields {
        guard call.mediaType == formMediaType else { return try call.fields }
        guard let text = String(validating: call.bytes, as: UTF8.self) else { throw .malformedBody }
        return try BodyFields(try QueryItems(text).json)
    }

    /// Adds what is right and reports the rest by line; with `allOrNothing=true` one wrong row refuses the file.
    @Sendable private static func importFile(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let isAllOrNothing = try call.query.bool("allOrNothing") ?? false
        let result = try LeadImport(call.bytes, for: call, db)
        if isAllOrNothing, !result.problems.isEmpty { throw SandboxError.importRefused(result.problems) }
        return .json(result.json)
    }
}

extension SiteActivityDraft {
    fileprivate init(_ submission: FormSubmission, form: String, millis: Int64) {
        kind = .submission
        text = submission.message.isEmpty ? form : submission.message
        link = ""
        picture = ""
        createMillis = millis
        listing = submission.listing
        scheduledDate = ""
        pageName = form
    }
}
