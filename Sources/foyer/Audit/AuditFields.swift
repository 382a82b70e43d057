/// Records of the audit log line by line.
enum AuditFields {
    static func printer(_ options: PrintingOptions) throws(FoyerFailure) -> RecordPrinter<AuditLine> {
        let fields: [RecordField<AuditLine>] = [
            RecordField("number") { .number($0.number) }, RecordField("time") { .date($0.time) },
            RecordField("userId") { .id($0.userId) }, RecordField("user") { .text($0.user) },
            RecordField("leadId") { .id($0.leadId) }, RecordField("leadName") { .text($0.leadName) },
            RecordField("field") { .text($0.field) }, RecordField("before") { .text($0.before) },
            RecordField("after") { .text($0.after) }, RecordField("result") { .text($0.result) },
            RecordField("remark") { .text($0.remark) }, RecordField("digest") { .text($0.digest) },
        ]
        let usual = fields.map(\.name)
        return try RecordPrinter(fields, table: usual, data: usual, options: options)
    }
}
