import Leads

/// Rows in which one lead has got another id; it stays where it is.
struct RenamedLeadRows: LeadRows {
    private let base: any LeadRows
    private let place: Int
    private let before: Lead.ID
    private let renamed: LeadRow

    /// - Parameters:
    ///   - base: the rows.
    ///   - place: of the lead among them.
    ///   - id: what it is called from now on.
    init(_ base: any LeadRows, at place: Int, to id: Lead.ID) {
        var row = base.row(at: place)
        before = row.lead.id
        row.lead.id = id
        renamed = row
        self.base = base
        self.place = place
    }

    var count: Int { base.count }

    func row(at position: Int) -> LeadRow { position == place ? renamed : base.row(at: position) }

    func id(at position: Int) -> Lead.ID { position == place ? renamed.lead.id : base.id(at: position) }

    func position(of id: Lead.ID) -> Int? {
        if id == renamed.lead.id { return place }
        return id == before ? nil : base.position(of: id)
    }
}

extension LeadRows {
    /// The rows with another id for a lead, if they have it.
    func renaming(_ provisional: Lead.ID, to real: Lead.ID) -> any LeadRows {
        position(of: provisional).map { RenamedLeadRows(self, at: $0, to: real) } ?? self
    }
}
