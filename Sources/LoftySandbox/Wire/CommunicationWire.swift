/// Calls, texts and emails in the shapes of their own endpoints (contract §13).
enum CommunicationWire {
    static func text(_ record: CommunicationRecord) -> JSON {
        [
            "id": .integer(record.id),
            "leadId": .integer(record.leadID),
            "direction": .string(record.direction),
            "agentId": .integer(record.agentID),
            "textOutcome": "Delivered",
            "textTime": WireDate.note(record.millis),
            "textType": .string(record.kind.rawValue),
            "textContent": .text(record.content),
        ]
    }

    static func email(_ record: CommunicationRecord) -> JSON {
        [
            "id": .integer(record.id),
            "leadId": .integer(record.leadID),
            "direction": .string(record.direction),
            "agentId": .integer(record.agentID),
            "eventType": .string(record.emailEvent ?? "Sent"),
            "emailEventTime": WireDate.note(record.millis),
            "emailType": .string(record.kind.rawValue),
            "emailSubject": .text(record.subject),
            "fromPond": .bool(record.isFromPond),
        ]
    }

    /// The fields of the dialer stand only on what the dialer made; a logged call has what was logged.
    static func call(_ record: CommunicationRecord, _ members: [Int64: Member]) -> JSON {
        let common: JSON = [
            "id": .integer(record.id),
            "leadId": .integer(record.leadID),
            "agentId": .integer(record.agentID),
            "userId": .integer(record.agentID),
            "leadPhoneNumber": .text(record.phone),
            "direction": .string(record.direction),
            "callingOutcome": .text(record.outcome),
            "startTime": WireDate.note(record.millis),
            "endTime": WireDate.note(record.millis + record.seconds * 1_000),
            "createTime": WireDate.note(record.millis),
            "updateTime": WireDate.note(record.millis),
            "note": .text(record.content),
        ]
        guard record.kind != .logged else { return common }
        let number = members[record.agentID]?.virtualNumber ?? ""
        return common.merging([
            "dialerCallRecordId": .integer(record.id),
            "userPhoneNumber": .string(number),
            "showUserNumber": .string(number),
            "status": .string(status(record)),
            "duration": .integer(record.seconds),
            "rateScore": 0,
            "recordingSwitch": .bool(hasRecording(record)),
            "isMachineAnswered": .bool(record.outcome == "VoiceMessage"),
            "price": 0,
            "elapsedTime": .string(elapsed(record.seconds)),
        ])
    }

    /// Of all kinds, with fewer fields.
    static func brief(_ record: CommunicationRecord) -> JSON {
        [
            "id": .integer(record.id),
            "agentId": .integer(record.agentID),
            "leadId": .integer(record.leadID),
            "createTime": WireDate.note(record.millis),
            "direction": .string(record.direction),
            "leadPhoneNumber": .text(record.phone),
        ]
    }

    /// As the search by agent has it, whatever the channel.
    static func found(_ record: CommunicationRecord) -> JSON {
        let isCall = record.channel == .call
        return [
            "id": .integer(record.id),
            "leadId": .integer(record.leadID),
            "agentId": .integer(record.agentID),
            "direction": .string(record.direction),
            "callOutcome": .text(record.outcome),
            "callDuration": isCall ? .string(String(record.seconds)) : .null,
            "status": isCall ? .string(status(record)) : "Delivered",
            "communicationTime": WireDate.note(record.millis),
            "communicationType": .string(record.kind.rawValue.uppercased()),
            "eventType": .string(eventType(record)),
            "fromPond": .bool(record.isFromPond),
        ]
    }

    /// Only what was said is recorded.
    static func hasRecording(_ record: CommunicationRecord) -> Bool { record.kind == .manual && record.seconds > 0 }

    private static func status(_ record: CommunicationRecord) -> String {
        switch record.outcome {
        case "VoiceMessage": "VoiceMail"
        case "NoAnswer": record.isInbound ? "Missed" : "NoAnswer"
        case "BadNumber": "Failed"
        default: "Completed"
        }
    }

    private static func eventType(_ record: CommunicationRecord) -> String {
        switch record.channel {
        case .call: "Call"
        case .text: "Text"
        case .email: "\(record.emailEvent ?? "Sent") Email"
        }
    }

    private static func elapsed(_ seconds: Int64) -> String {
        let rest = seconds % 60
        let minutes = seconds / 60
        return "\(minutes < 10 ? "0" : "")\(minutes):\(rest < 10 ? "0" : "")\(rest)"
    }
}
