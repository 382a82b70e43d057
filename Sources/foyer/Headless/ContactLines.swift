import FoundationEssentials
import Leads

/// Whether a lead may be contacted, a line for each number and address.
enum ContactLines {
    static func rows(_ standing: ContactStanding) -> [[String]] {
        standing.numbers.flatMap { number in
            [
                ["call \(number.phone.number)", words(number.call, .call, number.clock, standing.date)],
                ["text \(number.phone.number)", words(number.text, .text, number.clock, standing.date)],
            ]
        } + standing.addresses.map { ["mail \($0.email)", words($0.verdict, .email, nil, standing.date)] }
    }

    /// `yes, until 21:00 · 19:12 in Austin now`, `not now: opens 08:00, …`, `no: do not contact`.
    private static func words(
        _ verdict: ContactVerdict,
        _ channel: ContactGuard.Channel,
        _ clock: LeadClock?,
        _ now: Date
    ) -> String {
        let reason = verdict.words(for: channel, clock, at: now)
        return switch verdict {
        case .allowed(until: nil): "yes"
        case .allowed: "yes, \(reason)"
        case .caution: "yes, but: \(reason)"
        case .outsideHours: "not now: \(reason)"
        case .blocked: "no: \(reason)"
        }
    }
}
