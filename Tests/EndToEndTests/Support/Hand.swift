import Foundation

/// Presses keys one by one and counts them.
final class Hand {
    private let terminal: Tmux
    private(set) var count = 0

    init(_ terminal: Tmux) { self.terminal = terminal }

    func press(_ keys: String...) throws { try press(keys) }

    func press(_ keys: [String]) throws {
        for key in keys {
            try terminal.press(key)
            count += 1
            // A person is no paste: keys that come at once are asked about.
            usleep(60_000)
        }
    }
}
