import FoundationEssentials
import JSONText
import Leads

extension LeadTransaction {
    /// Reads the object of v1 and the item of v2; only the id is needed.
    init(wire: JSONValue) throws(WireError) {
        guard let id: ID = wire.id("transactionId") else { throw WireError("it has no readable transactionId") }
        self.init(
            id: id,
            leadID: wire.leadID,
            leadName: wire["leadName"]?.text,
            agentID: wire.id("assignedAgent"),
            agentName: wire["agentName"]?.text,
            propertyID: wire["propertyId"]?.reference,
            kind: Reported(wire["transactionType"]),
            fields: TransactionFields(wire: wire),
            createdAt: wire["created"]?.date,
            updatedAt: wire["updated"]?.date
        )
    }
}

extension TransactionFields {
    init(wire: JSONValue) {
        self.init(
            name: wire["transactionName"]?.text,
            kind: Reported<LeadTransaction.Kind>(wire["transactionType"])?.value,
            status: wire["transactionStatus"]?.text
        )
        homePrice = wire["homePrice"]?.decimal
        commissionRate = wire["commissionRate"]?.decimal
        grossCommission = wire["gci"]?.decimal
        teamRevenue = wire["teamRevenue"]?.decimal
        agentRevenue = wire["agentRevenue"]?.decimal
        for (key, value) in wire.members {
            if let milestone = Milestone(rawValue: key) { dates[milestone] = value.date }
        }
        customFields = wire["customFields"].map { $0.items.compactMap { FieldValue(wire: $0) } }
        commissions = wire["commissions"].map { Commissions(wire: $0) }
    }
}

extension TransactionFields.FieldValue {
    init?(wire: JSONValue) {
        guard let id: TransactionCustomField.ID = wire.id("id") else { return nil }
        self.init(id, wire["value"]?.text ?? "")
    }
}

extension Commissions {
    init(wire: JSONValue) {
        self.init(
            beforeSplit: wire.list("preSplit").map { Commission(wire: $0) },
            split: wire.list("split").map { Commission(wire: $0) },
            afterSplit: wire.list("postSplit").map { Commission(wire: $0) }
        )
    }
}

extension Commission {
    init(wire: JSONValue) {
        id = wire["id"]?.reference
        splitPayee = Payee(wire["splitPayType"], wire["splitPayTo"], wire["splitPayToName"])
        payee = Payee(wire["payType"], wire["payTo"], wire["payToName"])
        value = wire["value"]?.integer
        calculation = Reported(wire["calculateType"])
        remark = wire["desc"]?.text
    }
}

extension Commission.Payee {
    init?(_ kind: JSONValue?, _ id: JSONValue?, _ name: JSONValue?) {
        guard let kind = Reported<Commission.PayeeKind>(kind) else { return nil }
        self.kind = kind
        self.id = id?.reference
        self.name = name?.text
    }
}

extension TransactionCustomField {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            name: wire["name"]?.text ?? "",
            kind: Reported(wire["type"]),
            params: wire["params"]?.text
        )
    }
}

extension TransactionAddress {
    init(wire: JSONValue) throws(WireError) {
        guard wire.kind == .object else { throw WireError("it is not an object") }
        self.init(
            streetAddress: wire["streetAddress"]?.text,
            city: wire["city"]?.text,
            state: wire["state"]?.text,
            zipCode: wire["zipCode"]?.text
        )
        unit = wire["unit"]?.text
        county = wire["county"]?.text
        label = wire["label"]?.text
    }
}

extension TransactionPipeline {
    init(wire: JSONValue) throws(WireError) {
        guard let kind = Reported<LeadTransaction.Kind>(wire["transactionType"]) else {
            throw WireError("it has no readable transactionType")
        }
        self.init(kind: kind, stages: wire.list("stages").compactMap { Stage(wire: $0) })
    }
}

extension TransactionPipeline.Stage {
    init?(wire: JSONValue) {
        guard let id: ID = wire.id("id"), let name = wire["name"]?.text else { return nil }
        self.init(id: id, name: name, isDefault: wire["default"]?.flag ?? false)
    }
}
