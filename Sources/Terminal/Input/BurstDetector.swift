/// Finds pasted text among keys, for terminals that do not bracket a paste.
///
/// Pasted text must never run as commands. So text that comes in one read faster than anyone types is reported as a
/// paste, and so is what follows right after it. A key that is held down, or a few keys typed ahead, stay keys.
package struct BurstDetector: Sendable {
    private let minimumKeys: Int
    private let quiet: Duration
    private var lastBurst: Duration?

    /// - Parameters:
    ///   - minimumKeys: fewer text keys in a row than this were typed. Half as many have to differ from the key before.
    ///   - quiet: text that comes sooner than this after a burst belongs to it; a large paste takes several reads.
    package init(minimumKeys: Int = 16, quiet: Duration = .milliseconds(100)) {
        self.minimumKeys = minimumKeys
        self.quiet = quiet
    }

    /// The events of one read, with pasted text as ``InputEvent/paste(_:)``.
    package mutating func collapse(_ events: [InputEvent], at now: Duration) -> [InputEvent] {
        let runs = Self.runs(of: events)
        let continues = lastBurst.map { now - $0 < quiet } ?? false
        guard runs.contains(where: isBurst) || (continues && runs.first?.text != nil) else { return events }
        lastBurst = now
        return runs.flatMap { run in run.text.map { [.paste($0)] } ?? run.events }
    }

    private struct Run {
        var events: [InputEvent] = []
        /// `nil` for events that are not text.
        var text: String?
        var changes = 0
    }

    private func isBurst(_ run: Run) -> Bool {
        run.text != nil && run.events.count >= minimumKeys && run.changes >= minimumKeys / 2
    }

    private static func runs(of events: [InputEvent]) -> [Run] {
        var runs: [Run] = []
        for event in events {
            let text = text(of: event)
            if runs.last.map({ ($0.text == nil) != (text == nil) }) ?? true {
                runs.append(Run(text: text.map { _ in "" }))
            }
            var run = runs.removeLast()
            if run.events.last != event { run.changes += 1 }
            run.events.append(event)
            if let text { run.text?.append(text) }
            runs.append(run)
        }
        return runs
    }

    private static func text(of event: InputEvent) -> Character? {
        guard case .key(let press) = event else { return nil }
        switch (press.key, press.modifiers) {
        case (.character(let character), []): return character
        case (.enter, []), (.character("j"), .control): return "\n"
        case (.tab, []): return "\t"
        default: return nil
        }
    }
}
