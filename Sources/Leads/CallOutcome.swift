/// How a call ended.
///
/// Source: Lofty API, `callingOutcome` of `POST /v1.0/logType`. Lofty turns an unknown value into `Talked`, so only
/// these six are ever written.
public enum CallOutcome: String, Hashable, Sendable, Codable, CaseIterable {
    case talked = "Talked"
    case voiceMessage = "VoiceMessage"
    case noAnswer = "NoAnswer"
    case badNumber = "BadNumber"
    case dncNumber = "DNCNumber"
    case dncContact = "DNCContact"

    /// Words for a person.
    public var label: String {
        switch self {
        case .talked: "talked"
        case .voiceMessage: "left a voice message"
        case .noAnswer: "no answer"
        case .badNumber: "bad number"
        case .dncNumber: "do not call this number"
        case .dncContact: "do not contact this person"
        }
    }
}
