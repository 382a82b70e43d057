import GRDB

/// What a team has set up before its first lead: pipelines of transactions, fields, vendors.
///
/// A migration writes it, so it is frozen like the migration: another set comes with another migration.
enum WorkDefinitions {
    static let pipelines: [(type: String, stages: [String])] = [
        ("Purchase", ["Pre-contract", "Offer Made", "Under Contract", "Closed", "Lost"]),
        ("Listing", ["Pre-listing", "Active", "Under Contract", "Closed", "Expired"]),
        ("Lease", ["Touring", "Application", "Lease Signed", "Closed"]),
        ("Other", ["Open", "Closed"]),
    ]

    static let leadFields: [(name: String, type: String, params: String)] = [
        ("Anniversary", "anniversary_date", ""),
        ("Preferred Contact Time", "single_select", #"{"option":["Morning","Afternoon","Evening"]}"#),
        ("Must Haves", "multi_select", #"{"option":["Pool","Fenced yard","Office","Guest house"]}"#),
        ("Household Size", "number", ""),
        ("Down Payment", "percentage", ""),
        ("Net Worth", "currency", ""),
        ("Move-in Date", "date", ""),
        ("Employer", "text", ""),
    ]

    static let transactionFields: [(name: String, type: String, params: String?)] = [
        ("Title Company", "TEXT", nil),
        ("Option Period Ends", "DATE", nil),
        ("Earnest Money", "CURRENCY", nil),
        ("Financing", "Single-Select", #"[{"label":"Cash","value":"1"},{"label":"Loan","value":"2"}]"#),
    ]

    private static let vendors: [(first: String, last: String, role: String, company: String)] = [
        ("Priya", "Raman", "Lender", "Hill Country Lending"),
        ("Otis", "Bell", "Home Inspector", "Bell & Daughters Inspection"),
        ("Ximena", "Prado", "Transaction Coordinator", ""),
    ]

    /// Beyond the stages of leads, so that neither is taken for the other.
    static let firstStageID: Int64 = 300_101

    static func write(to db: Database) throws {
        var stageID = firstStageID
        for (type, stages) in pipelines {
            for (position, name) in stages.enumerated() {
                try db.execute(
                    sql:
                        "INSERT INTO transactionStage (id, type, position, name) VALUES (:id, :type, :position, :name)",
                    arguments: ["id": stageID, "type": type, "position": position, "name": name]
                )
                stageID += 1
            }
        }
        for (position, field) in transactionFields.enumerated() {
            try db.execute(
                sql: "INSERT INTO transactionField (id, name, type, params) VALUES (:id, :name, :type, :params)",
                arguments: ["id": 5_001 + position, "name": field.name, "type": field.type, "params": field.params]
            )
        }
        for (position, field) in leadFields.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO customField (name, position, type, value, params)
                    VALUES (:name, :position, :type, '', :params)
                    """,
                arguments: ["name": field.name, "position": position, "type": field.type, "params": field.params]
            )
        }
        try writeVendors(to: db)
    }

    private static func writeVendors(to db: Database) throws {
        for (index, vendor) in vendors.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO vendor (
                        id, firstName, lastName, phoneNumber, email, roleName, companyName, companyAddress
                    ) VALUES (:id, :first, :last, :phone, :email, :role, :company, '500 Congress Ave, Austin, TX 78701')
                    """,
                arguments: [
                    "id": 11 + index, "first": vendor.first, "last": vendor.last, "phone": "555017\(index)",
                    "email": "\(vendor.first.lowercased())@vendors.example.com", "role": vendor.role,
                    "company": vendor.company,
                ]
            )
        }
    }
}
