import OpenAPI

/// A place where the wire of the service, as live accounts have seen it or as the contract tells it, is not the one of
/// its OpenAPI document.
struct Difference: Hashable, Sendable {
    /// `nil` is any operation.
    var operation: String?
    /// 0 is any refusal.
    var status = 0
    var violation: String
    /// Where the contract says so.
    var reason: String

    /// Violations are compared with `[]` for any index.
    func excuses(_ operation: String, _ status: Int, _ violation: Violation) -> Bool {
        let text = violation.description.replacing(/\[[0-9]+\]/, with: "[]")
        return (self.operation ?? operation) == operation && (self.status == 0 || self.status == status)
            && (self.status != 0 || status >= 400) && self.violation == text
    }

    static func all(in dialect: AnswerProofTests.Dialect) -> [Difference] {
        switch dialect {
        case .wire: everywhere + onTheWire
        case .document: everywhere
        }
    }

    private static let everywhere = [
        Difference(
            operation: "GET /v1.0/leads",
            status: 404,
            violation: "status: 404 is not listed",
            reason: "§7.2: a stage that is not there was reported to answer 404; there is a switch."
        ),
        Difference(
            operation: "GET /v1.0/routing/rule/list/{type}",
            status: 200,
            violation: "answer[].routingStrategy.memberWeights: is an array, not object",
            reason: "The field is described as a list of members; its schema is that of one."
        ),
        Difference(
            operation: "GET /v2.0/sales-agents/working-lead/{leadId}",
            status: 200,
            violation: "answer.isWorkingLead: is not in the document",
            reason: "The document describes a yes or no and shows a lead; both stand here."
        ),
        Difference(
            operation: "POST /v2.0/working-leads/add",
            status: 200,
            violation: "answer.succeeded: is not in the document",
            reason:
                "The document speaks of partial failures and shows only a message; clients ignore unknown keys, §24."
        ),
        Difference(
            operation: "POST /v2.0/working-leads/add",
            status: 200,
            violation: "answer.failed: is not in the document",
            reason: "Likewise."
        ),
    ]

    private static let onTheWire = [
        Difference(
            violation: "answer: is an object, not string",
            reason: "§21 no. 4: errors are objects of two shapes on the wire, strings in the document."
        ),
        Difference(
            status: 200,
            violation: "answer._metadata: is not in the document",
            reason: "§21 no. 2: get_metadata is the name of a getter."
        ),
        Difference(
            operation: "GET /v1.0/leads/{leadId}",
            status: 200,
            violation: "answer.lead: is not in the document",
            reason: "§21 no. 3: one lead comes wrapped."
        ),
        Difference(
            operation: "GET /v1.0/leads",
            status: 200,
            violation: "answer.leads[].privateFlag: is not in the document",
            reason: "§7.1: on the wire only; §23 row 11 wants an unknown key."
        ),
    ]
}
