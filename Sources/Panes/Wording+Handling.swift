import FoundationEssentials
import Leads
import ViewModels

/// What dispositions, follow-ups and snoozes are, in words.
extension Wording {
    /// A change of a follow-up in a few words, without the lead.
    static func followUp(_ change: FollowUpChange) -> String {
        switch change {
        case .add(let plan): "\(plan.kind.word) on \(plan.words)"
        case .move(let followUp, to: let date): "“\(followUp.text.prefix(30))” to \(moment(date))"
        case .finish(let followUp): "“\(followUp.text.prefix(30))” done"
        case .reopen(let followUp): "“\(followUp.text.prefix(30))” open again"
        case .remove(let followUp): "“\(followUp.text.prefix(30))” removed"
        }
    }

    static func snooze(_ snooze: Snooze?) -> String {
        guard let snooze else { return "back in the queues" }
        return "aside \(end(of: snooze))"
    }

    /// When a snooze ends.
    static func end(of snooze: Snooze) -> String {
        snooze.until.map { "until \(moment($0)), or until the lead acts" } ?? "until the lead acts"
    }

    /// On the clock of the person, who reads it.
    static func moment(_ date: Date) -> String { FollowUpDate.words(at: date, on: .home) }

    /// Why a date cannot be taken.
    static func date(_ error: FollowUpDateError) -> String {
        let words = error.message
        return words.prefix(1).uppercased() + words.dropFirst() + "."
    }
}

/// What the key of a disposition will do to a lead, part by part.
struct DispositionWords {
    var log = ""
    /// Stage and tags.
    var change: [Canvas.Piece] = []
    /// Follow-up or snooze.
    var date = ""
    var end = ""
    /// Why it cannot be done; the other parts are empty then.
    var obstacle: String?

    init(_ disposition: Disposition, on row: LeadRow, _ state: AppState, _ pipeline: Pipeline, _ glyphs: Glyphs) {
        switch state.verdict(of: disposition, for: row.lead.id) {
        case .blocked(.forbidden(let bar)):
            // One of many lines under the name and the number: the reason comes first.
            obstacle = "\(Wording.forbidden(bar)): \(bar.rule); wants a reason"
        case .blocked(let obstacle):
            self.obstacle = Wording.obstacleBesideName(obstacle, lead: state.shownName(of: row.lead), state.keys)
        case .changes(let changes):
            for change in changes { add(change, row.lead, state, pipeline, glyphs) }
            if log.isEmpty { log = disposition.outcome == nil ? "no log" : "" }
            end = disposition.asks ? "asks first" : disposition.advances ? "next" : "stay"
        }
    }

    private mutating func add(
        _ change: LeadChange,
        _ lead: Lead,
        _ state: AppState,
        _ pipeline: Pipeline,
        _ glyphs: Glyphs
    ) {
        switch change {
        case .logCall(let call): log = "log \(call.outcome.rawValue)"
        case .addNote: log = "note"
        case .setStage(from: _, to: let stage): append(pipeline.pieces(stage, glyphs))
        case .addTag(let tag): append([Canvas.Piece("+ ", .ok), Canvas.Piece(tag)])
        case .removeTag(let tag): append([Canvas.Piece("− ", .danger), Canvas.Piece(tag)])
        case .followUp(.add(let plan)): date = "\(plan.kind.word) \(Self.short(plan.dueAt, lead, state))"
        case .snooze(from: _, to: let snooze):
            date = snooze?.until.map { "aside until \(Self.short($0, lead, state))" } ?? "aside until it acts"
        case .assign(from: _, to: let member): append([Canvas.Piece(member.fullName)])
        case .create, .setField, .setHidden, .trash, .followUp, .deal: break
        }
    }

    private mutating func append(_ pieces: [Canvas.Piece]) {
        change += (change.isEmpty ? [] : [Canvas.Piece(" ")]) + pieces
    }

    /// `22:05` today, else `Tue 1 Dec, 09:00`, on the lead's clock.
    private static func short(_ date: Date, _ lead: Lead, _ state: AppState) -> String {
        let clock = state.planner.clock(of: lead)
        let words = FollowUpDate.words(at: date, on: clock)
        let isToday = FollowUpDate.words(at: state.now, on: clock).prefix { $0 != "," } == words.prefix { $0 != "," }
        let parts = words.split(separator: ",")
        guard parts.count == 2 else { return words }
        return isToday
            ? String(parts[1]).trimmed : parts[0].split(separator: " ").prefix(3).joined(separator: " ") + parts[1]
    }

    /// All parts in one line.
    var pieces: [Canvas.Piece] {
        if let obstacle { return [Canvas.Piece(obstacle, .danger)] }
        let parts = [log.isEmpty ? [] : [Canvas.Piece(log)], change, date.isEmpty ? [] : [Canvas.Piece(date)]]
        let all = parts.filter { !$0.isEmpty } + [[Canvas.Piece(end, .muted)]]
        return Array(all.joined(separator: [Canvas.Piece(" · ", .muted)]))
    }
}
