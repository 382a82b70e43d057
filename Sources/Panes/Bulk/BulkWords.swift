import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// What a row of a bulk plan says.
struct BulkWords {
    private let job: BulkJob
    private let results: [Lead.ID: BulkJob.Result]
    private let state: AppState
    private let pipeline: Pipeline
    private let glyphs: Glyphs

    init(_ job: BulkJob, _ results: [Lead.ID: BulkJob.Result], _ state: AppState, _ glyphs: Glyphs) {
        self.job = job
        self.results = results
        self.state = state
        self.glyphs = glyphs
        pipeline = Pipeline(state.account.team.stages)
    }

    func sign(_ row: BulkPlan.Row) -> Canvas.Piece {
        if job.dropped.contains(row.id) { return Canvas.Piece("·", .muted) }
        switch (row.outcome, results[row.id]) {
        case (.blocked, _): return Canvas.Piece(glyphs[.notAllowed], .danger)
        case (.nothingToDo, _): return Canvas.Piece("=", .muted)
        case (.changes, .done): return Canvas.Piece(glyphs[.allowed], .ok)
        case (.changes, .failed): return Canvas.Piece(glyphs[.refused], .danger, on: nil, .bold)
        case (.changes, .takenBack), (.changes, .undone), (.changes, .givenUp): return Canvas.Piece("·", .caution)
        case (.changes, .waiting): return Canvas.Piece(glyphs[.queued], .accent)
        case (.changes, nil): return Canvas.Piece(glyphs[.outbound], .accent)
        }
    }

    func name(_ row: BulkPlan.Row) -> Canvas.Piece {
        Canvas.Piece(title(row.lead), isQuiet(row) ? .muted : .strong)
    }

    private func title(_ lead: Lead) -> String {
        if lead.firstName.isEmpty, lead.lastName.isEmpty, lead.emails.isEmpty { return "lead \(lead.id)" }
        return state.shownName(of: lead)
    }

    private func isQuiet(_ row: BulkPlan.Row) -> Bool {
        if job.dropped.contains(row.id) { return true }
        return switch row.outcome {
        case .nothingToDo: true
        case .changes, .blocked: false
        }
    }

    func calls(_ row: BulkPlan.Row) -> String { job.dropped.contains(row.id) ? "" : String(row.calls) }

    /// From what to what.
    func change(_ row: BulkPlan.Row) -> [Canvas.Piece] {
        if job.dropped.contains(row.id) { return [] }
        return Array(
            row.changes.map { pieces(state.isMasked ? $0.masked : $0) }.joined(separator: [Canvas.Piece("  ")])
        )
    }

    private func pieces(_ change: LeadChange) -> [Canvas.Piece] {
        let arrow = Canvas.Piece(" \(glyphs[.outbound]) ", .muted)
        switch change {
        case .setStage(from: let before, to: let after):
            return pipeline.pieces(before, glyphs) + [arrow] + pipeline.pieces(after, glyphs)
        case .addTag(let tag): return [Canvas.Piece("+ ", .ok), Canvas.Piece(tag)]
        case .removeTag(let tag): return [Canvas.Piece("− ", .danger), Canvas.Piece(tag)]
        case .assign(from: let before, to: let member):
            return [Canvas.Piece(before?.name ?? "nobody", .muted), arrow, Canvas.Piece(member.fullName)]
        case .followUp(.add(let plan)): return [Canvas.Piece("\(plan.kind.word) on \(plan.words)")]
        case .create, .setField, .setHidden, .addNote, .logCall, .trash, .followUp, .deal, .snooze:
            return [Canvas.Piece(Wording.change(change))]
        }
    }

    /// What will happen, or what did.
    func result(_ row: BulkPlan.Row) -> Canvas.Piece {
        if job.dropped.contains(row.id) {
            return Canvas.Piece("taken out; \(state.keys[.bulkDrop]) puts it back", .caution)
        }
        switch row.outcome {
        case .blocked(let obstacle):
            return Canvas.Piece(Wording.bulkObstacle(obstacle, lead: title(row.lead), state.keys), .danger)
        case .nothingToDo(let reason): return Canvas.Piece(reason.map(Wording.noChange) ?? "is so already", .muted)
        case .changes: return outcome(results[row.id])
        }
    }

    private func outcome(_ result: BulkJob.Result?) -> Canvas.Piece {
        switch result {
        case nil: Canvas.Piece("changes")
        case .waiting: Canvas.Piece("waits to be sent", .muted)
        case .done: Canvas.Piece("done", .ok)
        case .takenBack: Canvas.Piece("taken back, never sent", .caution)
        case .undone: Canvas.Piece("taken back after it was sent", .caution)
        case .givenUp: Canvas.Piece("given up; the server has it not", .caution)
        case .failed(let entry): Canvas.Piece(Wording.state(of: entry, now: state.now), .danger)
        }
    }
}
