/// Finds what may be a paste among keys, for terminals that do not bracket one.
///
/// A link that stalls delivers twenty honest keys in one read, so many keys at once are keys, in order, Enter included.
/// Only what nobody types at that speed, a line break in the middle of long text, may be a paste; even then the person
/// is asked, since a stalled link can hold two notes.
package struct BurstDetector: Sendable {
    private let longLine: Int

    /// - Parameter longLine: text keys that have to stand on both sides of a line break in one read.
    package init(longLine: Int = 16) { self.longLine = longLine }

    /// The events of one read, with what may be a paste as ``InputEvent/burst(_:)``.
    package func collapse(_ events: [InputEvent]) -> [InputEvent] {
        Self.runs(of: events).flatMap { run in
            isDoubtful(run) ? [.burst(run.presses)] : run.presses.map(InputEvent.key) + run.other
        }
    }

    /// Keys that follow each other, or one event that is no key of a text.
    private struct Run {
        var presses: [KeyPress] = []
        var text = ""
        var other: [InputEvent] = []
    }

    private func isDoubtful(_ run: Run) -> Bool {
        let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            // A key that is held down makes a long line of one letter.
            line.count >= longLine && Set(line).count >= longLine / 4
        }
        return zip(lines, lines.dropFirst()).contains { $0 && $1 }
    }

    private static func runs(of events: [InputEvent]) -> [Run] {
        var runs: [Run] = []
        for event in events {
            guard case .key(let press) = event, let character = text(of: press) else {
                runs.append(Run(other: [event]))
                continue
            }
            if runs.last?.other.isEmpty != true { runs.append(Run()) }
            runs[runs.count - 1].presses.append(press)
            runs[runs.count - 1].text.append(character)
        }
        return runs
    }

    /// What a key would be in a text; `nil` for keys that no text holds.
    package static func text(of press: KeyPress) -> Character? {
        switch (press.key, press.modifiers) {
        case (.character(let character), []): return character
        case (.enter, []), (.character("j"), .control): return "\n"
        case (.tab, []): return "\t"
        default: return nil
        }
    }
}
