import LoftyAPI
import Synchronization

/// Keeps what a client tells its observer.
final class EventLog: Sendable {
    private let events = Mutex<[ClientEvent]>([])

    @Sendable func record(_ event: ClientEvent) { events.withLock { $0.append(event) } }

    /// Why items of lists were left out, in order.
    var unreadable: [String] {
        events.withLock { events in
            events.compactMap { event in
                guard case .unreadableItem(_, let reason) = event else { return nil }
                return reason
            }
        }
    }
}
