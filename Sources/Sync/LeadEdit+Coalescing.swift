package import Leads
package import LoftyAPI

extension LeadEdit {
    /// One PUT for several changes of a lead, in their order; `nil` when they come to nothing.
    ///
    /// Changes that take each other back are left out. A single change is always sent, even when the mirror says that
    /// the lead already is so: the mirror may be behind.
    package init?(coalescing changes: [LeadChange], onto base: Lead?) {
        self.init()
        stage = Self.finalStage(of: changes, onto: base)
        for (tag, operations) in Self.tagOperations(of: changes) {
            guard let isWanted = operations.last else { continue }
            let isPresent = base?.tags.contains(tag) ?? false
            if operations.count > 1, isWanted == isPresent { continue }
            // Lofty does not remove a tag that the same request adds, so a tag stands in one list only.
            if isWanted { addingTags.append(tag) } else { removingTags.append(tag) }
        }
        if self == LeadEdit() { return nil }
    }

    /// The whole set of tags that the changes lead to, for a server that ignores the gentle way.
    package init(replacingTagsOf lead: Lead, by changes: [LeadChange]) {
        var changed = lead
        for change in changes { changed.apply(change) }
        self.init(tags: changed.tags)
    }

    private static func finalStage(of changes: [LeadChange], onto base: Lead?) -> String? {
        let stages = changes.compactMap { change -> String? in
            if case .setStage(from: _, to: let stage) = change { return stage }
            return nil
        }
        if stages.count > 1, stages.last == base?.stage { return nil }
        return stages.last
    }

    /// Tag by tag, in the order of first mention: true for each addition, false for each removal.
    private static func tagOperations(of changes: [LeadChange]) -> [(tag: String, operations: [Bool])] {
        var order: [String] = []
        var operations: [String: [Bool]] = [:]
        for change in changes {
            guard let tag = change.tag else { continue }
            if operations[tag] == nil { order.append(tag) }
            operations[tag, default: []].append(change == .addTag(tag))
        }
        return order.map { ($0, operations[$0] ?? []) }
    }
}
