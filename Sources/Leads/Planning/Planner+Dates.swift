import FoundationEssentials

/// What has to do with the calendar: follow-ups and leads that are put aside.
extension Planner {
    /// The clock on which a lead's dates are read: where the lead is, else the person's own.
    package func clock(of lead: Lead) -> ZoneRules {
        zone(of: lead).flatMap { ZoneDatabase.system.rules($0.rawValue) } ?? home
    }

    /// Where the lead is, as far as its best number or its address tells.
    package func zone(of lead: Lead) -> CallingZone? {
        let standing = ContactGuard.standing(of: lead, at: now)
        let best = standing.bestNumber(for: .call) ?? lead.phones.first
        return standing.numbers.first { $0.phone == best }?.clock.zones.all.first
    }

    /// The date that a text means for a lead.
    package func date(_ text: String, for lead: Lead) -> Result<FollowUpDate, FollowUpDateError> {
        do throws(FollowUpDateError) {
            return .success(try FollowUpDate.parse(text, now: now, clock: clock(of: lead)))
        } catch {
            return .failure(error)
        }
    }

    func add(_ wish: FollowUpWish, to lead: Lead) -> Verdict {
        let kind = wish.kind ?? FollowUp.Kind(reaching: lead)
        let words = wish.text?.trimmed ?? ""
        switch date(wish.when, for: lead) {
        case .failure(let error): return .blocked(.noDate(error))
        case .success(let found):
            let date = wish.keepsCallingHours ? found.withinCallingHours(on: clock(of: lead)) : found
            return checked(words.isEmpty ? kind.usualText : words, .followUp, LeadLimits.note).verdict { text in
                .followUp(.add(FollowUpPlan(kind: kind, text: text, dueAt: date.date, words: date.words)))
            }
        }
    }

    func move(_ followUp: FollowUp, of lead: Lead, to when: String) -> Verdict {
        switch date(when, for: lead) {
        case .failure(let error): .blocked(.noDate(error))
        case .success(let found) where found.date == followUp.dueAt: .nothingToDo(.dueAt(found.words))
        case .success(let found): .change(.followUp(.move(followUp, to: found.date)))
        }
    }

    /// A lead that was put aside before is put aside anew: what was decided last counts.
    func snooze(_ lead: Lead, until when: String?) -> Verdict {
        guard let when else { return .change(.snooze(from: nil, to: Snooze(since: now, until: nil))) }
        return switch date(when, for: lead) {
        case .failure(let error): .blocked(.noDate(error))
        case .success(let found): .change(.snooze(from: nil, to: Snooze(since: now, until: found.date)))
        }
    }
}

extension FollowUp.Kind {
    /// What Lofty is told to be done when the person says nothing more.
    fileprivate var usualText: String {
        switch self {
        case .call: "Call"
        case .email: "Write an email"
        case .text: "Send a text"
        case .appointment: "Meet"
        case .other: "Follow up"
        }
    }
}

extension FollowUpDate {
    /// The same time, or the next morning at nine when nobody may be called at that time.
    fileprivate func withinCallingHours(on clock: ZoneRules) -> FollowUpDate {
        let wall = clock.wallTime(at: date.wholeSeconds)
        let time = wall.remainder(by: 86_400)
        let isOpen = (Int64(CallingHours.opening)..<Int64(CallingHours.closing)).contains(time)
        guard !isOpen else { return self }
        let day = wall.floored(by: 86_400) + (time >= Int64(CallingHours.closing) ? 1 : 0)
        return FollowUpDate(wall: day * 86_400 + Int64(Self.usualTime), on: clock)
    }
}
