package import FoundationEssentials
package import Leads
import Terminal
package import ViewModels

extension OutboxText {
    /// Changes and drafts as a text for people, whole, with what became of each.
    ///
    /// - Parameters:
    ///   - items: in their order.
    ///   - others: how many more are not on the server, which whoever calls tells by itself.
    ///   - now: when this is written.
    ///   - offset: seconds east of Greenwich at a moment, where the person sits.
    /// - Returns: lines that hold no control characters.
    package static func export(
        _ items: [OutboxSheet.Item],
        others: Int = 0,
        now: Date,
        offset: @Sendable (Date) -> Int
    ) -> String {
        let entries = items.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
        let head =
            "Outbox of Foyer, written \(moment(now, offset)): \(entries.count + others) not on the server, "
            + "\(items.count - entries.count) never sent.\n"
        return head
            + items.map { item in
                switch item {
                case .entry(let entry): block(entry, entries, now: now, offset)
                case .draft(let draft): block(draft, offset)
                }
            }.joined()
    }

    /// One change as a text for people at a shell, whole, with what to do next.
    package static func page(
        of entry: OutboxEntry,
        among others: [OutboxEntry],
        now: Date,
        offset: @Sendable (Date) -> Int
    ) -> String {
        let told = OutboxExplanation(entry, among: others, now: now)
        let block = block(entry, others, now: now, offset)
        return block.drop(while: \.isNewline) + CleanText.clean(told.advice(in: .commands)) + "\n"
    }

    private static func block(
        _ entry: OutboxEntry,
        _ others: [OutboxEntry],
        now: Date,
        _ offset: (Date) -> Int
    ) -> String {
        let told = OutboxExplanation(entry, among: others, now: now)
        let title = "\(entry.leadName) · lead \(entry.leadID) · change \(entry.id.rawValue)"
        return block(title, "decided \(moment(entry.createdAt, offset))", told.facts, told.state)
    }

    private static func block(_ draft: Draft, _ offset: (Date) -> Int) -> String {
        let facts = draft.form.fields.filter { !$0.text.isBlank }.map {
            OutboxExplanation.Fact($0.label, $0.text.text)
        }
        let title = "\(draft.leadName ?? "New lead") · \(Wording.kind(of: draft))"
        return block(title, "typed \(moment(draft.typedAt, offset))", facts, "Never sent.")
    }

    private static func block(
        _ title: String,
        _ when: String,
        _ facts: [OutboxExplanation.Fact],
        _ state: String
    ) -> String {
        let parts = facts.map { fact in
            let lines = CleanText.clean(fact.text, lineEnds: .becomeNewlines).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            return "\(fact.label):\n" + lines.map { "    \($0)\n" }.joined()
        }
        return "\n--- \(CleanText.clean(title)) (\(when))\n\(parts.joined())\(CleanText.clean(state))\n"
    }

    private static func moment(_ date: Date, _ offset: (Date) -> Int) -> String {
        // The year makes the words those of a date, not of today.
        Formatters.day(date, now: .distantPast, offset: offset) + " " + Formatters.time(date, offset: offset)
    }
}
