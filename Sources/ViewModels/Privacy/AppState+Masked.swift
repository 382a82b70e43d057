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
        state.followUps = followUps.masked
        state.snoozeNames = snoozeNames.mapValues(PrivacyMask.name)
        state.call = call?.masked
        state.kin = kin.map { (lead: $0.lead, kin: $0.kin.map(\.masked)) }
        state.formKin = formKin.map { FormKin(subject: $0.subject, kin: $0.kin.map(\.masked)) }
        state.notice = notice?.masked
        state.overlays = overlays.map(\.masked)
        return state
    }
}

extension AppState {
    /// Refuses what hands a lead out whole, be it to a program or a file, as long as others look at the screen; `nil` while
    /// they do not.
    mutating func refuseUnderMask(_ verb: String) -> [Effect]? {
        guard isMasked else { return nil }
        notice = .unavailable(verb: verb, because: "hands out what the mask hides; \(keys[.mask]) takes it off")
        return [.bell]
    }
}

extension Draft {
    fileprivate var masked: Draft {
        var draft = self
        draft.leadName = leadName.map(PrivacyMask.name)
        draft.form.leadName = form.leadName.map(PrivacyMask.name)
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
        case .dates(let prompt): return .dates(prompt.masked)
        case .help(let sheet): return .help(sheet.masked)
        case .picker(var picker):
            picker.leadName = picker.leadName.map(PrivacyMask.name)
            // The beginning of a text stands beside its name, with the fields of the lead.
            for index in picker.items.indices {
                if case .deal(let deal) = picker.items[index].choice {
                    picker.items[index].label = deal.masked.words
                    picker.items[index].choice = .deal(deal.masked)
                }
                guard case .template = picker.items[index].choice else { continue }
                picker.items[index].detail = PrivacyMask.words(picker.items[index].detail)
            }
            if case .dealStage(let lead, let deal) = picker.purpose {
                picker.purpose = .dealStage(of: lead, deal.masked)
            }
            return .picker(picker)
        case .filter, .outbox, .agenda, .report, .summary, .palette, .bulk: return self
        }
    }
}

extension Confirmation.Question {
    fileprivate var masked: Confirmation.Question {
        switch self {
        case .trash(let lead, let name, let reason):
            .trash(lead, name: PrivacyMask.name(name), reason: PrivacyMask.words(reason))
        case .drop(let entry): .drop(entry.masked)
        case .dropAll(let entries): .dropAll(entries.map(\.masked))
        case .dropDraft(let draft): .dropDraft(draft.masked)
        case .overrule(let group, let entry, let theirs):
            .overrule(group, entry.masked, theirs: entry.change.masked(theirs: theirs))
        case .dispose(let lead, let name, let disposition, let words):
            .dispose(lead, name: PrivacyMask.name(name), disposition, words: PrivacyMask.words(words))
        case .dialUnread(let lead, let name, let wanted, let gap):
            .dialUnread(lead, name: PrivacyMask.name(name), wanted: wanted, gap)
        case .again(let repetition): .again(repetition.masked)
        case .assist(let wish, let lead, let name): .assist(wish, lead, name: PrivacyMask.name(name))
        case .burst: self
        }
    }
}

extension Repetition {
    fileprivate var masked: Repetition {
        var repetition = self
        repetition.subjects = subjects.map { subject in
            Subject(subject.lead, name: PrivacyMask.name(subject.name), reason: subject.reason.map(PrivacyMask.words))
        }
        return repetition
    }
}

extension Notice {
    fileprivate var masked: Notice {
        switch self {
        case .submitted(let change, let lead): .submitted(change.masked, lead: PrivacyMask.name(lead))
        case .undone(let change, let lead): .undone(change.masked, lead: PrivacyMask.name(lead))
        case .inverseQueued(let change, let lead): .inverseQueued(change.masked, lead: PrivacyMask.name(lead))
        case .disposed(let name, let lead): .disposed(name, lead: PrivacyMask.name(lead))
        case .dispositionUndone(let name, let lead): .dispositionUndone(name, lead: PrivacyMask.name(lead))
        case .done(let lead): .done(lead: PrivacyMask.name(lead))
        case .nothingToDo(let reason, let lead): .nothingToDo(reason, lead: PrivacyMask.name(lead))
        case .textKept(let lead): .textKept(lead: PrivacyMask.name(lead))
        case .failed(let entry): .failed(entry.masked)
        case .noRetryNeeded(let entry): .noRetryNeeded(entry.masked)
        case .textRecovered(let draft): .textRecovered(draft.masked)
        case .blocked(.forbidden(let bar), let lead): .blocked(.forbidden(bar.masked), lead: PrivacyMask.name(lead))
        case .blocked(let obstacle, let lead): .blocked(obstacle, lead: PrivacyMask.name(lead))
        case .dialling(let phone, let lead, let caution):
            .dialling(
                Phone(PrivacyMask.phone(phone.number)),
                lead: PrivacyMask.name(lead),
                // A masked number could not be dialled.
                caution: [caution, "the clipboard has the whole number"].compactMap(\.self).joined(separator: "; ")
            )
        case .noted(let text): .noted(PrivacyMask.mentions(in: text))
        case .trouble(let reason): .trouble(reason: PrivacyMask.mentions(in: reason))
        case .notSaved(let reason): .notSaved(reason: PrivacyMask.mentions(in: reason))
        // What was copied is masked already.
        case .copied, .nothingToCopy, .viewIsDone, .undoImpossible,
            .nothingToUndo, .nothingToRedo, .refreshed, .refreshFailed, .noLead,
            .exported, .keysDropped, .unknownKey, .unavailable, .pasteIgnored, .terminalFallback,
            .reviewNeeded, .stageLost, .brokenDisposition, .marked, .manyChanged, .manyUndone:
            self
        }
    }
}
