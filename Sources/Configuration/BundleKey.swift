import FoundationEssentials
import Leads

/// The keys of a section of `bundles.toml`: what one key makes of a lead.
enum BundleKey: String, CaseIterable {
    case label, letter, outcome, stage
    case onlyForward = "only-forward"
    case stageIfThere = "stage-if-there"
    case addTags = "add-tags"
    case removeTags = "remove-tags"
    case counter
    case followUp = "follow-up"
    case followUpKind = "follow-up-kind"
    case followUpText = "follow-up-text"
    case callingHours = "calling-hours"
    case snooze, advance, ask

    /// A line for the head of the template.
    var purpose: String {
        switch self {
        case .label: "a few words for the panel"
        case .letter: "the letter behind c that runs it; \"\" for none"
        case .outcome:
            "logs a call that ended so: \(CallOutcome.allCases.map(\.word).joined(separator: ", ")); \"\" logs none"
        case .stage: "the stage that the lead goes to"
        case .onlyForward: "true leaves a lead alone that stands further on in the pipeline"
        case .stageIfThere: "true does nothing in a team without that stage; false then refuses the whole key"
        case .addTags: "tags that are put on"
        case .removeTags: "tags that are taken off"
        case .counter: "a tag that counts: attempt becomes attempt-1, then attempt-2"
        case .followUp: "when the follow-up is due, as after f: tomorrow 9:00, 3 days 10:00, 3 hours"
        case .followUpKind:
            "how: \(FollowUp.Kind.allCases.map(Self.word).joined(separator: ", ")); else as the lead can be reached"
        case .followUpText: "what is to be done then"
        case .callingHours: "true moves a follow-up out of the hours in which the lead may not be called"
        case .snooze: "puts the lead aside until a time, or until it \"acts\""
        case .advance: "false stays on the lead"
        case .ask: "true asks first"
        }
    }

    // MARK: Reading

    /// - Throws: what the value should have been.
    func set(_ value: TOMLFile.Value, in bundle: inout Disposition) throws(SettingProblem) {
        switch self {
        case .label:
            guard let text = try text(value) else { throw .wants("a few words") }
            bundle.label = text
        case .letter: bundle.letter = try letter(value)
        case .outcome: bundle.outcome = try outcome(value)
        case .stage: bundle.stage = try stage(value, bundle.stage)
        case .onlyForward: try setStage(\.isOnlyForward, value, in: &bundle)
        case .stageIfThere: try setStage(\.isOptional, value, in: &bundle)
        case .addTags: bundle.addingTags = try texts(value)
        case .removeTags: bundle.removingTags = try texts(value)
        case .counter: bundle.counter = try text(value)
        case .followUp: bundle.followUp = try followUp(value, bundle.followUp)
        case .followUpKind:
            let kind = try kind(value)
            try setFollowUp(in: &bundle) { $0.kind = kind }
        case .followUpText:
            let text = try text(value)
            try setFollowUp(in: &bundle) { $0.text = text }
        case .callingHours:
            let flag = try flag(value)
            try setFollowUp(in: &bundle) { $0.keepsCallingHours = flag }
        case .snooze: bundle.snooze = try snooze(value)
        case .advance: bundle.advances = try flag(value)
        case .ask: bundle.asks = try flag(value)
        }
    }

    /// `nil` for an empty text, which takes a part away.
    private func text(_ value: TOMLFile.Value) throws(SettingProblem) -> String? {
        guard case .text(let text) = value else { throw .wants("a text in quotes") }
        return text.isEmpty ? nil : text
    }

    private func texts(_ value: TOMLFile.Value) throws(SettingProblem) -> [String] {
        switch value {
        case .text(let text): return text.isEmpty ? [] : [text]
        case .texts(let texts): return texts
        case .number, .flag, .other: throw .wants("texts in quotes, such as [\"hot\", \"called\"]")
        }
    }

    private func flag(_ value: TOMLFile.Value) throws(SettingProblem) -> Bool {
        guard case .flag(let flag) = value else { throw .wants("true or false") }
        return flag
    }

    private func letter(_ value: TOMLFile.Value) throws(SettingProblem) -> Character? {
        guard let text = try text(value) else { return nil }
        guard text.count == 1, let letter = text.first, letter.isLetter || letter.isNumber else {
            throw .wants("one letter in quotes")
        }
        return letter
    }

    private func outcome(_ value: TOMLFile.Value) throws(SettingProblem) -> CallOutcome? {
        guard let text = try text(value) else { return nil }
        let word = text.lowercased().filter { $0 != "-" && $0 != " " }
        guard let outcome = CallOutcome.allCases.first(where: { $0.rawValue.lowercased() == word }) else {
            throw .notOneOf(text, CallOutcome.allCases.map(\.word))
        }
        return outcome
    }

    private func stage(
        _ value: TOMLFile.Value,
        _ before: Disposition.StageStep?
    ) throws(SettingProblem) -> Disposition.StageStep? {
        guard let name = try text(value) else { return nil }
        // A stage that somebody writes down is meant; one that Foyer brings may be missing in a team.
        return Disposition.StageStep(name, isOnlyForward: before?.isOnlyForward ?? false)
    }

    private func setStage(
        _ part: WritableKeyPath<Disposition.StageStep, Bool>,
        _ value: TOMLFile.Value,
        in bundle: inout Disposition
    ) throws(SettingProblem) {
        let flag = try flag(value)
        guard bundle.stage != nil else { throw .wants("a “stage” beside it") }
        bundle.stage?[keyPath: part] = flag
    }

    private func followUp(
        _ value: TOMLFile.Value,
        _ before: FollowUpWish?
    ) throws(SettingProblem) -> FollowUpWish? {
        guard let when = try text(value) else { return nil }
        try check(when)
        var wish = before ?? FollowUpWish(when)
        wish.when = when
        return wish
    }

    private func setFollowUp(
        in bundle: inout Disposition,
        _ change: (inout FollowUpWish) -> Void
    ) throws(SettingProblem) {
        guard var wish = bundle.followUp else { throw .wants("a “follow-up” beside it") }
        change(&wish)
        bundle.followUp = wish
    }

    private func kind(_ value: TOMLFile.Value) throws(SettingProblem) -> FollowUp.Kind? {
        guard let text = try text(value) else { return nil }
        guard let kind = FollowUp.Kind.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
            throw .notOneOf(text, FollowUp.Kind.allCases.map(Self.word))
        }
        return kind
    }

    private func snooze(_ value: TOMLFile.Value) throws(SettingProblem) -> Disposition.SnoozeStep? {
        guard let text = try text(value) else { return nil }
        if text.lowercased() == "acts" { return .untilLeadActs }
        try check(text)
        return .until(text)
    }

    /// A date that can be read on no day is told now and not at the first lead.
    private func check(_ when: String) throws(SettingProblem) {
        do throws(FollowUpDateError) {
            _ = try FollowUpDate.parse(when, now: Date(), clock: .fixed(secondsFromGMT: 0))
        } catch {
            switch error {
            case .nothing, .unreadable, .noSuchTime, .hourOrDay:
                throw .wants("a time such as \"tomorrow 9:00\", \"3 days\" or \"2 hours\"")
            // Those hang on the day on which the key is pressed.
            case .noSuchDay, .otherWeekday, .past, .tooFar: break
            }
        }
    }
}

// MARK: Writing

extension BundleKey {
    /// The value as it is written in the file; `nil` for one that says no more than its absence does.
    func written(_ bundle: Disposition) -> String? {
        switch self {
        case .label: TOMLFile.quoted(bundle.label)
        case .letter: bundle.letter.map { TOMLFile.quoted(String($0)) }
        case .outcome: bundle.outcome.map { TOMLFile.quoted($0.word) }
        case .stage: bundle.stage.map { TOMLFile.quoted($0.name) }
        case .onlyForward: Self.flag(bundle.stage?.isOnlyForward)
        case .stageIfThere: Self.flag(bundle.stage?.isOptional)
        case .addTags: Self.texts(bundle.addingTags)
        case .removeTags: Self.texts(bundle.removingTags)
        case .counter: bundle.counter.map(TOMLFile.quoted)
        case .followUp: (bundle.followUp?.when).map(TOMLFile.quoted)
        case .followUpKind: bundle.followUp?.kind.map { TOMLFile.quoted(Self.word($0)) }
        case .followUpText: bundle.followUp?.text.map(TOMLFile.quoted)
        case .callingHours: Self.flag(bundle.followUp?.keepsCallingHours)
        case .snooze: bundle.snooze.map(Self.written)
        case .advance: bundle.advances ? nil : "false"
        case .ask: Self.flag(bundle.asks)
        }
    }

    private static func flag(_ flag: Bool?) -> String? { flag == true ? "true" : nil }

    private static func texts(_ texts: [String]) -> String? {
        texts.isEmpty ? nil : "[\(texts.map(TOMLFile.quoted).joined(separator: ", "))]"
    }

    private static func written(_ step: Disposition.SnoozeStep) -> String {
        switch step {
        case .until(let when): TOMLFile.quoted(when)
        case .untilLeadActs: "\"acts\""
        }
    }

    fileprivate static func word(_ kind: FollowUp.Kind) -> String { kind.rawValue.lowercased() }
}

extension CallOutcome {
    /// As the file spells it; ``BundleKey`` reads Lofty's own spelling as well.
    fileprivate var word: String {
        switch self {
        case .talked: "talked"
        case .voiceMessage: "voice-message"
        case .noAnswer: "no-answer"
        case .badNumber: "bad-number"
        case .dncNumber: "dnc-number"
        case .dncContact: "dnc-contact"
        }
    }
}
