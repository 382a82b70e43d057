import FoundationEssentials
package import Leads
package import LoftyAPI

/// Somebody says that something has changed: never believed, only looked after.
package enum LeadHint: Hashable, Sendable {
    /// The lead is to be read again.
    case lead(Lead.ID)
    /// There may be leads that nobody knows yet.
    case news
}

/// A hint and when the change was, as the sender has it.
package struct DatedHint: Hashable, Sendable {
    package var hint: LeadHint
    /// Milliseconds since 1970; 0 when it is not told.
    package var millis: Int64

    package init(_ hint: LeadHint, millis: Int64) {
        self.hint = hint
        self.millis = millis
    }
}

extension [DatedHint] {
    /// What a delivery makes worth reading.
    ///
    /// Names of lists are mostly not published. Where no lead is named, or a lead is named as new, the newest leads are
    /// worth a look too.
    package init(_ delivery: WebhookDelivery) {
        self = delivery.changes.compactMap { change in
            change.leadID.map { DatedHint(.lead($0), millis: Self.millis(of: change)) }
        }
        let isAboutLeads = delivery.event == .known(.lead) || delivery.event == nil
        let news = delivery.changes.filter { change in
            let bucket = change.bucket.lowercased()
            return isAboutLeads && (change.leadID == nil || bucket.contains("created") || bucket.contains("new"))
        }
        guard let latest = news.map(Self.millis).max() else { return }
        append(DatedHint(.news, millis: latest))
    }

    private static func millis(of change: WebhookDelivery.Change) -> Int64 {
        // Dates beyond what 64 bits of milliseconds hold are none.
        change.updatedAt.flatMap { Int64(exactly: ($0.timeIntervalSince1970 * 1_000).rounded()) } ?? 0
    }
}
