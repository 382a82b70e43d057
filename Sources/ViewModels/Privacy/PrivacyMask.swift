package import Leads

/// What stands for phones, emails, streets and notes while somebody else looks at the screen.
package enum PrivacyMask {
    private static let dot: Character = "•"

    /// `(•••) •••-••42`: the last two digits tell one number of a lead from another.
    package static func phone(_ number: String) -> String {
        let count = number.count(where: isDigit)
        var left = count
        return String(
            number.map { character in
                guard isDigit(character) else { return character }
                left -= 1
                return left < min(2, count / 4) ? character : dot
            }
        )
    }

    /// `j•••@•••`, whatever the length.
    package static func email(_ address: String) -> String {
        "\(address.first.map(String.init) ?? "")•••@•••"
    }

    /// Every letter and digit of a note or a street; what is left tells only how long it is.
    package static func words(_ text: String) -> String {
        String(text.map { $0.isLetter || $0.isNumber || $0.isSymbol ? dot : $0 })
    }

    /// A text of which only addresses and numbers in it are nobody else's business.
    package static func mentions(in text: String) -> String {
        var result = ""
        var word = ""
        func take(_ end: String) {
            result += word.contains("@") ? email(word) : word
            result += end
            word = ""
        }
        for character in text {
            if character.isWhitespace { take(String(character)) } else { word.append(character) }
        }
        take("")
        return numbers(in: result)
    }

    /// Runs of seven digits and more, as numbers are written.
    private static func numbers(in text: String) -> String {
        var result = ""
        var run = ""
        func take() {
            result += run.count(where: isDigit) >= 7 ? phone(run) : run
            run = ""
        }
        for character in text {
            if isDigit(character) || (!run.isEmpty && " -.()/+".contains(character)) {
                run.append(character)
            } else {
                take()
                result.append(character)
            }
        }
        take()
        return result
    }

    private static func isDigit(_ character: Character) -> Bool { character.isNumber }
}

extension LeadChange {
    /// The change as others may see it.
    package var masked: LeadChange {
        switch self {
        case .create(var new):
            new.emails = new.emails.map(PrivacyMask.email)
            new.phones = new.phones.map(PrivacyMask.phone)
            let street = new.address?.street.map(PrivacyMask.words)
            new.address?.street = street
            return .create(new)
        case .addNote(let text): return .addNote(PrivacyMask.words(text))
        case .logCall(var call):
            call.phone = PrivacyMask.phone(call.phone)
            call.text = PrivacyMask.words(call.text)
            return .logCall(call)
        case .trash(let reason): return .trash(reason: PrivacyMask.words(reason))
        case .followUp(let change): return .followUp(change.masked)
        case .deal(let change): return .deal(change.masked)
        case .setField(.emails, from: let before, to: let after):
            return .setField(.emails, from: before.map(PrivacyMask.email), to: after.map(PrivacyMask.email))
        case .setField(.phones, from: let before, to: let after):
            return .setField(.phones, from: before.map(PrivacyMask.phone), to: after.map(PrivacyMask.phone))
        case .setField(.street, from: let before, to: let after):
            return .setField(.street, from: before.map(PrivacyMask.words), to: after.map(PrivacyMask.words))
        case .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .snooze: return self
        }
    }
}

extension LeadChange {
    /// What the server holds where this change met somebody else's, as others may see it.
    func masked(theirs: String) -> String {
        switch self {
        case .setField(.emails, from: _, to: _):
            theirs.split(separator: ", ").map { PrivacyMask.email(String($0)) }.joined(separator: ", ")
        case .setField(.phones, from: _, to: _): PrivacyMask.phone(theirs)
        case .setField(.street, from: _, to: _): PrivacyMask.words(theirs)
        case .addNote, .logCall, .trash, .followUp, .deal: PrivacyMask.words(theirs)
        case .create, .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .snooze:
            PrivacyMask.mentions(in: theirs)
        }
    }
}

extension DealChange {
    /// The name is as a rule the address of a home.
    fileprivate var masked: DealChange {
        switch self {
        case .add(var plan):
            plan.name = PrivacyMask.words(plan.name)
            return .add(plan)
        case .move(let deal, to: let stage): return .move(deal.masked, to: stage)
        }
    }
}

extension Deal {
    var masked: Deal {
        var deal = self
        deal.name = PrivacyMask.words(name)
        return deal
    }
}

extension FollowUpChange {
    fileprivate var masked: FollowUpChange {
        switch self {
        case .add(var plan):
            plan.text = PrivacyMask.words(plan.text)
            return .add(plan)
        case .move(let followUp, to: let date): return .move(followUp.masked, to: date)
        case .finish(let followUp): return .finish(followUp.masked)
        case .reopen(let followUp): return .reopen(followUp.masked)
        case .remove(let followUp): return .remove(followUp.masked)
        }
    }
}

extension FollowUp {
    var masked: FollowUp {
        var followUp = self
        followUp.text = PrivacyMask.words(text)
        followUp.leadName = leadName.map(PrivacyMask.name)
        return followUp
    }
}

extension OutboxEntry {
    var masked: OutboxEntry {
        var entry = self
        entry.change = change.masked
        entry.leadName = PrivacyMask.name(leadName)
        if case .conflicted(let theirs) = status { entry.status = .conflicted(theirs: change.masked(theirs: theirs)) }
        return entry
    }
}

extension ForbiddenContact {
    package var masked: ForbiddenContact {
        var bar = self
        bar.target = channel == .email ? PrivacyMask.email(target) : PrivacyMask.phone(target)
        return bar
    }
}
