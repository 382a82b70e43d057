package import FoundationEssentials
package import Leads

/// A call under way: whom, on which number, since when.
package struct CallSession: Hashable, Sendable {
    package internal(set) var lead: Lead.ID
    package let leadName: String
    /// As the lead has it.
    package let number: String
    package let startedAt: Date
    /// `nil` while they talk.
    package internal(set) var endedAt: Date?
    /// True when the guard was gone over for it, which stands in the audit log.
    let isOverridden: Bool

    package func seconds(at now: Date) -> Int {
        max(0, Int((endedAt ?? now).timeIntervalSince(startedAt).rounded(.down)))
    }

    func dialled(at now: Date) -> DialledCall { DialledCall(number: number, seconds: seconds(at: now)) }

    /// The next second of the clock; `nil` when it stands.
    func nextStep(after now: Date) -> Date? {
        endedAt == nil ? startedAt.addingTimeInterval(Double(seconds(at: now) + 1)) : nil
    }
}

extension AppState {
    /// Starts the clock, and hands the number to the person's phone by the clipboard.
    mutating func startCall(
        to number: String,
        on id: Lead.ID,
        named name: String,
        caution: String? = nil,
        isOverridden: Bool = false
    ) -> [Effect] {
        call = CallSession(
            lead: id,
            leadName: name,
            number: number,
            startedAt: now,
            endedAt: nil,
            isOverridden: isOverridden
        )
        list.remember(id)
        notice = .dialling(Phone(number), lead: name, caution: caution)
        return [.copy(Phone(number).dialled)]
    }

    /// Stops the clock and asks how it ended.
    mutating func endCall() -> [Effect] {
        guard var session = call else { return [] }
        session.endedAt = session.endedAt ?? now
        call = session
        notice = nil
        guard let lead = workableLead(session.lead) else {
            call = nil
            return refuse(.leadGone, lead: session.leadName)
        }
        push(.picker(.outcomes(dispositions, of: session, with: lead)))
        return []
    }

    /// The call that is to be logged on a lead; `nil` when none was made with the clock.
    func dialled(for id: Lead.ID) -> DialledCall? { call?.lead == id ? call?.dialled(at: now) : nil }

    /// Whether the person has given the reason for this call when they dialled.
    func isOverridden(for id: Lead.ID) -> Bool { call?.lead == id && call?.isOverridden == true }

    /// The call of a lead is logged by a group; it is taken up again when the journal refuses that.
    mutating func closeCall(of id: Lead.ID, by group: ChangeGroup.ID?) {
        guard var session = call, session.lead == id else { return }
        call = nil
        session.endedAt = session.endedAt ?? now
        if let group { callsBeingLogged[group] = session }
    }

    /// The log of a call was refused: its number and its seconds are there for the next try.
    mutating func takeUpCall(loggedBy group: ChangeGroup.ID) {
        guard let session = callsBeingLogged.removeValue(forKey: group), call == nil else { return }
        call = session
    }
}

extension Picker {
    /// How a call may have ended; what logs no call is not among it.
    static func outcomes(_ dispositions: [Disposition], of call: CallSession, with lead: Lead) -> Picker {
        var picker = Picker.dispositions(dispositions.filter { $0.outcome != nil }, for: lead)
        picker.items.append(Item(label: "no call was made", accelerator: "0", choice: .dropCall))
        return picker
    }
}
