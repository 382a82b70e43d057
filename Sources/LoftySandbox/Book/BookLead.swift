/// An invented lead with its whole past.
struct BookLead: Sendable {
    var id: Int64
    var name: BookNames.Name
    var emails: [String] = []
    /// Number and status.
    var phones: [(number: String, status: Int64)] = []
    var source: String
    var sourceID: Int64
    /// Position in the pipeline.
    var stage: Int
    var assigneeID: Int64
    var pondID: Int64 = 0
    var lenderID: Int64 = 0
    var score: Int64 = 0
    var leadTypes: [Int64] = []
    var isHidden = false
    var isUnsubscribed = false
    var cannotText = false
    var cannotCall = false
    var cannotEmail = false
    var details = JSON.object([])
    var segments: [String] = []
    /// Positions in the list of tags.
    var tags: [Int] = []
    var createMillis: Int64
    var trashMillis: Int64 = 0
    var communications: [Communication] = []
    var activities: [SiteActivity] = []
    var notes: [Note] = []

    struct Communication: Sendable {
        var millis: Int64
        var channel: String
        /// Auto, Manual or Logged.
        var kind: String
        var isInbound = false
        var outcome: String?
        var emailEvent: String?
        var subject: String?
        var content: String?
    }

    struct SiteActivity: Sendable {
        var millis: Int64
        var kind: SiteActivityDraft.Kind
        var text: String
        var listing: JSON?
        var scheduledDate = ""
        var pageName: String?
    }

    struct Note: Sendable {
        var millis: Int64
        var content: String
        var isPinned = false
        var isSystem = false
    }

    /// The last time somebody of the team dealt with the lead; what the system sends does not count.
    var touchMillis: Int64 {
        let people = communications.filter { !$0.isInbound && $0.kind != "Auto" }.map(\.millis)
        return (people + notes.filter { !$0.isSystem }.map(\.millis)).max() ?? 0
    }

    var visitMillis: Int64 { activities.map(\.millis).max() ?? 0 }

    var updateMillis: Int64 {
        max(createMillis, touchMillis, visitMillis, communications.map(\.millis).max() ?? 0)
    }

    func lastMillis(of channel: String) -> Int64 {
        communications.filter { $0.channel == channel }.map(\.millis).max() ?? 0
    }

    func count(_ kind: SiteActivityDraft.Kind) -> Int { activities.count { $0.kind == kind } }
}
