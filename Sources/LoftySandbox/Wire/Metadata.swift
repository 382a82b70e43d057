/// The `_metadata` of a page (contract §6).
enum Metadata {
    static func json(
        _ collection: String,
        limit: Int64,
        offset: Int64,
        total: Int,
        scrollID: String? = nil
    ) -> JSON {
        var metadata: JSON = [
            "collection": .string(collection),
            "limit": .integer(limit),
            "offset": .integer(offset),
            "total": .integer(Int64(total)),
        ]
        if let scrollID { metadata = metadata.setting("scrollId", to: .string(scrollID)) }
        return metadata
    }
}
