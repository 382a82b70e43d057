import CLeadScan
import Leads

/// What stands at the beginning of a snapshot.
enum SnapshotFormat {
    static let magic: UInt64 = 0x4644_4E49_5259_4F46
    /// Rises when the layout changes.
    static let version: UInt64 = 4

    /// Reads what every snapshot begins with.
    ///
    /// - Throws: when this is no snapshot, or one of another version.
    static func check(_ reader: inout SnapshotReader) throws(SnapshotError) {
        guard try reader.value(UInt64.self) == magic else { throw .damaged }
        guard try reader.value(UInt64.self) == version, try reader.value(UInt64.self) == fingerprint else {
            throw .otherVersion
        }
    }

    /// Changes with the way leads are folded and laid out, though nobody thought of ``version``.
    ///
    /// Taken from an invented lead whose texts have what folding is about.
    static let fingerprint: UInt64 = {
        let lead = Lead(
            id: Lead.ID(1),
            firstName: "ÅßØŁ É e\u{301} ﬁ O’Brien Oʼ`' Ａ１ 李 \u{F9E1} 한 ガ カ\u{3099} \u{9C7}\u{9BE}",
            lastName: "Смирнов Ёлкин Ελένη مُحَمَّد שָׁלוֹם Ⅳ ½ – — Smith\u{2011}Jones",
            emails: ["Jane.Smith+tag@Example.COM"],
            phones: [
                Phone("+1 (512) 555-0142 x12"), Phone("tel:+44 20 7946 0958"), Phone("1-800-FLOWERS"),
                Phone("850.555.0142", status: .valid), Phone("5125550143", status: .dncNumber), Phone("12"),
            ],
            stage: "New Lead",
            source: "Référence",
            tags: ["Préqualifié"],
            types: LeadType.named,
            assignee: Assignee(id: 7, name: "Zoë"),
            pond: Pond(id: 9, name: "Tank")
        )
        let facts = LeadFacts(LeadRow(lead: lead, syncState: .conflict))
        var bytes = facts.bytes
        for field in QueryChoiceField.allCases {
            withUnsafeBytes(of: facts.choices(field).littleEndian) { bytes += $0 }
        }
        bytes += zones(facts.channels)
        // The next table of names would otherwise be read as this one.
        bytes += CodedField.allCases.map { UInt8($0.rawValue) }
        return cls_checksum(version, bytes, bytes.count)
    }()

    /// The zones of a lead, and all that zones are worked out from.
    private static func zones(_ channels: ContactChannels) -> [UInt8] {
        let masks = (channels.call + channels.text).map { "\($0.words)" }.joined(separator: " ")
        return Array("\(masks) \(channels.email)\n\(CallingZones.tables)".utf8)
    }
}
