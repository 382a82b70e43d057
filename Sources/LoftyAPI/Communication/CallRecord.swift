public import FoundationEssentials
public import Leads

/// A call between an agent and a lead.
///
/// Source: Lofty API, the object of `GET /v1.0/calls`, `GET /v1.0/communication/call` and `GET /v2.0/communication/call/{id}`.
/// Calls that were logged by hand have few of the values.
public struct CallRecord: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<CallRecord>

    public var id: ID
    public var leadID: Lead.ID?
    public var agentID: RecordUser.ID?
    /// Who was on the call; may be another than ``agentID``.
    public var userID: RecordUser.ID?
    public var direction: Reported<CommunicationDirection>?
    public var status: Reported<Status>?
    public var outcome: Reported<Outcome>?
    public var startedAt: Date?
    public var endedAt: Date?
    public var createdAt: Date?
    public var updatedAt: Date?
    /// How long the two talked.
    public var duration: Duration?
    /// From dialing to being connected, as Lofty writes it, such as `"00:08"`.
    public var elapsedTime: String?
    public var leadPhone: String?
    public var agentPhone: String?
    /// The number that the lead saw.
    public var callerID: String?
    /// The agent's rating of the call, 0 to 5.
    public var rating: Int?
    public var isRecorded: Bool
    public var isMachineAnswered: Bool
    public var note: String?
    /// In US dollars.
    public var price: Decimal?

    /// How a call ended; spelled as on the wire.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case completed = "Completed"
        case missed = "Missed"
        case failed = "Failed"
        case busy = "Busy"
        case noAnswer = "NoAnswer"
        case voiceMail = "VoiceMail"
    }

    /// What the agent said of it; spelled as on the wire.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case talked = "Talked"
        case voiceMessage = "VoiceMessage"
        case noAnswer = "NoAnswer"
        case badNumber = "BadNumber"
        case dncNumber = "DNCNumber"
        case dncContact = "DNCContact"
    }
}

/// Which way a call, text or email went, as the agent sees it.
public enum CommunicationDirection: String, Hashable, Sendable, CaseIterable {
    case outbound = "Outbound"
    case inbound = "Inbound"
}

/// The little that `GET /v1.0/communication/call/v2` tells of a call; it lists kinds of calls that the older list leaves
/// out.
public struct CallSummary: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<CallSummary>

    public var id: ID
    public var leadID: Lead.ID?
    public var agentID: RecordUser.ID?
    public var direction: Reported<CommunicationDirection>?
    public var leadPhone: String?
    public var createdAt: Date?
}

/// Where the sound of a call can be fetched.
public struct CallRecording: Hashable, Sendable {
    /// Holds a secret; anyone who has it may listen.
    public var url: String
    /// When the address was given out; it stops working ``lifetime`` later.
    public var issuedAt: Date

    public static let lifetime: Duration = .seconds(3_600)
}
