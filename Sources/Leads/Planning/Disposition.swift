/// What one key makes of a lead: a log, a stage, tags, a follow-up and a snooze, taken back by one undo.
///
/// A value, so that a person's own can stand in the place of ``defaults``.
package struct Disposition: Hashable, Sendable, Identifiable {
    /// What a command line calls it, such as `no-answer`; unique among a person's.
    package var id: String
    /// A few words for a person.
    package var label: String
    /// The letter behind `c` that runs it; `nil` for none.
    package var letter: Character?
    /// Logs a call with this outcome; `nil` logs nothing.
    package var outcome: CallOutcome?
    package var stage: StageStep?
    package var addingTags: [String]
    package var removingTags: [String]
    /// A tag that counts: `attempt` makes `attempt-1`, then `attempt-2` in its place.
    package var counter: String?
    package var followUp: FollowUpWish?
    package var snooze: SnoozeStep?
    /// Whether the next lead comes up by itself.
    package var advances: Bool
    /// Whether a question comes first, as Lofty offers no way back.
    package var asks: Bool

    /// The stage that a disposition leads to.
    package struct StageStep: Hashable, Sendable, Codable {
        package var name: String
        /// Leaves a lead that stands further on in the pipeline where it is.
        package var isOnlyForward: Bool
        /// Does nothing where the team has no such stage; else that stage is missed.
        package var isOptional: Bool

        package init(_ name: String, isOnlyForward: Bool = false, isOptional: Bool = false) {
            self.name = name
            self.isOnlyForward = isOnlyForward
            self.isOptional = isOptional
        }
    }

    package enum SnoozeStep: Hashable, Sendable, Codable {
        /// A time as ``FollowUpDate`` reads it, or earlier when the lead acts.
        case until(String)
        case untilLeadActs
    }

    package init(
        _ id: String,
        _ label: String,
        letter: Character? = nil,
        outcome: CallOutcome? = nil,
        stage: StageStep? = nil,
        addingTags: [String] = [],
        removingTags: [String] = [],
        counter: String? = nil,
        followUp: FollowUpWish? = nil,
        snooze: SnoozeStep? = nil,
        advances: Bool = true,
        asks: Bool = false
    ) {
        self.id = id
        self.label = label
        self.letter = letter
        self.outcome = outcome
        self.stage = stage
        self.addingTags = addingTags
        self.removingTags = removingTags
        self.counter = counter
        self.followUp = followUp
        self.snooze = snooze
        self.advances = advances
        self.asks = asks
    }
}

extension Disposition {
    /// The dispositions of a new installation: the six outcomes of a call under `1` to `6` in triage, then three more.
    package static let defaults: [Disposition] = [
        Disposition(
            "talked",
            "talked",
            letter: "t",
            outcome: .talked,
            stage: contacted,
            followUp: FollowUpWish("3 days 10:00", kind: .call, keepsCallingHours: true)
        ),
        Disposition(
            "voicemail",
            "left a voicemail",
            letter: "v",
            outcome: .voiceMessage,
            stage: contacted,
            followUp: FollowUpWish("tomorrow 9:00", kind: .call, text: "Call again", keepsCallingHours: true)
        ),
        Disposition(
            "no-answer",
            "no answer",
            letter: "n",
            outcome: .noAnswer,
            counter: "attempt",
            followUp: FollowUpWish("3 hours", kind: .call, text: "Call again", keepsCallingHours: true)
        ),
        Disposition(
            "bad-number",
            "bad number",
            letter: "b",
            outcome: .badNumber,
            addingTags: ["bad-number"],
            followUp: FollowUpWish("today", kind: .email, text: "Ask for another number")
        ),
        Disposition("dnc-number", "do not call", letter: "d", outcome: .dncNumber, asks: true),
        Disposition("do-not-contact", "do not contact", letter: "c", outcome: .dncContact, asks: true),
        Disposition(
            "nurture",
            "nurture",
            letter: "u",
            stage: StageStep("Nurture", isOptional: true),
            followUp: FollowUpWish("1 month", kind: .call, text: "Ask how the search goes", keepsCallingHours: true)
        ),
        Disposition(
            "not-a-lead",
            "not a lead",
            letter: "x",
            stage: StageStep("Archived", isOptional: true),
            addingTags: ["not-a-lead"]
        ),
        Disposition("later", "later", letter: "l", snooze: .until("3 hours")),
    ]

    private static let contacted = StageStep("Contacted", isOnlyForward: true, isOptional: true)

    /// What cannot work in a team: stages it does not have, and texts that Lofty would cut.
    package func problems(in team: Team) -> [PlanObstacle] {
        var problems: [PlanObstacle] = []
        if let stage, !stage.isOptional, !team.stages.isEmpty, team.stage(named: stage.name) == nil {
            let known = team.stages.map(\.name)
            let nearest = NearestSpelling.of(stage.name, among: known)
            problems.append(.unknownStage(stage.name, known: known, nearest: nearest))
        }
        for tag in addingTags + [counter.map { $0 + "-9" }].compactMap(\.self) {
            let length = LeadLimits.length(of: tag)
            if length > LeadLimits.tag { problems.append(.tooLong(.tag, length: length, limit: LeadLimits.tag)) }
        }
        return problems
    }
}
