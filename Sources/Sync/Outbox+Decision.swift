package import FoundationEssentials
package import Leads

extension Outbox {
    /// What to do now.
    package enum Decision: Hashable, Sendable {
        /// Put these on the wire, in one request.
        case send(Batch)
        /// Look on the server for a change whose answer was lost.
        case verify(JournalEntry)
        /// Read the lead and compare it with what was asked.
        case readBack(Batch)
        /// Nothing before this time.
        case sleep(until: Date)
        /// Nothing until somebody decides something.
        case idle
    }

    /// Entries of one lead, in order, that share a request.
    package struct Batch: Hashable, Sendable {
        package var leadID: Lead.ID
        package var entries: [JournalEntry]

        package init(leadID: Lead.ID, entries: [JournalEntry]) {
            self.leadID = leadID
            self.entries = entries
        }

        package var ids: [OutboxEntry.ID] { entries.map(\.id) }
        package var changes: [LeadChange] { entries.map(\.entry.change) }
    }

    /// What sums of times may be off by, in seconds: nobody sleeps for less.
    static let grain: TimeInterval = 0.000_01

    /// The next step: of all lanes that can move, the one whose head was decided first.
    package func next(now: Date, isOnline: Bool) -> Decision {
        guard isOnline else { return .idle }
        var earliest: Date?
        var first: OutboxEntry.ID?
        for (lead, lane) in lanes {
            guard let head = lane.first, let due = dueAt(head), !isBlocked(head, on: lead) else { continue }
            if due <= now + Self.grain {
                first = min(first ?? head, head)
            } else {
                earliest = min(earliest ?? due, due)
            }
        }
        if let first, let head = entries[first] { return step(of: head, now: now) }
        return earliest.map { .sleep(until: $0) } ?? .idle
    }

    private func step(of head: JournalEntry, now: Date) -> Decision {
        let lane = lane(of: head.entry.leadID)
        if head.isAccepted {
            return .readBack(Batch(leadID: head.entry.leadID, entries: Array(lane.prefix(while: \.isAccepted))))
        }
        if case .ambiguous = head.entry.status { return .verify(head) }
        guard head.canShareRequest else { return .send(Batch(leadID: head.entry.leadID, entries: [head])) }
        let company = lane.prefix {
            $0.canShareRequest && !$0.isAccepted && (dueAt($0.id) ?? .distantFuture) <= now + Self.grain
                && !isHeldUp($0.id, on: head.entry.leadID)
        }
        return .send(Batch(leadID: head.entry.leadID, entries: Array(company)))
    }
}

extension JournalEntry {
    /// When the next step may be made; `nil` while it is on the wire or waits for a person.
    var dueAt: Date? {
        if isAccepted { return delivery.dueAt ?? .distantPast }
        if entry.awaitsReview { return nil }
        return switch entry.status {
        case .held(let until): until
        case .queued: .distantPast
        case .waiting(let until, attempt: _): until
        case .ambiguous(let since): delivery.dueAt ?? since
        case .sending, .conflicted, .wedged, .settled, .cancelled: nil
        }
    }

    /// No deadline of the entry lies further ahead when it is set, in seconds.
    var longestWait: TimeInterval {
        guard case .held(let until) = entry.status else { return RetryPolicy.longestPause }
        let length = until.timeIntervalSince(entry.createdAt)
        // The clock was set back after the decision.
        return length > 0 ? length : RetryPolicy.longestPause
    }

    var canShareRequest: Bool { entry.change.isEdit && !delivery.isAlone && !delivery.replacesTags }
}
