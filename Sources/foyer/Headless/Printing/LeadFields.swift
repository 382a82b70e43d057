import Configuration
import FoundationEssentials
import Leads

/// A lead as its columns ask for it.
final class PrintedLead {
    let lead: Lead
    /// Looked up once, where a column asks for it at all.
    private(set) lazy var reach = LeadReach(of: lead, at: Date())

    init(_ lead: Lead) { self.lead = lead }
}

/// Leads and timelines as the command line prints them; ids are numbers of 64 bits.
enum LeadFields {
    static let all: [RecordField<PrintedLead>] = [
        RecordField("leadId", heading: "ID") { .id($0.lead.id.rawValue) },
        RecordField("name") { .text($0.lead.displayName) },
        RecordField("firstName") { .text($0.lead.firstName) },
        RecordField("lastName") { .text($0.lead.lastName) },
        RecordField("emails") { .list($0.lead.emails) },
        RecordField("phones") { .list($0.lead.phones.map(\.number)) },
        RecordField("email") { .text($0.lead.emails.first) },
        // A list of numbers is dialled, so what must not be called is not among them; "phones" has all, and
        // "mustNotCall" those of them that nobody may call at any hour. "mayCall" and "mayText" go by the clock there.
        RecordField("phone") { .text($0.reach.numbers.first) },
        RecordField("mustNotCall") { .list($0.reach.forbidden) },
        RecordField("mayCall") { .list($0.reach.callable) },
        RecordField("mayText") { .list($0.reach.textable) },
        RecordField("mayEmail") { .list($0.reach.addresses) },
        RecordField("stage") { .text($0.lead.stage) },
        RecordField("source") { .text($0.lead.source) },
        RecordField("score") { .number($0.lead.score) },
        RecordField("tags") { .list($0.lead.tags) },
        RecordField("leadTypes") { .list($0.lead.types.map(\.name)) },
        RecordField("assignedUserId") { .id($0.lead.assignee?.id) },
        RecordField("assignedUser", heading: "OWNER") { .text($0.lead.assignee?.name) },
        RecordField("hidden") { .flag($0.lead.isHidden) },
        RecordField("priceMin") { .number($0.lead.inquiry.priceMin.map(Int.init)) },
        RecordField("priceMax") { .number($0.lead.inquiry.priceMax.map(Int.init)) },
        RecordField("createTime") { .date($0.lead.createdAt) },
        RecordField("lastUpdateTime") { .date($0.lead.updatedAt) },
        RecordField("lastTouch") { .date($0.lead.lastTouchAt) },
        RecordField("lastVisit") { .date($0.lead.lastVisitAt) },
        RecordField("link") { .text(link(of: $0.lead.id)) },
    ]

    /// Where the lead is in Lofty; `nil` when the settings do not say how links are made.
    private static func link(of id: Lead.ID) -> String? {
        guard let leadLink, !id.isProvisional else { return nil }
        return leadLink.replacing("{id}", with: String(id.rawValue))
    }

    private static let leadLink = Configuration.current().settings.leadLink

    /// A lead as one object of JSON, with the fields that `leads show` prints.
    static func object(_ lead: Lead) -> String {
        var json: [UInt8] = [UInt8(ascii: "{")]
        ofData.append(PrintedLead(lead), to: &json)
        json.append(UInt8(ascii: "}"))
        return String(decoding: json, as: UTF8.self)
    }

    static let ofData = all.filter { data.contains($0.name) }

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
    static func printerWithoutListings(_ options: PrintingOptions) throws(FoyerFailure) -> RecordPrinter<PrintedLead> {
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
    ) throws(FoyerFailure) -> RecordPrinter<PrintedLead> {
        try RecordPrinter(all, table: table, data: data, options: options)
    }
}

extension RecordPrinter<PrintedLead> {
    mutating func print(_ lead: Lead) throws(FoyerFailure) { try print(PrintedLead(lead)) }

    mutating func printAll(_ leads: [Lead]) throws(FoyerFailure) { try printAll(leads.lazy.map(PrintedLead.init)) }

    mutating func printOne(_ lead: Lead, beside: [[String]] = []) throws(FoyerFailure) {
        try printOne(PrintedLead(lead), beside: beside)
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
