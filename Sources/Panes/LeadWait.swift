import FoundationEssentials
import Leads
import ViewModels

/// How long a new lead has been waiting for its first contact.
struct LeadWait {
    let band: WaitBand
    /// Four characters at most, with `!` when the target is long past.
    let text: String

    static let target = ResponseTarget.time
    private static let longest = Double(ResponseTarget.longest.components.seconds)
    static let targetWords = "5 min"

    /// `nil` for a lead that was contacted, or is older.
    init?(_ lead: Lead, now: Date) {
        guard lead.lastTouchAt == nil, let created = lead.createdAt else { return nil }
        let seconds = now.timeIntervalSince(created)
        guard seconds < Self.longest else { return nil }
        band = WaitBand(.seconds(Int(max(0, seconds))), target: Self.target)
        text = band.sign + Formatters.age(from: created, to: now)
    }
}
