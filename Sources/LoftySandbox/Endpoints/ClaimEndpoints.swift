import GRDB

/// Leads that wait for somebody to take them: offered by routing, or in a pond.
///
/// The contract has no such call, agents claim in Lofty's own app; only the sandbox has these paths.
enum ClaimEndpoints {
    static let routes: [Route] = [
        .post("/sandbox/leads/{leadId}/claim", claim),
        .get("/sandbox/offers", offers),
    ]

    /// The first one gets the lead, and may ask again; whoever comes later is refused.
    @Sendable private static func claim(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        try call.requireWritable(id, db)
        guard let lead = try LeadRecord.fetch([id], db).first else { throw SandboxError.leadNotExist }
        let offers = try LeadOffer.fetch(of: id, db)
        if let offer = offers.first(where: { $0.offered.contains(call.caller.recordID) }) {
            try take(lead, offer.type, for: call, db)
        } else if try isInOwnPond(lead, call, db) {
            try take(lead, .agent, for: call, db)
        } else if ![lead.assigneeID, lead.lenderID].contains(call.caller.recordID) {
            // The contract has no claim; its own status for a refused write stands in for a conflict.
            throw SandboxError.named(lead.assigneeID == 0 ? "LEAD_NOT_OFFERED" : "LEAD_ALREADY_CLAIMED")
        }
        return .json(["leadId": .integer(id)])
    }

    private static func isInOwnPond(_ lead: LeadRecord, _ call: Call, _ db: Database) throws -> Bool {
        guard lead.pondID != 0, lead.assigneeID == 0 else { return false }
        return try Pond.fetchAll(db).first { $0.id == lead.pondID }?.memberIDs.contains(call.caller.recordID) ?? false
    }

    private static func take(_ lead: LeadRecord, _ type: RoutingType, for call: Call, _ db: Database) throws {
        let role: AssignmentRole = type == .lender ? .lender : .agent
        try LeadAssignment(role: role, member: call.caller).apply(to: lead.id, for: call, db)
        try Routing.countLead(lead.id, for: call.caller.recordID, type, call.nowMillis, db)
    }

    /// What the caller may claim, the most urgent first.
    @Sendable private static func offers(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let offers = try LeadOffer.fetch(for: call.caller, db)
        return .json([
            "offers": .array(
                offers.map { offer in
                    [
                        "leadId": .integer(offer.leadID), "businessType": .integer(offer.type.rawValue),
                        "expiryTime": WireDate.systemLog(offer.expiryMillis),
                    ]
                }
            )
        ])
    }
}
