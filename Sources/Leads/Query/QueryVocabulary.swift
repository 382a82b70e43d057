/// The labels in use: what completion offers, warnings compare with and pickers list.
package struct QueryVocabulary: Hashable, Sendable {
    package var stages: [Label]
    package var sources: [Label]
    package var tags: [Label]
    package var owners: [Label]
    package var ponds: [Label]

    /// An empty list means "not known", not "none in use".
    package init(
        stages: [Label] = [],
        sources: [Label] = [],
        tags: [Label] = [],
        owners: [Label] = [],
        ponds: [Label] = []
    ) {
        self.stages = stages
        self.sources = sources
        self.tags = tags
        self.owners = owners
        self.ponds = ponds
    }

    /// One label, as the server spells it.
    package struct Label: Hashable, Sendable {
        package var name: String
        /// Leads that carry it.
        package var count: Int
        /// ``Assignee/id`` of an owner, ``Pond/id`` of a pond.
        package var id: Int64?

        package init(_ name: String, count: Int = 0, id: Int64? = nil) {
            self.name = name
            self.count = count
            self.id = id
        }
    }

    /// The labels of a field; empty for fields that hold free text.
    package func labels(of field: QueryTextField) -> [Label] {
        switch field {
        case .stage: stages
        case .source: sources
        case .tag: tags
        case .owner: owners
        case .pond: ponds
        case .name, .phone, .email: []
        }
    }

    /// The labels that a pattern accepts, by the same rules that match leads.
    func labels(
        of field: QueryTextField,
        accepting pattern: QueryTextPattern,
        context: QueryContext
    ) -> [Label] {
        let needles = TextNeedle.needles(for: pattern, field: field, context: context)
        return labels(of: field).filter { label in
            let item = FoldedText.bytes(of: label.name) + [LeadFacts.itemEnd]
            return needles.contains { $0.accepts(item.indices, of: item, ownerID: label.id) }
        }
    }
}
