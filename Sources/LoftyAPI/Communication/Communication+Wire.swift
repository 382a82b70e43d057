import Leads

extension CallRecord {
    /// Reads a `CallResponse`; only the id is needed.
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            leadID: wire.leadID,
            agentID: wire.id("agentId"),
            userID: wire.id("userId"),
            direction: Reported(wire["direction"]),
            status: Reported(wire["status"]),
            outcome: Reported(wire["callingOutcome"]),
            startedAt: wire["startTime"]?.date,
            endedAt: wire["endTime"]?.date,
            createdAt: wire["createTime"]?.date,
            updatedAt: wire["updateTime"]?.date,
            duration: wire["duration"]?.integer.flatMap { $0 >= 0 ? .seconds($0) : nil },
            elapsedTime: wire["elapsedTime"]?.text,
            leadPhone: wire["leadPhoneNumber"]?.text,
            agentPhone: wire["userPhoneNumber"]?.text,
            callerID: wire["showUserNumber"]?.text,
            rating: wire["rateScore"]?.count,
            isRecorded: wire["recordingSwitch"]?.flag ?? false,
            isMachineAnswered: wire["isMachineAnswered"]?.flag ?? false,
            note: wire["note"]?.text,
            price: wire["price"]?.decimal
        )
    }
}

extension CallSummary {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            leadID: wire.leadID,
            agentID: wire.id("agentId"),
            direction: Reported(wire["direction"]),
            leadPhone: wire["leadPhoneNumber"]?.text,
            createdAt: wire["createTime"]?.date
        )
    }
}

extension TextRecord {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            leadID: wire.leadID,
            agentID: wire.id("agentId"),
            direction: Reported(wire["direction"]),
            origin: Reported(wire["textType"]),
            outcome: wire["textOutcome"]?.text,
            sentAt: wire["textTime"]?.date,
            content: wire["textContent"]?.text ?? ""
        )
    }
}

extension EmailRecord {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            leadID: wire.leadID,
            agentID: wire.id("agentId"),
            direction: Reported(wire["direction"]),
            origin: Reported(wire["emailType"]),
            event: Reported(wire["eventType"]),
            occurredAt: wire["emailEventTime"]?.date,
            subject: wire["emailSubject"]?.text,
            isFromPond: wire["fromPond"]?.flag ?? false
        )
    }
}

extension Communication {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            leadID: wire.leadID,
            agentID: wire.id("agentId"),
            direction: Reported(wire["direction"]),
            origin: Reported(wire["communicationType"]),
            event: Reported(wire["eventType"]),
            occurredAt: wire["communicationTime"]?.date,
            callOutcome: wire["callOutcome"]?.text,
            callDuration: wire["callDuration"]?.text,
            status: wire["status"]?.text,
            isFromPond: wire["fromPond"]?.flag ?? false
        )
    }
}

/// Body of `POST /v1.0/agent/communication`.
struct CommunicationSearchBody: Encodable, Hashable {
    var type: String
    var startTime: Int64
    var endTime: Int64
    var offset: Int
    var limit: Int
    var teamView: Bool
}
