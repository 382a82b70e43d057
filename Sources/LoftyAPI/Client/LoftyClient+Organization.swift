import JSONText
public import Leads

extension LoftyClient {
    /// The member who logs in with an email address.
    ///
    /// `GET /v1.0/members/{account}`.
    ///
    /// Somebody who has not accepted the invitation yet is ``APIError/Kind/notFound``.
    public func member(account: String) async throws(APIError) -> Member {
        try RequestChecks(.member).isPresent(account, "The account")
        return try await fetch(APICall(.member, filling: ["account": account])) { answer throws(WireError) in
            try Member(wire: answer)
        }
    }

    /// Where the owner of the credential stands in the company.
    ///
    /// `GET /v1.0/org`.
    public func organization() async throws(APIError) -> Organization {
        try await fetch(APICall(.organization)) { answer throws(WireError) in try Organization(wire: answer) }
    }

    /// Sets of rights of the team; needs the right to manage people.
    ///
    /// `GET /v1.0/org/permission/profiles`.
    public func permissionProfiles() async throws(APIError) -> [PermissionProfile] {
        try await fetchList(APICall(.permissionProfiles), of: "profile") { item throws(WireError) in
            try PermissionProfile(wire: item)
        }
    }

    /// People who work with the team, in no certain order.
    ///
    /// `GET /v1.0/vendor/list`.
    public func vendors() async throws(APIError) -> [Vendor] {
        try await fetchList(APICall(.vendors), of: "vendor") { item throws(WireError) in try Vendor(wire: item) }
    }

    /// Ponds that the owner of the credential may see.
    ///
    /// `GET /v1.0/team-features/lead-ponds`.
    ///
    /// No call moves a lead into a pond; assigning a lead takes it out of its pond.
    public func leadPonds() async throws(APIError) -> [LeadPond] {
        try await fetchList(APICall(.leadPonds), of: "pond") { item throws(WireError) in try LeadPond(wire: item) }
    }

    /// One pond.
    ///
    /// `GET /v1.0/team-features/lead-pond/{id}`.
    ///
    /// One that does not exist is refused as one that may not be seen: ``APIError/Kind/notGranted``.
    public func leadPond(_ id: LeadPond.ID) async throws(APIError) -> LeadPond {
        try RequestChecks(.leadPond).isID(id.rawValue, "The id of the pond")
        return try await fetch(APICall(.leadPond, at: "id", id)) { answer throws(WireError) in
            try LeadPond(wire: answer)
        }
    }

    // MARK: Custom fields

    /// Fields that the team has added to its leads.
    ///
    /// `GET /v1.0/teamFeatures/listCustomField`.
    public func customFields() async throws(APIError) -> [CustomField] {
        try await fetchList(APICall(.customFields), of: "field") { item throws(WireError) in
            try CustomField(wire: item)
        }
    }

    /// Adds a field to all leads of the team.
    ///
    /// `POST /v1.0/teamFeatures/custom-field`. Not repeatable.
    ///
    /// There is no call that takes a field away.
    public func addCustomField(_ new: NewCustomField) async throws(APIError) {
        let checks = RequestChecks(.addCustomField)
        try checks.isPresent(new.name, "The name of the field")
        guard new.options.isEmpty != new.kind.isChoice else {
            let sentence = new.kind.isChoice ? "A choice needs options" : "Only a choice has options"
            throw APIError.invalid(checks.operation, sentence)
        }
        for option in new.options { try checks.isPresent(option, "The name of an option") }
        try await fetch(APICall(.addCustomField, body: try CustomFieldBody(new))) { answer throws(WireError) in
            guard answer.string?.lowercased() == "success" || answer.kind == .object else {
                throw WireError("it does not say that the field was added")
            }
        }
    }
}
