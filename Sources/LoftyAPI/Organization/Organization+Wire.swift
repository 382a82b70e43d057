import FoundationEssentials
import JSONText

extension Organization {
    init(wire: JSONValue) throws(WireError) {
        guard wire.kind == .object else { throw WireError("it is not an object") }
        self.init(
            type: wire["orgType"]?.count,
            enterprise: wire["enterpriseInfo"].flatMap { Enterprise(wire: $0) },
            multiTeam: wire["multiTeamInfo"].flatMap { MultiTeam(wire: $0) }
        )
    }
}

extension Organization.Enterprise {
    init?(wire: JSONValue) {
        guard let office = Office(wire: wire) else { return nil }
        let profile = wire.id("profileId").map { PermissionProfile(id: $0, name: wire["profileName"]?.text ?? "") }
        self.init(
            office: office,
            profile: profile,
            visibleOffices: wire.list("visibleOrgInfoList").compactMap { Office(wire: $0) }
        )
    }
}

extension Organization.MultiTeam {
    init?(wire: JSONValue) {
        guard let id = wire["multiTeamId"]?.reference else { return nil }
        self.init(id: id, name: wire["multiTeamName"]?.text ?? "")
    }
}

extension Office {
    init?(wire: JSONValue) {
        guard let id: ID = wire.id("groupId") else { return nil }
        self.init(id: id, name: wire["groupName"]?.text ?? "", parentID: wire.id("parentId"))
    }
}

extension PermissionProfile {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(id: id, name: wire["name"]?.text ?? "")
    }
}

extension Vendor {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            userID: wire.id("agentUserId"),
            firstName: wire["firstName"]?.text ?? "",
            lastName: wire["lastName"]?.text ?? "",
            phone: wire["phoneNumber"]?.text,
            phoneCode: wire["phoneCode"]?.text,
            phoneCountry: wire["phoneCountry"]?.text,
            email: wire["email"]?.text,
            role: wire["roleName"]?.text,
            company: wire["companyName"]?.text,
            companyAddress: wire["companyAddress"]?.text
        )
    }
}

extension LeadPond {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            name: wire["pondName"]?.text ?? "",
            ownerID: wire.id("pondOwnerId"),
            agentIDs: wire.list("agentIds").compactMap { $0.reference.map { RecordUser.ID($0) } }
        )
    }
}

extension CustomField {
    init(wire: JSONValue) throws(WireError) {
        guard let name = wire["attributeName"]?.text, let kind = Reported<Kind>(wire["attributeType"]) else {
            throw WireError("it has no readable name or type")
        }
        self.init(name: name, kind: kind, options: wire["params"].map { Self.options($0) } ?? [])
    }

    /// `params` is JSON inside a string: `{"option":["a","b"]}`.
    private static func options(_ params: JSONValue) -> [String] {
        guard let text = params.string else { return params.texts("option") }
        do {
            return try JSONDocument(Data(text.utf8)).root.texts("option")
        } catch {
            // A field whose options cannot be read is still a field.
            return []
        }
    }
}

/// Body of `POST /v1.0/teamFeatures/custom-field`.
struct CustomFieldBody: Encodable, Hashable {
    var attributeName: String
    var attributeType: String
    /// Required by the schema, and meant for leads only.
    var value = ""
    var params: String?

    private struct Options: Encodable {
        var option: [String]
    }

    init(_ new: NewCustomField) throws(APIError) {
        attributeName = new.name
        attributeType = new.kind.rawValue
        guard !new.options.isEmpty else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        do {
            params = String(decoding: try encoder.encode(Options(option: new.options)), as: UTF8.self)
        } catch {
            throw APIError.invalid(Endpoint.addCustomField.operation, "The options cannot be written as JSON")
        }
    }
}
