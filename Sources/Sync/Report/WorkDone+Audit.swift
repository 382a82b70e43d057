package import Leads

extension WorkDone {
    /// `nil` for what the server did not take, and for what somebody else did.
    package init?(_ event: AuditEvent, of me: Member?) {
        guard case .sent(let step, beside: _) = event.kind else { return nil }
        if let by = event.by, let me, by.id != me.id { return nil }
        self.init(at: event.at, on: event.leadID, Self.words(step))
    }

    private static func words(_ step: AuditStep) -> String {
        switch step.field {
        case "stage": "stage: \(step.after ?? "none")"
        case "tag": step.before == nil ? "tag added" : "tag removed"
        case "owner": "assigned"
        case "note": "note"
        // `AuditStep` writes the outcome first.
        case "call": "call: \(step.after.map { String($0.prefix { $0 != " " }) } ?? "")"
        case "trash": "trashed"
        case "lead": "lead made"
        case "snooze": step.after == nil ? "taken back into the queues" : "put aside"
        case "follow-up": followUp(step)
        case "transaction": step.before == nil ? "transaction made" : "transaction moved"
        case let other: other
        }
    }

    private static func followUp(_ step: AuditStep) -> String {
        switch (step.before, step.after) {
        case (nil, _): "follow-up planned"
        case (_, "done"): "follow-up done"
        case ("done", _): "follow-up opened again"
        case (_, nil): "follow-up removed"
        case (_, .some): "follow-up moved"
        }
    }
}
