import FoundationEssentials
package import Leads

/// Leads as a table that Foyer, Lofty and every spreadsheet read.
package enum LeadExport {
    /// The names of the columns; an import of such a file maps each of them.
    package static let header = [
        "leadId", "firstName", "lastName", "emails", "phones", "leadTypes", "stage", "source", "tags", "assignedUser",
        "priceMin", "priceMax", "createTime", "lastTouch", "doNotCallPhones", "cannotCall", "cannotText", "cannotEmail",
        "unsubscribed",
    ]

    /// The cells of a lead in the order of ``header``; lists stand between semicolons.
    ///
    /// Whoever has such a file dials the column of phones, so what must not be called has a column of its own.
    package static func cells(_ lead: Lead) -> [String] {
        let forbidden = lead.forbiddenNumbers
        return [
            lead.id.description, lead.firstName, lead.lastName, lead.emails.joined(separator: "; "),
            lead.phones.map(\.number).filter { !forbidden.contains($0) }.joined(separator: "; "),
            lead.types.map(name).joined(separator: "; "),
            lead.stage ?? "", lead.source ?? "", list(lead.tags), lead.assignee?.name ?? "",
            lead.inquiry.priceMin.map(String.init) ?? "", lead.inquiry.priceMax.map(String.init) ?? "",
            lead.createdAt?.inGreenwich ?? "", lead.lastTouchAt?.inGreenwich ?? "",
            forbidden.joined(separator: "; "), flag(lead.permissions.cannotCall || lead.refusesContact),
            flag(lead.permissions.cannotText || lead.refusesContact), flag(lead.permissions.cannotEmail),
            flag(lead.permissions.isUnsubscribed),
        ]
    }

    private static func flag(_ isSet: Bool) -> String { isSet ? "yes" : "" }

    /// A type without a published name goes by its number.
    private static func name(_ type: LeadType) -> String {
        switch type {
        case .seller, .buyer, .renter, .investor, .agent, .homeowner, .landlord: type.name
        case .other(let code): code == -1 ? type.name : String(code)
        }
    }

    /// A single tag with a comma in it must not be read as two.
    private static func list(_ words: [String]) -> String {
        let text = words.joined(separator: "; ")
        return words.count == 1 && text.contains(",") ? text + ";" : text
    }
}
