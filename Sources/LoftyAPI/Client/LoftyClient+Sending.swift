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
    /// - Throws: ``APIError/Kind/invalidRequest``, without a call, when the lead must not be texted, or not at that number,
    ///   or not at this hour: texts go out from 8:00 to 21:00 where the lead is, as far as that is known.
    @discardableResult
    public func sendText(
        _ text: OutgoingText,
        to lead: Lead,
        confirmation _: SendingConfirmation
    ) async throws(APIError) -> SentMessage {
        let checks = RequestChecks(.sendText)
        try checks.isOnServer(lead.id)
        let standing = ContactGuard.standing(of: lead, at: configuration.time.date())
        try checks.allows(.text, standing)
        try checks.isPresent(text.content, "The text of the message")
        try checks.canText(text.number, standing)
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
        try checks.allows(.email, ContactGuard.standing(of: lead, at: configuration.time.date()))
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
    /// Refuses what no number or address of the lead may be used for, whatever the hour.
    fileprivate func allows(_ channel: ContactGuard.Channel, _ standing: ContactStanding) throws(APIError) {
        let verdict = standing.verdict(for: channel)
        guard case .blocked = verdict else { return }
        let act = channel == .email ? "mailed" : "texted"
        let reason = verdict.words(for: channel, nil, at: standing.date)
        throw APIError.invalid(operation, "The lead may not be \(act): \(reason)")
    }

    /// A lead with several numbers may be texted at one of them and not at another.
    fileprivate func canText(_ number: OutgoingText.Number, _ standing: ContactStanding) throws(APIError) {
        let line: ContactStanding.Number?
        switch number {
        case .primary: line = standing.numbers.first
        case .of(let number, let code):
            guard !code.isEmpty, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw APIError.invalid(operation, "A country calling code has digits only")
            }
            line = standing.numbers.first { $0.phone.number == number }
        }
        guard let line else {
            throw APIError.invalid(operation, "The number is not one of the lead's; Lofty would text another")
        }
        let reason = line.text.words(for: .text, line.clock, at: standing.date)
        switch line.text {
        case .allowed, .caution: return
        case .outsideHours:
            throw APIError.invalid(operation, "The number may not be texted at this hour: \(reason)")
        case .blocked:
            throw APIError.invalid(
                operation,
                "The number may not be texted (\(reason)); choose another one of the lead's"
            )
        }
    }
}
