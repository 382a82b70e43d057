import FoundationEssentials

/// A row with what queries ask of it, folded and laid out once so that asking allocates nothing.
///
/// A reference, so that answers share rows and asking copies none of this.
package final class LeadFacts: Sendable {
    package let row: LeadRow
    package let id: Lead.ID
    /// ``Assignee/id``.
    let ownerID: Int64?
    /// Folded texts, section after section; every item ends with a line feed, which no folded text holds.
    package let bytes: [UInt8]
    /// Where each section of ``bytes`` ends.
    private let ends: SIMD8<Int32>
    private let moments: SIMD4<Double>
    /// The values of the choice fields as bits, see ``QueryChoice/bit``.
    private let choices: SIMD3<UInt16>
    let score: QueryInterval
    let price: QueryInterval
    let bedrooms: QueryInterval
    /// Over which channels the lead may be contacted.
    package let channels: ContactChannels

    package init(_ row: LeadRow) {
        let lead = row.lead
        self.row = row
        id = lead.id
        ownerID = lead.assignee?.id
        // Taking numbers apart costs the most here.
        let numbers = lead.phones.map(\.parsed)
        (bytes, ends) = Self.texts(of: lead, numbers)
        moments = SIMD4(
            Self.seconds(lead.createdAt),
            Self.seconds(lead.lastTouchAt),
            Self.seconds(lead.lastVisitAt),
            Self.seconds(lead.updatedAt)
        )
        channels = ContactChannels(lead, numbers)
        choices = Self.choices(of: row)
        score = lead.score.map { QueryInterval(Int64($0), Int64($0)) } ?? .empty
        price = QueryInterval(openEnded: lead.inquiry.priceMin, lead.inquiry.priceMax)
        bedrooms = QueryInterval(
            openEnded: lead.inquiry.bedroomsMin.map(Int64.init),
            lead.inquiry.bedroomsMax.map(Int64.init)
        )
    }

    // MARK: Reading

    /// Seconds since the reference date; not a number when it never happened.
    package func moment(_ field: QueryMomentField) -> Double {
        switch field {
        case .age: moments[0]
        case .touch: moments[1]
        case .site: moments[2]
        case .updated: moments[3]
        }
    }

    /// The number as an interval; empty when there is none.
    package func interval(_ field: QueryNumberField) -> QueryInterval {
        switch field {
        case .score: score
        case .price: price
        case .bedrooms: bedrooms
        case .id: QueryInterval(id.rawValue, id.rawValue)
        }
    }

    /// The values of a choice field, one bit each; none of `may`, `next` and `snoozed`, which others answer.
    package func choices(_ field: QueryChoiceField) -> UInt16 {
        switch field {
        case .type: choices[0]
        case .hidden: choices[1]
        case .may, .next, .snoozed: 0
        case .sync: choices[2]
        }
    }

    /// The bytes of one section, line feeds included.
    package func section(_ field: QueryTextField) -> Range<Int> {
        let index = Self.sectionIndex(field)
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    /// Names, addresses and tags: where free words are looked for as text.
    var freeTextSection: Range<Int> { 0..<section(.tag).upperBound }

    /// Where the folded first item of a section stands in ``bytes``; empty when there is none.
    package func firstItem(of field: QueryTextField) -> Range<Int> {
        let section = section(field)
        var end = section.lowerBound
        while end < section.upperBound, bytes[end] != Self.itemEnd { end += 1 }
        return section.lowerBound..<end
    }

    // MARK: Making

    static let itemEnd = UInt8(ascii: "\n")

    /// The layout of ``bytes``: what free words look into comes first.
    private static func sectionIndex(_ field: QueryTextField) -> Int {
        switch field {
        case .name: 0
        case .email: 1
        case .tag: 2
        case .phone: 3
        case .stage: 4
        case .source: 5
        case .owner: 6
        case .pond: 7
        }
    }

    private static func texts(of lead: Lead, _ numbers: [PhoneNumber?]) -> ([UInt8], SIMD8<Int32>) {
        let labels = [lead.stage, lead.source, lead.assignee?.name, lead.pond?.name]
        var bytes: [UInt8] = []
        // Room for all at once: folding hardly ever makes a text longer, and a number gets its country.
        let lists = [lead.emails, lead.tags, labels.compactMap(\.self), [lead.firstName, lead.lastName]].joined()
        bytes.reserveCapacity(lists.reduce(20 * numbers.count) { $0 + $1.utf8.count + 1 })
        var ends: SIMD8<Int32> = .zero
        func end(_ section: Int) { ends[section] = Int32(clamping: bytes.count) }
        append(nameOf: lead, to: &bytes)
        end(0)
        for email in lead.emails { append(email, to: &bytes) }
        end(1)
        for tag in lead.tags { append(tag, to: &bytes) }
        end(2)
        for (phone, number) in zip(lead.phones, numbers) { append(number?.digits ?? phone.digits, to: &bytes) }
        end(3)
        for (index, label) in labels.enumerated() {
            append(label ?? "", to: &bytes)
            end(4 + index)
        }
        return (bytes, ends)
    }

    private static func append(nameOf lead: Lead, to bytes: inout [UInt8]) {
        if lead.firstName.isEmpty || lead.lastName.isEmpty {
            append(lead.firstName + lead.lastName, to: &bytes)
        } else {
            append(lead.firstName + " " + lead.lastName, to: &bytes)
        }
    }

    /// Empty items are left out.
    private static func append(_ item: String, to bytes: inout [UInt8]) {
        guard !item.isEmpty else { return }
        FoldedText.append(item, to: &bytes)
        bytes.append(itemEnd)
    }

    private static func seconds(_ date: Date?) -> Double { date?.timeIntervalSinceReferenceDate ?? .nan }

    private static func choices(of row: LeadRow) -> SIMD3<UInt16> {
        let types = row.lead.types.reduce(0) { $0 | QueryLeadType($1).bit }
        return SIMD3(
            types == 0 ? QueryLeadType.none.bit : types,
            (row.lead.isHidden ? QueryAnswer.yes : .no).bit,
            QuerySyncState(row.syncState).bit
        )
    }
}
