import Configuration
import FoundationEssentials
import Leads

/// Leads and timelines as the command line prints them; ids are numbers of 64 bits.
enum LeadFields {
    static let all: [RecordField<Lead>] = [
        RecordField("leadId", heading: "ID") { .id($0.id.rawValue) },
        RecordField("name") { .text($0.displayName) },
        RecordField("firstName") { .text($0.firstName) },
        RecordField("lastName") { .text($0.lastName) },
        RecordField("emails") { .list($0.emails) },
        RecordField("phones") { .list($0.phones.map(\.number)) },
        RecordField("email") { .text($0.emails.first) },
        // A list of numbers is dialled, so what must not be called is not among them; "phones" has all, and
        // "mustNotCall" those of them that nobody may call at any hour. "mayCall" and "mayText" go by the clock there.
        RecordField("phone") { .text($0.reach(over: .call).first) },
        RecordField("mustNotCall") { .list($0.forbiddenNumbers) },
        RecordField("mayCall") { .list($0.reach(over: .call, at: Date())) },
        RecordField("mayText") { .list($0.reach(over: .text, at: Date())) },
        RecordField("mayEmail") { .list($0.reach(over: .email)) },
        RecordField("stage") { .text($0.stage) },
        RecordField("source") { .text($0.source) },
        RecordField("score") { .number($0.score) },
        RecordField("tags") { .list($0.tags) },
        RecordField("leadTypes") { .list($0.types.map(\.name)) },
        RecordField("assignedUserId") { .id($0.assignee?.id) },
        RecordField("assignedUser", heading: "OWNER") { .text($0.assignee?.name) },
        RecordField("hidden") { .flag($0.isHidden) },
        RecordField("priceMin") { .number($0.inquiry.priceMin.map(Int.init)) },
        RecordField("priceMax") { .number($0.inquiry.priceMax.map(Int.init)) },
        RecordField("createTime") { .date($0.createdAt) },
        RecordField("lastUpdateTime") { .date($0.updatedAt) },
        RecordField("lastTouch") { .date($0.lastTouchAt) },
        RecordField("lastVisit") { .date($0.lastVisitAt) },
        RecordField("link") { .text(link(of: $0.id)) },
    ]

    /// Where the lead is in Lofty; `nil` when the settings do not say how links are made.
    private static func link(of id: Lead.ID) -> String? {
        guard let leadLink, !id.isProvisional else { return nil }
        return leadLink.replacing("{id}", with: String(id.rawValue))
    }

    private static let leadLink = Configuration.current().settings.leadLink

    /// A lead as one object of JSON, with the fields that `leads show` prints.
    static func object(_ lead: Lead) -> String {
        let members = all.filter { data.contains($0.name) }.compactMap { field in
            field.value(lead).json(idsAsStrings: false).map { "\"\(field.name)\":\($0)" }
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    static let table = ["leadId", "name", "stage", "assignedUser", "source", "score", "phone", "email", "tags"]
    static let one = [
        "leadId", "name", "stage", "assignedUser", "source", "score", "leadTypes", "phones", "emails", "tags",
        "createTime", "lastTouch", "lastVisit",
    ]
    static let data = [
        "leadId", "firstName", "lastName", "emails", "phones", "mustNotCall", "mayCall", "mayText", "mayEmail", "stage",
        "source",
        "score", "tags", "leadTypes", "assignedUserId", "assignedUser", "hidden", "createTime", "lastUpdateTime",
        "lastTouch", "lastVisit",
    ]

    /// Columns out of which numbers are dialled.
    static let dialled = ["phone", "mayCall", "mayText"]

    /// Prints leads of which nobody knows who else has their numbers on a do-not-call list: it is not said then who may be
    /// called or texted, rather than guessed.
    static func printerWithoutListings(_ options: PrintingOptions) throws(FoyerFailure) -> RecordPrinter<Lead> {
        let guessed = ["mayCall", "mayText"]
        if options.format != .table || options.namesColumn(of: guessed) {
            StandardError.print(
                "foyer: mayCall and mayText are left out, as a lead outside this list may have a number on a do-not-call "
                    + "list. “foyer sync” reads the book once; naming the columns reads it now."
            )
        }
        let fields = all.map { guessed.contains($0.name) ? RecordField($0.name) { _ in .none } : $0 }
        return try RecordPrinter(fields, table: table, data: data, options: options)
    }

    static func printer(
        _ options: PrintingOptions,
        table: [String] = table
    ) throws(FoyerFailure) -> RecordPrinter<Lead> {
        try RecordPrinter(all, table: table, data: data, options: options)
    }
}

enum TimelineFields {
    static let all: [RecordField<TimelineEntry>] = [
        RecordField("time") { .date($0.at) },
        RecordField("kind") { .text($0.kind.word) },
        RecordField("text") { .text($0.text) },
        RecordField("actor", heading: "BY") { .text($0.actor) },
    ]

    static func printer(_ options: PrintingOptions) throws(FoyerFailure) -> RecordPrinter<TimelineEntry> {
        let names = all.map(\.name)
        return try RecordPrinter(all, table: names, data: names, options: options)
    }
}

extension TimelineEntry.Kind {
    fileprivate var word: String {
        switch self {
        case .site: "site"
        case .call(let direction, _): "call \(direction.rawValue.lowercased())"
        case .text(let direction): "text \(direction.rawValue.lowercased())"
        case .email(let direction, _): "email \(direction.rawValue.lowercased())"
        case .note: "note"
        case .system: "system"
        case .task: "task"
        case .appointment: "appointment"
        case .transaction: "transaction"
        case .pending: "unsent"
        }
    }
}
