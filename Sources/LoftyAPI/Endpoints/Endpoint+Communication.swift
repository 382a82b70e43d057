// Calls, texts and emails: contract §13.1 to §13.3.

extension Endpoint {
    static let callHistory = reading("/v1.0/communication/call")
    static let callSummaries = reading("/v1.0/communication/call/v2")
    static let textHistory = reading("/v1.0/communication/text")
    static let emailHistory = reading("/v1.0/communication/email")

    static let callCommunication = reading("/v2.0/communication/call/{communicationId}")
    static let textCommunication = reading("/v2.0/communication/text/{communicationId}")
    static let emailCommunication = reading("/v2.0/communication/email/{communicationId}")
    static let communicationSearch = reading("/v2.0/communication/agent")
    /// A POST that only asks.
    static let communicationDay = Endpoint(
        method: .post,
        path: "/v1.0/agent/communication",
        effect: .reads,
        answer: .json
    )

    static let calls = reading("/v1.0/calls")
    static let call = reading("/v1.0/calls/{callId}")
    static let callRecording = reading("/v1.0/call/url/{callId}")

    static let sendText = adding("/v1.0/message/sms/send")
    static let sendEmail = adding("/v1.0/message/email/send")
}
