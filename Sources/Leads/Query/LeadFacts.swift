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
    private let choices: SIMD4<UInt16>
    let score: QueryInterval
    let price: QueryInterval
    let bedrooms: QueryInterval
    /// For each number that nothing but the hour forbids, the zones it may ring in.
    private let callZones: [CallingZones]
    private let textZones: [CallingZones]

    package init(_ row: LeadRow) {
        let lead = row.lead
        self.row = row
        id = lead.id
        ownerID = lead.assignee?.id
        (bytes, ends) = Self.texts(of: lead)
        moments = SIMD4(
            Self.seconds(lead.createdAt),
            Self.seconds(lead.lastTouchAt),
            Self.seconds(lead.lastVisitAt),
            Self.seconds(lead.updatedAt)
        )
        let rules = ContactRules(lead)
        let lines = lead.phones.map(rules.line)
        callZones = lines.filter(\.call.isEmpty).map(\.clock.zones)
        textZones = lines.filter(\.text.isEmpty).map(\.clock.zones)
        let mayMail = lead.emails.contains { rules.verdict(forAddress: $0).permits }
        let channels = [(QueryChannel.call, !callZones.isEmpty), (.text, !textZones.isEmpty), (.email, mayMail)]
        choices = Self.choices(of: row, channels: channels.reduce(0) { $1.1 ? $0 | $1.0.bit : $0 })
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

    /// True when ``ContactGuard`` permits the channel while these zones are open.
    func mayContact(_ channel: QueryChannel, whileOpen open: CallingZones) -> Bool {
        switch channel {
        case .call: callZones.contains { $0.isSubset(of: open) }
        case .text: textZones.contains { $0.isSubset(of: open) }
        case .email: choices[2] & channel.bit != 0
        }
    }

    /// The values of a field as bits; of `may` those that at most the hour forbids.
    func choiceBits(_ field: QueryChoiceField) -> UInt16 {
        switch field {
        case .type: choices[0]
        case .hidden: choices[1]
        case .may: choices[2]
        case .sync: choices[3]
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

    private static func texts(of lead: Lead) -> ([UInt8], SIMD8<Int32>) {
        let name = [lead.firstName, lead.lastName].filter { !$0.isEmpty }.joined(separator: " ")
        let sections: [[String]] = [
            [name], lead.emails, lead.tags, lead.phones.map { $0.parsed?.digits ?? $0.digits },
            [lead.stage ?? ""], [lead.source ?? ""], [lead.assignee?.name ?? ""], [lead.pond?.name ?? ""],
        ]
        var bytes: [UInt8] = []
        var ends: SIMD8<Int32> = .zero
        for (index, items) in sections.enumerated() {
            for item in items where !item.isEmpty {
                FoldedText.append(item, to: &bytes)
                bytes.append(itemEnd)
            }
            ends[index] = Int32(clamping: bytes.count)
        }
        return (bytes, ends)
    }

    private static func seconds(_ date: Date?) -> Double { date?.timeIntervalSinceReferenceDate ?? .nan }

    private static func choices(of row: LeadRow, channels: UInt16) -> SIMD4<UInt16> {
        let types = row.lead.types.reduce(0) { $0 | QueryLeadType($1).bit }
        return SIMD4(
            types == 0 ? QueryLeadType.none.bit : types,
            (row.lead.isHidden ? QueryAnswer.yes : .no).bit,
            channels,
            QuerySyncState(row.syncState).bit
        )
    }
}
