import Leads

extension QueryVocabulary {
    /// Counts the labels of some leads.
    init(counting leads: [LeadFacts]) {
        var stages = LabelCounts()
        var sources = LabelCounts()
        var tags = LabelCounts()
        var owners = LabelCounts()
        var ponds = LabelCounts()
        for lead in leads.lazy.map(\.row.lead) {
            stages.add(lead.stage, id: nil)
            sources.add(lead.source, id: nil)
            for tag in lead.tags { tags.add(tag, id: nil) }
            owners.add(lead.assignee?.name, id: lead.assignee?.id)
            ponds.add(lead.pond?.name, id: lead.pond?.id)
        }
        self.init(
            stages: stages.labels,
            sources: sources.labels,
            tags: tags.labels,
            owners: owners.labels,
            ponds: ponds.labels
        )
    }
}

private struct LabelCounts {
    private struct Key: Hashable {
        var name: String
        var id: Int64?
    }

    private var counts: [Key: Int] = [:]

    mutating func add(_ name: String?, id: Int64?) {
        guard let name, !name.isEmpty else { return }
        counts[Key(name: name, id: id), default: 0] += 1
    }

    var labels: [QueryVocabulary.Label] {
        counts.map { QueryVocabulary.Label($0.key.name, count: $0.value, id: $0.key.id) }.sorted { left, right in
            left.count == right.count
                ? (left.name, left.id ?? 0) < (right.name, right.id ?? 0) : left.count > right.count
        }
    }
}
