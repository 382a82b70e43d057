import Foundation
import Leads

/// Sorts rows slowly and plainly, straight from the rules.
struct NaiveOrder {
    let sort: LeadSort

    init(_ sort: LeadSort) { self.sort = sort }

    func sorted(_ rows: some Sequence<LeadRow>) -> [LeadRow] {
        switch sort.key {
        case .created: sorted(rows, by: \.createdAt)
        case .updated: sorted(rows, by: \.updatedAt)
        case .touched: sorted(rows, by: \.lastTouchAt)
        case .visited: sorted(rows, by: \.lastVisitAt)
        case .call: sorted(rows, by: urgency)
        case .score: sorted(rows, by: \.score)
        case .name: sorted(rows, by: name)
        case .stage: sorted(rows) { lead in lead.stage.flatMap { $0.isEmpty ? nil : letters($0) } }
        }
    }

    private func sorted<Value: Comparable>(
        _ rows: some Sequence<LeadRow>,
        by value: (Lead) -> Value?
    ) -> [LeadRow] {
        rows.map { ($0, value($0.lead)) }.sorted { left, right in
            precedes(left.1, right.1) ?? isNewer(left.0.lead, right.0.lead)
        }.map(\.0)
    }

    /// The order of two values; `nil` when they are equal or both missing.
    private func precedes<Value: Comparable>(_ left: Value?, _ right: Value?) -> Bool? {
        guard let left else { return right == nil ? nil : false }
        guard let right else { return true }
        if left == right { return nil }
        return (left < right) != sort.isDescending
    }

    /// The group a lead is in, and its place there.
    private func urgency(_ lead: Lead) -> Urgency? {
        guard let touch = lead.lastTouchAt else {
            return lead.createdAt.map { Urgency(group: 2, place: $0.timeIntervalSinceReferenceDate) }
        }
        if let visit = lead.lastVisitAt, visit > touch {
            return Urgency(group: 1, place: visit.timeIntervalSinceReferenceDate)
        }
        return Urgency(group: 0, place: -touch.timeIntervalSinceReferenceDate)
    }

    private struct Urgency: Comparable {
        var group: Int
        var place: Double

        static func < (left: Urgency, right: Urgency) -> Bool {
            (left.group, left.place) < (right.group, right.place)
        }
    }

    private func isNewer(_ left: Lead, _ right: Lead) -> Bool {
        let (left, right) = (left.id, right.id)
        if left.isProvisional != right.isProvisional { return left.isProvisional }
        return left.isProvisional ? left < right : left > right
    }

    /// What the list shows: the name, else the first address that is one, else the first number that has digits, with its
    /// country, so that the spelling does not decide.
    private func name(_ lead: Lead) -> Letters? {
        let name = [lead.firstName, lead.lastName].filter { !$0.isEmpty }.joined(separator: " ")
        let texts = [name] + lead.emails + lead.phones.map { $0.parsed?.digits ?? $0.digits }
        return texts.first { !$0.isEmpty }.map(letters)
    }

    private func letters(_ text: String) -> Letters {
        let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
        let spelled = ["ø": "o", "ł": "l", "ß": "ss", "’": "'"].reduce(plain) {
            $0.replacingOccurrences(of: $1.key, with: $1.value)
        }
        return Letters(bytes: spelled.utf8.map { $0 < 0x20 ? 0x20 : $0 })
    }

    private struct Letters: Comparable {
        var bytes: [UInt8]

        static func < (left: Letters, right: Letters) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
    }
}
