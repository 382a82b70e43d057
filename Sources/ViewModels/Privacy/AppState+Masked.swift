import Leads

extension AppState {
    /// The state as others may see it, but for the lead's row, detail and timeline, which are masked line by line.
    ///
    /// What is being typed stays readable: whoever types it wants to see it.
    package var masked: AppState {
        guard isMasked else { return self }
        var state = self
        state.outbox = outbox.map(\.masked)
        state.drafts = drafts.map(\.masked)
        state.followUps.followUps = followUps.followUps.map(\.masked)
        state.notice = notice?.masked
        state.overlays = overlays.map(\.masked)
        return state
    }
}

extension Draft {
    fileprivate var masked: Draft {
        var draft = self
        for index in form.fields.indices {
            draft.form.fields[index].text = TextField(PrivacyMask.words(form.fields[index].text.text))
        }
        return draft
    }
}

extension Overlay {
    fileprivate var masked: Overlay {
        switch self {
        case .form(let form): return .form(form.masked)
        case .question(var confirmation):
            confirmation.question = confirmation.question.masked
            return .question(confirmation)
        case .picker(var picker):
            // The beginning of a text stands beside its name, with the fields of the lead.
            for index in picker.items.indices {
                guard case .template = picker.items[index].choice else { continue }
                picker.items[index].detail = PrivacyMask.words(picker.items[index].detail)
            }
            return .picker(picker)
        case .filter, .help, .outbox, .dates, .agenda, .report, .summary, .palette, .bulk: return self
        }
    }
}

extension Confirmation.Question {
    fileprivate var masked: Confirmation.Question {
        switch self {
        case .trash(let lead, let name, let reason): .trash(lead, name: name, reason: PrivacyMask.words(reason))
        case .drop(let entry): .drop(entry.masked)
        case .dropAll(let entries): .dropAll(entries.map(\.masked))
        case .dropDraft(let draft): .dropDraft(draft.masked)
        case .overrule(let group, let entry, let theirs): .overrule(group, entry.masked, theirs: theirs)
        case .dispose, .dialUnread, .burst: self
        }
    }
}

extension Notice {
    fileprivate var masked: Notice {
        switch self {
        case .submitted(let change, let lead): .submitted(change.masked, lead: lead)
        case .undone(let change, let lead): .undone(change.masked, lead: lead)
        case .inverseQueued(let change, let lead): .inverseQueued(change.masked, lead: lead)
        case .failed(let entry): .failed(entry.masked)
        case .noRetryNeeded(let entry): .noRetryNeeded(entry.masked)
        case .textRecovered(let draft): .textRecovered(draft.masked)
        case .blocked(.forbidden(let bar), let lead): .blocked(.forbidden(bar.masked), lead: lead)
        case .dialling(let phone, let lead, let caution):
            .dialling(Phone(PrivacyMask.phone(phone.number)), lead: lead, caution: caution)
        case .noted(let text): .noted(PrivacyMask.mentions(in: text))
        case .trouble(let reason): .trouble(reason: PrivacyMask.mentions(in: reason))
        case .notSaved(let reason): .notSaved(reason: PrivacyMask.mentions(in: reason))
        // What was copied is masked already.
        case .copied, .nothingToCopy, .disposed, .dispositionUndone, .done, .viewIsDone, .undoImpossible,
            .nothingToUndo, .nothingToRedo, .refreshed, .refreshFailed, .noLead, .nothingToDo, .blocked, .textKept,
            .exported, .keysDropped, .unknownKey, .unavailable, .pasteIgnored, .terminalFallback,
            .reviewNeeded, .stageLost, .brokenDisposition, .marked, .manyChanged, .manyUndone:
            self
        }
    }
}
