import Leads

/// Body of `POST /v1.0/message/sms/send`.
struct TextBody: Encodable, Hashable {
    var leadId: Int64
    var content: String
    var phoneNumber: String?
    var phoneCode: String?

    init(_ text: OutgoingText, to lead: Lead.ID) {
        leadId = lead.rawValue
        content = text.content
        switch text.number {
        case .primary: break
        case .of(let number, let code):
            phoneNumber = number
            phoneCode = code
        }
    }
}

/// Body of `POST /v1.0/message/email/send`.
struct EmailBody: Encodable, Hashable {
    var leadId: Int64
    var subject: String
    var content: String
    var toEmail: String?
}

extension SentMessage {
    init(wire: JSONValue, recipientKey: StaticString) throws(WireError) {
        guard let id = wire["messageId"]?.text else { throw WireError("it does not name the message") }
        self.init(messageID: id, recipient: wire[recipientKey]?.text)
    }
}
