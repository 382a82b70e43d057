import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Sending", .timeLimit(.minutes(1)))
struct SendingTests {
    private static let confirmation = SendingConfirmation(iUnderstandThisContactsTheLead: ())
    private static let lead = Lead(
        id: someLead,
        firstName: "Zoë",
        emails: ["zoe@example.com", "z.ortiz@example.com"],
        phones: [Phone("5035550101", status: .valid), Phone("5035550102", status: .dncNumber), Phone("5035550103")]
    )
    private static let email = OutgoingEmail(subject: "Maple St", content: "<p>Hi</p>")

    static let requests: [RequestCase] = [
        RequestCase(
            expected: "POST /v1.0/message/sms/send",
            body: #"{"content":"Hi Zoë","leadId":563172647619608}"#,
            answer: #"{"messageId":"m-1","phoneNumber":"5035550101","phoneCode":"1"}"#
        ) {
            let sent = try await $0.sendText(OutgoingText("Hi Zoë"), to: lead, confirmation: confirmation)
            #expect(sent == SentMessage(messageID: "m-1", recipient: "5035550101"))
        },
        RequestCase(
            expected: "POST /v1.0/message/sms/send",
            body: #"{"content":"Hi","leadId":563172647619608,"phoneCode":"44","phoneNumber":"5035550103"}"#,
            answer: #"{"messageId":7}"#
        ) { client async throws in
            let text = OutgoingText("Hi", to: .of("5035550103", countryCode: "44"))
            #expect(try await client.sendText(text, to: lead, confirmation: confirmation).messageID == "7")
        },
        RequestCase(
            expected: "POST /v1.0/message/email/send",
            body: #"{"content":"<p>Hi</p>","leadId":563172647619608,"subject":"Maple St"}"#,
            answer: #"{"messageId":"m-2","toEmail":"zoe@example.com","subject":"Maple St"}"#
        ) {
            let sent = try await $0.sendEmail(email, to: lead, confirmation: confirmation)
            #expect(sent == SentMessage(messageID: "m-2", recipient: "zoe@example.com"))
        },
        RequestCase(
            expected: "POST /v1.0/message/email/send",
            body: #"{"content":"Hi","leadId":563172647619608,"subject":"S","toEmail":"Z.Ortiz@example.com"}"#,
            answer: #"{"messageId":"m-3"}"#
        ) {
            let email = OutgoingEmail(subject: "S", content: "Hi", to: "Z.Ortiz@example.com")
            _ = try await $0.sendEmail(email, to: lead, confirmation: confirmation)
        },
    ]

    @Test("each message becomes its request", arguments: requests)
    func sends(example: RequestCase) async throws { try await example.check() }

    private static func with(_ change: (inout Lead) -> Void) -> Lead {
        var lead = lead
        change(&lead)
        return lead
    }

    private static func text(
        _ reason: String,
        _ text: OutgoingText = OutgoingText("Hi"),
        to lead: Lead
    ) -> RefusalCase {
        RefusalCase(reason) { _ = try await $0.sendText(text, to: lead, confirmation: confirmation) }
    }

    private static func mail(
        _ reason: String,
        _ email: OutgoingEmail = email,
        to lead: Lead
    ) -> RefusalCase {
        RefusalCase(reason) { _ = try await $0.sendEmail(email, to: lead, confirmation: confirmation) }
    }

    private static let refusals: [RefusalCase] = [
        text("has not been created", to: with { $0.id = unsavedLead }),
        text("marked cannot text", to: with { $0.permissions.cannotText = true }),
        text("do not contact", to: with { $0.phones[2].status = .dncContact }),
        text("no number", to: with { $0.phones = [] }),
        text("may not be texted", to: with { $0.phones[0].status = .invalid }),
        text("may not be texted", OutgoingText("Hi", to: .of("5035550102")), to: lead),
        text("not one of the lead's", OutgoingText("Hi", to: .of("5035550199")), to: lead),
        text("digits only", OutgoingText("Hi", to: .of("5035550103", countryCode: "+1")), to: lead),
        text("text of the message is missing", OutgoingText(" "), to: lead),
        mail("has not been created", to: with { $0.id = unsavedLead }),
        mail("marked cannot email", to: with { $0.permissions.cannotEmail = true }),
        mail("unsubscribed", to: with { $0.permissions.isUnsubscribed = true }),
        mail("no address", to: with { $0.emails = [] }),
        mail("not one of the lead's", OutgoingEmail(subject: "S", content: "C", to: "al@example.com"), to: lead),
        mail("subject is missing", OutgoingEmail(subject: "", content: "C"), to: lead),
        mail("text of the email is missing", OutgoingEmail(subject: "S", content: "\n"), to: lead),
    ]

    @Test("nobody is written to who must not be, nor at another number or address than meant", arguments: refusals)
    func refuses(example: RefusalCase) async throws { try await example.check() }

    @Test("nobody is texted at night: not before eight and not from nine in the evening on, where the lead is")
    func quietHours() async throws {
        // Evening of 2026-06-17 in Honolulu, which keeps no summer time: the hours end at 07:00 UTC of the next day.
        let closing = Date(timeIntervalSince1970: 1_781_766_000)
        var lead = Self.lead
        lead.phones = [Phone("8085550142"), Phone("+442079460958")]
        for (minutes, isAllowed) in [(-1, true), (0, false), (11 * 60 - 1, false), (11 * 60, true)] {
            let transport = StubTransport([.json(#"{"messageId":"m-1"}"#)])
            let time = ManualTime(skipsPauses: true)
            let client = makeClient(transport, time: time) { configuration in
                configuration.time.date = { closing + Double(minutes) * 60 }
            }
            let error = await failure {
                try await client.sendText(OutgoingText("Hi"), to: lead, confirmation: Self.confirmation)
            }
            #expect((error == nil) == isAllowed, "\(minutes) minutes: \(String(describing: error))")
            #expect(transport.requests.count == (isAllowed ? 1 : 0))
            if !isAllowed {
                #expect(error?.kind == .invalidRequest)
                #expect(
                    error?.serverText?.contains("may not be texted at this hour: opens 08:00") == true,
                    "\(String(describing: error))"
                )
            }
        }
    }

    @Test("a number abroad, where nobody knows the hour, may be texted")
    func unknownHour() async throws {
        let transport = StubTransport([.json(#"{"messageId":"m-1"}"#)])
        var lead = Self.lead
        lead.phones = [Phone("+442079460958")]
        try await makeClient(transport).sendText(OutgoingText("Hi"), to: lead, confirmation: Self.confirmation)
        #expect(transport.requests.count == 1)
    }

    @Test(
        "a message is sent once, whatever comes back",
        arguments: [
            (.json(#"{"message":"Too Many Requests"}"#, status: 429), .retry(after: nil)),
            (.json("", status: 503), .ambiguous), (.failure(.lost), .ambiguous), (.json("{}"), .ambiguous),
            (.failure(.unreachable), .retry(after: nil)),
        ] as [(StubTransport.Step, RetryDisposition)]
    )
    func sendsOnce(step: StubTransport.Step, disposition: RetryDisposition) async throws {
        let transport = StubTransport([step, step])
        let client = makeClient(transport)
        let text = await failure {
            try await client.sendText(OutgoingText("Hi"), to: Self.lead, confirmation: Self.confirmation)
        }
        #expect(text?.disposition == disposition)
        let mail = await failure {
            try await client.sendEmail(Self.email, to: Self.lead, confirmation: Self.confirmation)
        }
        #expect(mail?.disposition == disposition)
        #expect(transport.requests.count == 2)
    }
}
