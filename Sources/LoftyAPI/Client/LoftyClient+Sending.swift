public import Leads

// Calls that reach a person. The client sends each of them once and never again by itself, whatever happens: not after a
// lost connection, where the message may have gone out, and not after a 429 either, where it has not. Whether to try again
// is for a person to decide, with the disposition of the error as the ground for it.

extension LoftyClient {
    /// Sends a text message from the agent's own number.
    ///
    /// `POST /v1.0/message/sms/send`. Not repeatable.
    ///
    /// Lofty takes the lead's first number when it does not know the one that is named, so a number that is not the lead's
    /// is refused here. The agent needs a virtual number.
    ///
    /// - `lead`: as read lately; what it forbids is respected here, since Lofty does not say that it does so.
    /// - Throws: ``APIError/Kind/invalidRequest``, without a call, when the lead must not be texted, or not at that number.
    @discardableResult
    public func sendText(
        _ text: OutgoingText,
        to lead: Lead,
        confirmation _: SendingConfirmation
    ) async throws(APIError) -> SentMessage {
        let checks = RequestChecks(.sendText)
        try checks.isOnServer(lead.id)
        try checks.allows(.text, lead)
        try checks.isPresent(text.content, "The text of the message")
        try checks.canText(text.number, of: lead)
        return try await fetch(APICall(.sendText, body: TextBody(text, to: lead.id))) { answer throws(WireError) in
            try SentMessage(wire: answer, recipientKey: "phoneNumber")
        }
    }

    /// Sends an email from the agent's own account.
    ///
    /// `POST /v1.0/message/email/send`. Not repeatable.
    ///
    /// Lofty takes the lead's first address when it does not know the one that is named, so an address that is not the
    /// lead's is refused here.
    ///
    /// - `lead`: as read lately; what it forbids is respected here, since Lofty does not say that it does so.
    /// - Throws: ``APIError/Kind/invalidRequest``, without a call, when the lead must not be mailed.
    @discardableResult
    public func sendEmail(
        _ email: OutgoingEmail,
        to lead: Lead,
        confirmation _: SendingConfirmation
    ) async throws(APIError) -> SentMessage {
        let checks = RequestChecks(.sendEmail)
        try checks.isOnServer(lead.id)
        try checks.allows(.email, lead)
        try checks.isPresent(email.subject, "The subject")
        try checks.isPresent(email.content, "The text of the email")
        if let address = email.address, !lead.emails.contains(where: { $0.lowercased() == address.lowercased() }) {
            throw APIError.invalid(checks.operation, "The address is not one of the lead's; Lofty would mail another")
        }
        let body = EmailBody(
            leadId: lead.id.rawValue,
            subject: email.subject,
            content: email.content,
            toEmail: email.address
        )
        return try await fetch(APICall(.sendEmail, body: body)) { answer throws(WireError) in
            try SentMessage(wire: answer, recipientKey: "toEmail")
        }
    }
}

extension RequestChecks {
    fileprivate func allows(_ channel: ContactGuard.Channel, _ lead: Lead) throws(APIError) {
        switch ContactGuard.verdict(for: channel, of: lead) {
        case .allowed: return
        case .blocked(let reason):
            let act = channel == .email ? "mailed" : "texted"
            throw APIError.invalid(operation, "The lead may not be \(act): \(reason)")
        }
    }

    /// A lead with several numbers may be texted at one of them and not at another.
    fileprivate func canText(_ number: OutgoingText.Number, of lead: Lead) throws(APIError) {
        let phone: Phone?
        switch number {
        case .primary: phone = lead.phones.first
        case .of(let number, let code):
            guard !code.isEmpty, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw APIError.invalid(operation, "A country calling code has digits only")
            }
            phone = lead.phones.first { $0.number == number }
        }
        guard let phone else {
            throw APIError.invalid(operation, "The number is not one of the lead's; Lofty would text another")
        }
        switch phone.status {
        case .invalid, .dncNumber, .dncContact:
            throw APIError.invalid(operation, "The number may not be texted; choose another one of the lead's")
        case .valid, .talked, .other, nil: return
        }
    }
}
