import GRDB

/// What a write says about a transaction beyond its name, type and status: only what it names is touched.
///
/// Stored as the wire has it, since nothing here is ever searched or sorted.
struct TransactionFields: Hashable, Sendable {
    private static let numbers = ["homePrice", "commissionRate", "gci", "teamRevenue", "agentRevenue"]
    private static let dates = [
        "expectedCloseDate", "closeDate", "appointmentDate", "agreementSignedDate", "offerDate", "contractDate",
        "appraisalDate", "homeInspectionDate", "escrowDate", "expiration",
    ]
    private static let payees: Set<String> = [
        "TEAM", "AGENT", "VENDOR_PARTNER", "LEAD", "OTHER", "BROKERAGE", "UPLINE",
    ]
    private static let names = numbers + dates

    let values: JSON

    init(_ fields: BodyFields, _ db: Database) throws {
        var values = JSON.object([])
        for name in Self.numbers {
            switch fields[name] {
            case nil: continue
            case .integer, .decimal: values = values.setting(name, to: fields[name] ?? .null)
            case .null, .bool, .string, .array, .object:
                throw SandboxError.invalidParameter("\(name) must be a number")
            }
        }
        for name in Self.dates {
            if let millis = try fields.millis(name) { values = values.setting(name, to: .integer(millis)) }
        }
        if let items = try fields.array("customFields") {
            values = values.setting("customFields", to: try Self.customFields(items, db))
        }
        if let commissions = try fields.object("commissions") {
            values = values.setting("commissions", to: try Self.commissions(commissions))
        }
        self.values = values
    }

    func merged(into stored: JSON) -> JSON {
        values.members.reduce(stored) { $0.setting($1.name, to: $1.value) }
    }

    /// Every name, `null` where nothing is known.
    static func wire(_ stored: JSON) -> JSON {
        let scalars = names.map { JSON.Member(name: $0, value: stored[$0] ?? .null) }
        return JSON.object(scalars).merging(["customFields": stored["customFields"] ?? []])
    }

    /// The whole set is replaced; an id that the team has not defined is refused.
    private static func customFields(_ items: [JSON], _ db: Database) throws -> JSON {
        let known = Set(try Int64.fetchAll(db, sql: "SELECT id FROM transactionField"))
        return .array(
            try items.map { item in
                let fields = try BodyFields(item)
                let id = try fields.requiredInteger("id")
                guard known.contains(id) else { throw SandboxError.invalidParameter("no such custom field: \(id)") }
                return ["id": .integer(id), "value": .text(try fields.string("value"))]
            }
        )
    }

    private static func commissions(_ commissions: JSON) throws(SandboxError) -> JSON {
        let fields = try BodyFields(commissions)
        var result = JSON.object([])
        for name in ["preSplit", "split", "postSplit"] {
            var items: [JSON] = []
            for item in try fields.array(name) ?? [] { items.append(try commission(item)) }
            result = result.setting(name, to: .array(items))
        }
        return result
    }

    private static func commission(_ item: JSON) throws(SandboxError) -> JSON {
        let fields = try BodyFields(item)
        guard let value = try fields.integer("value"), value >= 0 else {
            throw .invalidParameter("a commission needs a value of 0 or more")
        }
        switch try fields.requiredString("calculateType") {
        case "AMOUNT": break
        case "PERCENT":
            guard value <= 100 else { throw .invalidParameter("a commission is 100 PERCENT at most") }
        default: throw .invalidParameter("calculateType must be PERCENT or AMOUNT")
        }
        for name in ["splitPayType", "payType"] {
            if let payee = try fields.string(name), !payees.contains(payee) {
                throw .invalidParameter("no such \(name): \(payee)")
            }
        }
        for name in ["splitPayToName", "payToName", "desc"] { _ = try fields.string(name) }
        for name in ["id", "splitPayTo", "payTo"] { _ = try fields.integer(name) }
        let names: Set<String> = [
            "id", "splitPayType", "splitPayTo", "splitPayToName", "payType", "payTo", "payToName", "value",
            "calculateType", "desc",
        ]
        return .object(item.members.filter { names.contains($0.name) })
    }
}
