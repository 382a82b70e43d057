// The company, its people and its settings: contract §10.2 to §10.5, §15 and §17.

extension Endpoint {
    static let member = reading("/v1.0/members/{account}")
    static let organization = reading("/v1.0/org")
    static let permissionProfiles = reading("/v1.0/org/permission/profiles")
    static let vendors = reading("/v1.0/vendor/list")
    static let leadPonds = reading("/v1.0/team-features/lead-ponds")
    static let leadPond = reading("/v1.0/team-features/lead-pond/{id}")
    static let customFields = reading("/v1.0/teamFeatures/listCustomField")
    static let addCustomField = adding("/v1.0/teamFeatures/custom-field")

    static let routingRoles = reading("/v1.0/routing/role/list")
    static let routingMembers = reading("/v1.0/routing/member/list/{type}")
    static let routingRules = reading("/v1.0/routing/rule/list/{type}")
    static let updateRoutingRule = setting(.put, "/v1.0/routing/rule/{type}")
    static let fallbackRule = reading("/v1.0/routing/rule/supplement/{type}")
    static let updateFallbackRule = setting(.put, "/v1.0/routing/rule/supplement/{type}")
}
