package import Leads

extension BulkGround {
    /// Leads, and what is on its way to the server of them.
    package init(_ leads: [Lead], gone: [Lead.ID] = [], unsent: [OutboxEntry]) {
        self.init(
            leads,
            gone: gone,
            stuck: Set(unsent.filter(\.needsPerson).map(\.leadID)),
            trashed: Set(unsent.filter(\.isTrashOnItsWay).map(\.leadID))
        )
    }
}

extension OutboxEntry {
    /// True for a trash that goes out without the person.
    var isTrashOnItsWay: Bool {
        guard case .trash = change else { return false }
        return !needsPerson
    }
}
