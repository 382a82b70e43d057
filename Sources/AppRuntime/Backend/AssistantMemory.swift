import FoundationEssentials
import Leads
import Synchronization
import ViewModels

/// What was read of Lofty's assistant, so that a cursor that comes back costs no calls.
final class AssistantMemory: Sendable {
    private struct Known {
        var readings: [Lead.ID: (reading: AssistantReading, at: Date)] = [:]
        var places: (AssistantPlaces, at: Date)?
        /// Why the assistant is not for this account; then it is not asked again.
        var bar: String?
    }

    private let known = Mutex(Known())

    /// Seconds for which a reading is as good as a new one.
    private static let lifetime = 300.0

    func reading(of lead: Lead.ID, at now: Date) -> AssistantReading? {
        known.withLock { known in
            if let bar = known.bar { return AssistantReading(of: lead, .unknown(reason: bar)) }
            guard let kept = known.readings[lead], Self.isFresh(kept.at, now) else { return nil }
            return kept.reading
        }
    }

    func places(at now: Date) -> AssistantPlaces? {
        known.withLock { known in known.places.flatMap { Self.isFresh($0.at, now) ? $0.0 : nil } }
    }

    func keep(_ places: AssistantPlaces, at now: Date) { known.withLock { $0.places = (places, now) } }

    func keep(_ reading: AssistantReading, at now: Date) {
        known.withLock { known in
            known.readings = known.readings.filter { Self.isFresh($0.value.at, now) }
            known.readings[reading.lead] = (reading, now)
        }
    }

    func bar(_ reason: String) { known.withLock { $0.bar = reason } }

    /// An order has changed something.
    func forget(_ lead: Lead.ID) {
        known.withLock { known in
            known.readings[lead] = nil
            known.places = nil
        }
    }

    private static func isFresh(_ date: Date, _ now: Date) -> Bool {
        (0..<lifetime).contains(now.timeIntervalSince(date))
    }
}
