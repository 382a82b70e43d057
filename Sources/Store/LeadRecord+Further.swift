import Leads

/// What stands behind the address since version 3.
extension RecordWriter {
    mutating func putFurther(_ lead: Lead) {
        put(lead.inquiry.bathroomsMin)
        put(lead.inquiry.bathroomsMax)
        put(lead.inquiry.areas ?? []) { writer, area in
            writer.put(area.city)
            writer.put(area.stateCode)
            writer.put(area.zipCode)
            writer.put(area.county)
            writer.put(area.streetAddress)
            writer.put(area.description)
        }
        put(lead.address?.mailingID)
    }
}

extension RecordReader {
    mutating func readFurther(_ lead: inout Lead) throws(LeadRecord.Unreadable) {
        lead.inquiry.bathroomsMin = try optionalText()
        lead.inquiry.bathroomsMax = try optionalText()
        let areas = try list { reader throws(LeadRecord.Unreadable) in
            Inquiry.Area(
                city: try reader.optionalText(),
                stateCode: try reader.optionalText(),
                zipCode: try reader.optionalText(),
                county: try reader.optionalText(),
                streetAddress: try reader.optionalText(),
                description: try reader.optionalText()
            )
        }
        lead.inquiry.areas = areas.isEmpty ? nil : areas
        let mailingID = try optionalInteger()
        lead.address?.mailingID = mailingID
    }
}
