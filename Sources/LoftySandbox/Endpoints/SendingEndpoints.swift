import GRDB

/// Sending texts and emails (contract §13.3): the sandbox keeps what it would have sent and contacts nobody.
///
/// It asks for no permission of the lead (`cannotText` and its like), as nothing says that Lofty does.
enum SendingEndpoints {
    static let routes: [Route] = [
        .post("/v1.0/message/sms/send", sendText),
        .post("/v1.0/message/email/send", sendEmail),
    ]

    @Sendable private static func sendText(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let lead = try fields.requiredInteger("leadId")
        let content = try fields.requiredString("content")
        let wanted = try fields.string("phoneNumber")
        let code = try fields.string("phoneCode") ?? "1"
        try call.requireWritable(lead, db)
        guard !call.caller.virtualNumber.isEmpty else {
            throw SandboxError.invalidParameter("the caller has no virtual number")
        }
        let phones = try LeadRecord.fetch([lead], db).first?.phones.map(\.number) ?? []
        // A number that is not the lead's falls back to its first one.
        guard let phone = phones.first(where: { $0.phoneDigits == wanted?.phoneDigits }) ?? phones.first else {
            throw SandboxError.invalidParameter("the lead has no phone number")
        }
        let draft = CommunicationDraft(leadID: lead, channel: .text, phone: phone, content: content)
        let id = try draft.insert(for: call, db)
        return .json([
            "messageId": .string(String(id)), "phoneNumber": .string(phone), "phoneCode": .string(code),
        ])
    }

    @Sendable private static func sendEmail(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let lead = try fields.requiredInteger("leadId")
        let subject = try fields.requiredString("subject")
        let content = try fields.requiredString("content")
        let wanted = try fields.string("toEmail")?.lowercased()
        try call.requireWritable(lead, db)
        let emails = try LeadRecord.fetch([lead], db).first?.emails ?? []
        guard let email = emails.first(where: { $0.lowercased() == wanted }) ?? emails.first else {
            throw SandboxError.invalidParameter("the lead has no email address")
        }
        let draft = CommunicationDraft(
            leadID: lead,
            channel: .email,
            subject: subject,
            content: content,
            toEmail: email
        )
        let id = try draft.insert(for: call, db)
        return .json([
            "messageId": .string(String(id)), "toEmail": .string(email), "subject": .string(subject),
        ])
    }
}
