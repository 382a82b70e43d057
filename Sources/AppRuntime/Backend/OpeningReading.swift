import Dispatch
package import FoundationEssentials
package import Leads
package import Sync
import Synchronization
package import ViewModels

/// Reads what was shown last, on a thread of its own, while the terminal is being taken.
///
/// So the first frame has rows: painting an empty one first takes longer than reading them.
package final class OpeningReading: Sendable {
    private let preview = Mutex<Preview?>(nil)
    private let end = DispatchSemaphore(value: 0)

    /// Begins to read.
    ///
    /// - Parameters:
    ///   - store: where the page and its rows are.
    ///   - now: when the view is shown.
    ///   - zone: of the person, for days in queries.
    package init(_ store: any MirrorStore, now: Date, zone: ZoneRules) {
        DispatchQueue(label: "foyer.opening", qos: .userInteractive).async { [self] in
            let found = Self.read(store, now, zone)
            preview.withLock { $0 = found }
            end.signal()
        }
    }

    /// The page, when it is there within a time; `nil` when there is none, or when the disk takes longer.
    ///
    /// To be asked once.
    ///
    /// - `patience`: in milliseconds.
    package func preview(within patience: Int) -> Preview? {
        guard end.wait(timeout: .now() + .milliseconds(patience)) == .success else { return nil }
        return preview.withLock(\.self)
    }

    private static func read(_ store: any MirrorStore, _ now: Date, _ zone: ZoneRules) -> Preview? {
        // Without the team the rows of "mine" are not known; the list is there in a moment.
        guard let team = try? store.referenceData() else { return nil }
        return Preview(from: store, QueryContext(now: now, me: team.me, members: team.members, clock: zone))
    }
}
