package import FoundationEssentials
package import Leads

/// A lead as bytes.
///
/// A book of thousands is read before the first paint, and JSON takes ten times as long. Layout: format version, then
/// the fields in the order of ``Leads/Lead``; a flag before each optional one, integers as zigzag varints, texts as length
/// and UTF-8, dates as the bits of their seconds. Since version 2 the address stands at the end, and since version 3
/// behind it the birthday and the team's own fields, then bathrooms, places and the id of the address.
package enum LeadRecord {
    static let version: UInt8 = 3

    package struct Unreadable: Error, Hashable, Sendable {
        package var reason: String

        package init(reason: String) { self.reason = reason }
    }

    package static func encode(_ lead: Lead) -> Data {
        var writer = RecordWriter()
        writer.put(version)
        writer.put(lead.id.rawValue)
        writer.put(lead.firstName)
        writer.put(lead.lastName)
        writer.put(lead.emails) { $0.put($1) }
        writer.put(lead.phones) { writer, phone in
            writer.put(phone.number)
            writer.put(phone.status?.code)
        }
        writer.put(lead.stage)
        writer.put(lead.stageID?.rawValue)
        writer.put(lead.source)
        writer.put(lead.score)
        writer.put(lead.tags) { $0.put($1) }
        writer.put(lead.types) { $0.put($1.code) }
        writer.put(lead.assignee) { writer, assignee in
            writer.put(assignee.id)
            writer.put(assignee.name)
        }
        writer.put(lead.pond) { writer, pond in
            writer.put(pond.id)
            writer.put(pond.name)
        }
        writer.put(lead.teamID)
        writer.put(lead.isHidden)
        writer.put(lead.permissions)
        writer.put(lead.inquiry)
        writer.put(lead.language)
        writer.put(lead.referredBy)
        writer.put(lead.opportunity)
        writer.put(lead.createdAt)
        writer.put(lead.assignedAt)
        writer.put(lead.updatedAt)
        writer.put(lead.lastTouchAt)
        writer.put(lead.lastVisitAt)
        writer.put(lead.address) { writer, address in
            writer.put(address.street)
            writer.put(address.city)
            writer.put(address.state)
            writer.put(address.postalCode)
        }
        writer.put(lead.birthday)
        writer.put(lead.teamFields) { writer, field in
            writer.put(field.name)
            writer.put(field.value)
        }
        writer.putFurther(lead)
        return writer.data
    }

    package static func decode(_ data: Data) throws(Unreadable) -> Lead {
        try RecordReader.read(data) { reader throws(Unreadable) in try reader.lead() }
    }
}

extension RecordWriter {
    fileprivate mutating func put(_ permissions: ContactPermissions) {
        put(permissions.cannotCall)
        put(permissions.cannotText)
        put(permissions.cannotEmail)
        put(permissions.isUnsubscribed)
    }

    fileprivate mutating func put(_ inquiry: Inquiry) {
        put(inquiry.priceMin)
        put(inquiry.priceMax)
        put(inquiry.bedroomsMin)
        put(inquiry.bedroomsMax)
        put(inquiry.propertyTypes) { $0.put($1) }
        put(inquiry.locations) { $0.put($1) }
        put(inquiry.buyingTimeFrame)
        put(inquiry.sellingTimeFrame)
        put(inquiry.isPrequalified)
    }
}

extension RecordReader {
    fileprivate mutating func lead() throws(LeadRecord.Unreadable) -> Lead {
        let version = try byte()
        guard (1...LeadRecord.version).contains(version) else {
            throw LeadRecord.Unreadable(reason: "a lead of format \(version)")
        }
        // Arguments are evaluated in the order in which they stand, which is that of the record.
        var lead = Lead(
            id: Lead.ID(try integer()),
            firstName: try text(),
            lastName: try text(),
            emails: try list { reader throws(LeadRecord.Unreadable) in try reader.text() },
            phones: try list { reader throws(LeadRecord.Unreadable) in
                Phone(try reader.text(), status: try reader.optionalInt().map { Phone.Status(code: $0) })
            },
            stage: try optionalText(),
            stageID: try optionalInteger().map { Stage.ID(rawValue: $0) },
            source: try optionalText(),
            score: try optionalInt(),
            tags: try list { reader throws(LeadRecord.Unreadable) in try reader.text() },
            types: try list { reader throws(LeadRecord.Unreadable) in LeadType(code: try reader.int()) },
            assignee: try optional { reader throws(LeadRecord.Unreadable) in
                Assignee(id: try reader.optionalInteger(), name: try reader.text())
            },
            pond: try optional { reader throws(LeadRecord.Unreadable) in
                Pond(id: try reader.integer(), name: try reader.text())
            },
            teamID: try optionalInteger(),
            isHidden: try flag(),
            permissions: try permissions(),
            inquiry: try inquiry(),
            language: try optionalText(),
            referredBy: try optionalText(),
            opportunity: try optionalText(),
            createdAt: try optionalDate(),
            assignedAt: try optionalDate(),
            updatedAt: try optionalDate(),
            lastTouchAt: try optionalDate(),
            lastVisitAt: try optionalDate(),
            address: version < 2 ? nil : try address(),
            birthday: version < 3 ? nil : try optionalText(),
            teamFields: version < 3 ? [] : try teamFields()
        )
        if version > 2 { try readFurther(&lead) }
        guard isAtEnd else { throw LeadRecord.Unreadable(reason: "bytes after the end of a lead") }
        return lead
    }

    private mutating func address() throws(LeadRecord.Unreadable) -> PostalAddress? {
        try optional { reader throws(LeadRecord.Unreadable) in
            PostalAddress(
                street: try reader.optionalText(),
                city: try reader.optionalText(),
                state: try reader.optionalText(),
                postalCode: try reader.optionalText()
            )
        }
    }

    private mutating func teamFields() throws(LeadRecord.Unreadable) -> [TeamField] {
        try list { reader throws(LeadRecord.Unreadable) in
            TeamField(name: try reader.text(), value: try reader.text())
        }
    }

    private mutating func permissions() throws(LeadRecord.Unreadable) -> ContactPermissions {
        ContactPermissions(
            cannotCall: try flag(),
            cannotText: try flag(),
            cannotEmail: try flag(),
            isUnsubscribed: try flag()
        )
    }

    private mutating func inquiry() throws(LeadRecord.Unreadable) -> Inquiry {
        Inquiry(
            priceMin: try optionalInteger(),
            priceMax: try optionalInteger(),
            bedroomsMin: try optionalInt(),
            bedroomsMax: try optionalInt(),
            propertyTypes: try list { reader throws(LeadRecord.Unreadable) in try reader.text() },
            locations: try list { reader throws(LeadRecord.Unreadable) in try reader.text() },
            buyingTimeFrame: try optionalText(),
            sellingTimeFrame: try optionalText(),
            isPrequalified: try optionalText()
        )
    }
}
