package import Leads

/// A question whose answer cannot be taken back.
package struct Confirmation: Hashable, Sendable {
    package var question: Question
    /// False until the question was on the screen: keys typed before that never answer it.
    package var isShown: Bool
    /// How many keys came too early to be an answer.
    package var ignoredKeys: Int

    package init(_ question: Question) {
        self.question = question
        isShown = false
        ignoredKeys = 0
    }

    package enum Question: Hashable, Sendable {
        case trash(Lead.ID, name: String, reason: String)
        case drop(OutboxEntry)
        /// A disposition that Lofty offers no way back from.
        case dispose(Lead.ID, name: String, Disposition, words: String)
        /// Nobody knows what others wrote of the lead since it was read: is the number handed over all the same?
        case dialUnread(Lead.ID, name: String, wanted: String?, ReachReading.Gap)
        /// Several changes that waited for very long.
        case dropAll([OutboxEntry])
        case dropDraft(Draft)
        /// Others have changed what the change made: is it taken back all the same?
        case overrule(ChangeGroup.ID, OutboxEntry, theirs: String)
        /// Lofty's assistant is to write to the lead by itself, or not any more.
        case assist(AssistantWish, Lead.ID, name: String)
        /// What was undone, and was asked about when it was done.
        case again(Repetition)
        /// Keys came faster than anyone types: are they typed keys, or a paste?
        case burst(characters: Int, lines: Int)

        var lead: Lead.ID? {
            switch self {
            case .trash(let lead, _, _), .dispose(let lead, _, _, _), .dialUnread(let lead, _, _, _): lead
            case .overrule(_, let entry, _): entry.leadID
            case .again(let repetition): repetition.lead
            case .assist(_, let lead, _): lead
            case .drop, .dropAll, .dropDraft, .burst: nil
            }
        }

        func renaming(_ provisional: Lead.ID, to real: Lead.ID) -> Question {
            switch self {
            case .trash(provisional, let name, let reason): .trash(real, name: name, reason: reason)
            case .dispose(provisional, let name, let disposition, let words):
                .dispose(real, name: name, disposition, words: words)
            case .dialUnread(provisional, let name, let wanted, let gap):
                .dialUnread(real, name: name, wanted: wanted, gap)
            case .again(let repetition): .again(repetition.renaming(provisional, to: real))
            case .assist(let wish, provisional, let name): .assist(wish, real, name: name)
            case .trash, .assist, .dispose, .dialUnread, .drop, .dropAll, .dropDraft, .overrule, .burst: self
            }
        }
    }

    package enum Action: Hashable, Sendable {
        /// The frame with the question has been on the screen long enough to be read.
        case shown
        /// A key came before that.
        case cameTooEarly
        case answer(Bool)
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        var confirmation = self
        switch action {
        case .shown: confirmation.isShown = true
        case .cameTooEarly: confirmation.ignoredKeys += 1
        case .answer(let isYes):
            guard isShown || !isYes else { return [] }
            state.pop()
            if case .burst = question { return [.resolveBurst(asKeys: isYes)] }
            return isYes ? accept(&state) : []
        }
        state.replaceTop(with: .question(confirmation))
        return []
    }

    private func accept(_ state: inout AppState) -> [Effect] {
        switch question {
        case .trash(let lead, _, let reason):
            let draft = state.draft(for: .trash(lead), saying: reason)
            let effects = state.plan(.trash(reason: reason), on: lead, restoring: draft?.form)
            if effects.areSubmitted { state.dropDraft(draft?.id) }
            return effects
        case .drop(let entry): return [state.order { .drop(entry.id, as: $0) }]
        case .dispose(let lead, _, let disposition, let words):
            let draft = words.isEmpty ? nil : state.draft(for: .call(on: lead, disposition), saying: words)
            let form = words.isEmpty ? nil : draft?.form ?? state.form(of: disposition, words: words, on: lead)
            let effects = state.run(disposition, words: words, on: lead, restoring: form)
            if effects.areSubmitted { state.dropDraft(draft?.id) }
            return effects
        case .dialUnread(let id, let name, let wanted, _):
            guard let lead = state.workableLead(id) else { return state.refuse(.leadGone, lead: name) }
            return state.dial(lead, wanted)
        // The last first: with a create go the changes that were to follow it.
        case .dropAll(let entries): return entries.reversed().map { entry in state.order { .drop(entry.id, as: $0) } }
        case .dropDraft(let draft):
            state.dropDraft(draft.id)
            state.followOutbox()
            return []
        case .overrule(let group, let entry, _): return HistoryReducer.overrule(&state, group, entry)
        case .assist(let wish, let lead, let name):
            state.notice = .noted("Asking Lofty's assistant about \(name)…")
            return [state.order { .assist(wish, lead, named: name, as: $0) }]
        case .again(let repetition): return HistoryReducer.doAgain(&state, repetition.group)
        case .burst: return []
        }
    }
}

extension [Effect] {
    /// True when something goes through the door for writes.
    fileprivate var areSubmitted: Bool {
        contains { effect in
            if case .write(.submit) = effect { true } else { false }
        }
    }
}

extension AppState {
    /// The field into which these words would have been typed.
    fileprivate func form(of disposition: Disposition, words: String, on id: Lead.ID) -> Form {
        var form = Form.words(of: disposition, on: id, named: lead(of: id)?.displayName)
        form.fields[0].text = TextField(words)
        return form
    }
}
