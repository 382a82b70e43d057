// Texts that were never sent outlive the program with the disposition they belong to.

extension Disposition: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, label, letter, outcome, stage, addingTags, removingTags, counter, followUp, snooze, advances, asks
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try values.decode(String.self, forKey: .id),
            try values.decode(String.self, forKey: .label),
            letter: try values.decodeIfPresent(String.self, forKey: .letter)?.first,
            outcome: try values.decodeIfPresent(CallOutcome.self, forKey: .outcome),
            stage: try values.decodeIfPresent(StageStep.self, forKey: .stage),
            addingTags: try values.decode([String].self, forKey: .addingTags),
            removingTags: try values.decode([String].self, forKey: .removingTags),
            counter: try values.decodeIfPresent(String.self, forKey: .counter),
            followUp: try values.decodeIfPresent(FollowUpWish.self, forKey: .followUp),
            snooze: try values.decodeIfPresent(SnoozeStep.self, forKey: .snooze),
            advances: try values.decode(Bool.self, forKey: .advances),
            asks: try values.decode(Bool.self, forKey: .asks)
        )
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(label, forKey: .label)
        try values.encodeIfPresent(letter.map { String($0) }, forKey: .letter)
        try values.encodeIfPresent(outcome, forKey: .outcome)
        try values.encodeIfPresent(stage, forKey: .stage)
        try values.encode(addingTags, forKey: .addingTags)
        try values.encode(removingTags, forKey: .removingTags)
        try values.encodeIfPresent(counter, forKey: .counter)
        try values.encodeIfPresent(followUp, forKey: .followUp)
        try values.encodeIfPresent(snooze, forKey: .snooze)
        try values.encode(advances, forKey: .advances)
        try values.encode(asks, forKey: .asks)
    }
}
