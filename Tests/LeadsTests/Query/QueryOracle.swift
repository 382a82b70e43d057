import Foundation
import Leads

/// Answers queries slowly and plainly, straight from the leads, to check the fast answer against.
struct QueryOracle {
    var context: QueryContext

    func accepts(_ row: LeadRow, _ expression: QueryExpression) -> Bool {
        switch expression {
        case .term(let term): accepts(row, term)
        case .not(let inner): !accepts(row, inner)
        case .all(let parts): parts.allSatisfy { accepts(row, $0) }
        case .any(let parts): parts.contains { accepts(row, $0) }
        }
    }

    private func accepts(_ row: LeadRow, _ term: QueryTerm) -> Bool {
        let lead = row.lead
        switch term {
        case .words(let words): return words.contains { accepts(lead, word: $0) }
        case .text(let field, let patterns): return patterns.contains { accepts(lead, field, $0) }
        case .number(let field, let patterns): return patterns.contains { accepts(lead, field, $0) }
        case .moment(let field, let patterns): return patterns.contains { accepts(lead, field, $0) }
        case .type(let choices):
            let names = lead.types.isEmpty ? ["none"] : lead.types.map { $0.name.lowercased() }
            return choices.contains { names.contains($0.rawValue) }
        case .snoozed(let choices): return choices.contains(context.snoozed.contains(lead.id) ? .yes : .no)
        case .hidden(let choices): return choices.contains(lead.isHidden ? .yes : .no)
        case .sync(let choices): return choices.contains { $0.rawValue == "\(row.syncState)" }
        case .next(let steps):
            return context.nextSteps.map { steps.contains($0.step(of: lead.id, at: context.now, context.clock)) }
                ?? false
        case .may(let choices):
            return choices.contains { choice in
                let channel = ContactGuard.Channel.allCases.first { "\($0)" == choice.rawValue }
                let standing = ContactGuard.standing(of: lead, at: context.now)
                return channel.map { standing.verdict(for: $0).permits } ?? false
            }
        }
    }

    // MARK: Text

    static func fold(_ text: String) -> String {
        let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
        return ["ø": "o", "ł": "l", "ß": "ss", "đ": "d"].reduce(plain) {
            $0.replacingOccurrences(of: $1.key, with: $1.value)
        }
    }

    private func accepts(_ lead: Lead, word: String) -> Bool {
        let texts = [name(lead)] + lead.emails + lead.tags
        if texts.contains(where: { contains($0, word) }) || String(lead.id.rawValue) == word { return true }
        let digits = word.filter { "0123456789".contains($0) }
        guard digits.count >= 3, word.allSatisfy({ "0123456789+-(). /".contains($0) }) else { return false }
        return lead.phones.contains { hasNumber($0, part: word) }
    }

    private func accepts(_ lead: Lead, _ field: QueryTextField, _ pattern: QueryTextPattern) -> Bool {
        let items = items(lead, field).filter { !$0.isEmpty }
        if field == .phone, pattern != .absent { return lead.phones.contains { accepts($0, pattern) } }
        switch pattern {
        case .absent: return items.isEmpty
        case .me: return context.me.map { isOwner($0, of: lead) } ?? false
        case .exactly(let text): return isOwner(named: text, lead, field) || items.contains { isEqual($0, text, field) }
        case .startingWith(let text): return items.contains { wanted($0, .name).hasPrefix(wanted(text, field)) }
        case .like(let text) where field.isLabel: return items.contains { hasLeadingWords($0, text) }
        case .like(let text):
            return isOwner(named: text, lead, field) || items.contains { contains($0, wanted(text, field)) }
        }
    }

    /// The eleven digits of a North American number; the samples have no others.
    private func international(_ number: String) -> String {
        let digits = number.filter { "0123456789".contains($0) }
        return digits.count == 10 ? "1" + digits : digits
    }

    private func hasNumber(_ phone: Phone, part: String) -> Bool {
        let digits = part.filter { "0123456789".contains($0) }
        let isWhole = digits.count >= 7 && (part.hasPrefix("+1") || (digits.count == 11 && digits.first == "1"))
        return international(phone.number).contains(isWhole ? String(digits.dropFirst()) : digits)
    }

    private func accepts(_ phone: Phone, _ pattern: QueryTextPattern) -> Bool {
        let number = international(phone.number)
        switch pattern {
        case .absent, .me: return false
        case .exactly(let text): return number == international(text)
        case .like(let text): return hasNumber(phone, part: text)
        case .startingWith(let text):
            let digits = text.filter { "0123456789".contains($0) }
            return number.hasPrefix(digits) || (!text.hasPrefix("+") && number.hasPrefix("1" + digits))
        }
    }

    private func items(_ lead: Lead, _ field: QueryTextField) -> [String] {
        switch field {
        case .name: [name(lead)]
        case .email: lead.emails
        case .tag: lead.tags
        case .phone: lead.phones.map(\.digits)
        case .stage: [lead.stage ?? ""]
        case .source: [lead.source ?? ""]
        case .owner: [lead.assignee?.name ?? ""]
        case .pond: [lead.pond?.name ?? ""]
        }
    }

    private func name(_ lead: Lead) -> String {
        lead.lastName.isEmpty ? lead.firstName : lead.firstName + " " + lead.lastName
    }

    private func wanted(_ text: String, _ field: QueryTextField) -> String { Self.fold(text) }

    private func isEqual(_ item: String, _ text: String, _ field: QueryTextField) -> Bool {
        wanted(item, field) == wanted(text, field)
    }

    private func contains(_ item: String, _ text: String) -> Bool {
        text.isEmpty || Self.fold(item).contains(Self.fold(text))
    }

    private func hasLeadingWords(_ item: String, _ text: String) -> Bool {
        let item = Self.fold(item)
        guard item.hasPrefix(Self.fold(text)) else { return false }
        guard let next = item.dropFirst(Self.fold(text).count).first else { return true }
        return next.isASCII && !next.isLetter && !next.isNumber
    }

    private func isOwner(_ member: Member, of lead: Lead) -> Bool {
        guard let assignee = lead.assignee else { return false }
        return assignee.id == member.id.rawValue || Self.fold(assignee.name) == Self.fold(member.fullName)
    }

    private func isOwner(named text: String, _ lead: Lead, _ field: QueryTextField) -> Bool {
        guard field == .owner else { return false }
        if let id = Int64(text) { return lead.assignee?.id == id }
        let team = context.members + [context.me].compactMap(\.self)
        return text.contains("@") && team.contains { isOwner($0, of: lead) && contains($0.email, text) }
    }

    // MARK: Numbers and moments

    private func accepts(_ lead: Lead, _ field: QueryNumberField, _ pattern: QueryNumberPattern) -> Bool {
        let range: (Int64?, Int64?) =
            switch field {
            case .score: (lead.score.map(Int64.init), lead.score.map(Int64.init))
            case .id: (lead.id.rawValue, lead.id.rawValue)
            case .price: (lead.inquiry.priceMin, lead.inquiry.priceMax)
            case .bedrooms: (lead.inquiry.bedroomsMin.map(Int64.init), lead.inquiry.bedroomsMax.map(Int64.init))
            }
        if range.0 == nil, range.1 == nil { return pattern == .absent }
        let (low, high) = (range.0 ?? .min, range.1 ?? .max)
        return switch pattern {
        case .absent: false
        case .within(.equal(let value)): low <= value && value <= high
        case .within(.between(let first, let last)): first <= high && low <= last
        case .within(.compared(.below, let value)): low < value
        case .within(.compared(.atMost, let value)): low <= value
        case .within(.compared(.above, let value)): high > value
        case .within(.compared(.atLeast, let value)): high >= value
        }
    }

    private func accepts(_ lead: Lead, _ field: QueryMomentField, _ pattern: QueryMomentPattern) -> Bool {
        guard let moment = moment(lead, field) else { return pattern == .absent }
        switch pattern {
        case .absent: return false
        case .comparedTo(let other, let comparison):
            return isTrue(moment, comparison, self.moment(lead, other) ?? .distantPast)
        case .day(let bounds):
            return fits(day(of: moment), bounds)
        case .elapsed(let bounds):
            let elapsed = context.now.timeIntervalSince(moment)
            return switch bounds {
            case .equal(let longest): elapsed <= Double(longest.seconds)
            case .compared(let comparison, let length): isTrue(elapsed, comparison, Double(length.seconds))
            case .between(let low, let high): Double(low.seconds) <= elapsed && elapsed <= Double(high.seconds)
            }
        }
    }

    private func moment(_ lead: Lead, _ field: QueryMomentField) -> Date? {
        switch field {
        case .age: lead.createdAt
        case .touch: lead.lastTouchAt
        case .site: lead.lastVisitAt
        case .updated: lead.updatedAt
        }
    }

    /// `yyyy-MM-dd` in the zone of the context, which sorts like the day it names.
    private func day(of moment: Date) -> String {
        let local = moment.addingTimeInterval(Double(context.secondsFromGMT))
        return local.formatted(.iso8601.year().month().day())
    }

    private func fits(_ day: String, _ bounds: QueryBounds<CivilDay>) -> Bool {
        switch bounds {
        case .equal(let wanted): day == wanted.text
        case .compared(let comparison, let wanted): isTrue(day, comparison, wanted.text)
        case .between(let first, let last): first.text <= day && day <= last.text
        }
    }

    private func isTrue<Value: Comparable>(_ left: Value, _ comparison: QueryComparison, _ right: Value) -> Bool {
        switch comparison {
        case .below: left < right
        case .atMost: left <= right
        case .above: left > right
        case .atLeast: left >= right
        }
    }
}
