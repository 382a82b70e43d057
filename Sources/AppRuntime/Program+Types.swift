package import Commands
package import FoundationEssentials
import Leads
package import Panes
package import Terminal
package import ViewModels

extension Program {
    package struct Clock: Sendable {
        /// Wall clock, for ages on the screen.
        package var now: @Sendable () -> Date
        /// Time since some start, for telling a fast key from a slow one.
        package var uptime: @Sendable () -> Duration

        package init(now: @escaping @Sendable () -> Date, uptime: @escaping @Sendable () -> Duration) {
            self.now = now
            self.uptime = uptime
        }
    }

    /// What is read of the past once the frame of a key is out.
    enum Reading {
        case timeline(Lead.ID)
        case knownTimelines([Lead.ID])

        var isTimeline: Bool {
            switch self {
            case .timeline: true
            case .knownTimelines: false
            }
        }
    }

    /// Draws a state in a layout; a test that looks at no frame brings one that costs nothing.
    package typealias Painter =
        @MainActor (AppState, ScreenLayout, [KeyHint], PaneContext, inout ScreenMemory) -> Rendering

    /// A question, or a plan to be looked through, that asks for a key.
    enum Asking: Hashable {
        case question(Confirmation.Question)
        case plan
    }

    package enum Ending: Hashable, Sendable {
        case quit
        case signal(InputEvent.Signal)
        /// The terminal went away; nothing can be painted any more.
        case terminalLost
    }
}

extension InputEvent {
    /// True for what somebody has typed or pasted.
    var isTyped: Bool {
        switch self {
        case .key, .paste, .burst: true
        case .mouse, .resize, .signal, .wake, .endOfInput: false
        }
    }
}
