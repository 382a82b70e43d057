/// Unsent changes line by line; whole texts are in JSON only.
enum OutboxFields {
    static func printer(_ options: PrintingOptions) throws(FoyerFailure) -> RecordPrinter<OutboxRecord> {
        let fields: [RecordField<OutboxRecord>] = [
            RecordField("id") { .number($0.id) }, RecordField("leadId") { .id($0.leadId) },
            RecordField("leadName") { .text($0.leadName) },
            RecordField("decidedAt") { $0.decidedAt.map { .date($0) } ?? .none },
            RecordField("state") { .text($0.state) }, RecordField("change") { .text($0.change) },
            RecordField("explanation") { .text($0.explanation) }, RecordField("advice") { .text($0.advice) },
        ]
        let usual = ["id", "leadId", "leadName", "decidedAt", "state", "change", "explanation"]
        return try RecordPrinter(fields, table: usual, data: usual, options: options)
    }
}
