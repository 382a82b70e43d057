import Commands
import Leads
import Terminal

@testable import AppRuntime
@testable import ViewModels

/// What was on the screen after each wait of a run; words are made of it only when two runs differ.
@MainActor final class TortureTrace {
    struct Line {
        /// Lines of the record at that moment.
        var recorded: Int
        var event: Event
        var row: LeadRow?
        var position: Int?
        var rows: Int
        var queue: Int
        var filter: String
        var overlay: Overlay.Kind?
        var held: Int
        var notice: Notice?
    }

    enum Event {
        case strokes([TortureScript.Stroke])
        case rest(TortureScript.Rest)
    }

    private(set) var lines: [Line] = []
    /// True when the run hangs and is being ended.
    var isStuck = false

    func note(_ event: Event, _ program: Program, recorded: Int) {
        let list = program.state.list
        lines.append(
            Line(
                recorded: recorded,
                event: event,
                row: list.selectedRow,
                position: list.position,
                rows: list.rows.count,
                queue: program.state.activeQueue + 1,
                filter: list.filter,
                overlay: program.state.overlay?.kind,
                held: program.heldKeys,
                notice: program.state.notice
            )
        )
    }

    /// What was on the screen at the first rest at which it was not the same as in the other run; the keys part there.
    ///
    /// - Parameter other: the trace of the same script, typed by another hand.
    /// - Returns: the lines of this run since the rest before that; empty when the screens never part.
    func part(beforeLeaving other: TortureTrace) -> [String] {
        let rests = lines.indices.filter { lines[$0].isRest }
        let others = other.lines.filter(\.isRest)
        let place = zip(rests, others).enumerated().first { lines[$1.0].place != $1.1.place }?.offset
        guard let place else { return [] }
        let start = place == 0 ? 0 : rests[place - 1]
        return lines[start...rests[place]].map(\.description)
    }

    /// The lines before the record became longer than `place`, and a few behind that.
    func part(around place: Int) -> [String] {
        let end = min(lines.count, (lines.firstIndex { $0.recorded > place } ?? lines.count) + 3)
        return lines[max(0, end - 40)..<end].map(\.description)
    }
}

extension TortureTrace.Line {
    fileprivate var isRest: Bool {
        if case .rest = event { true } else { false }
    }

    /// What keys hang on.
    fileprivate var place: [String] {
        ["\(recorded)", "\(String(describing: row?.lead.id))", "\(queue)", filter, "\(String(describing: overlay))"]
    }
}

extension TortureTrace.Line: CustomStringConvertible {
    var description: String {
        let lead = row.map { "\($0.lead.id) \($0.lead.displayName) \($0.lead.stage ?? "-") \($0.lead.tags)" }
        let place = "at \(position ?? -1) of \(rows), queue \(queue) “\(filter)”"
        let told = notice.map { "\($0)".prefix(80) } ?? "-"
        let over = overlay.map { "\($0)" } ?? "-"
        return "#\(recorded) \(event): \(lead ?? "no lead") \(place), \(over), held \(held), \(told)"
    }
}

extension TortureTrace.Event: CustomStringConvertible {
    var description: String {
        switch self {
        case .strokes(let strokes): strokes.map(\.description).joined(separator: " ")
        case .rest(let rest): "— \(rest)"
        }
    }
}

extension TortureScript.Stroke: CustomStringConvertible {
    var description: String {
        switch self {
        case .key(let press): KeyNotation.display([press])
        case .paste(let text): "paste \(text.debugDescription)"
        }
    }
}
