import Leads

/// Puts pickers, forms and sheets over the panes.
enum OpeningReducer {
    static func reduce(_ state: inout AppState, _ opening: Opening) {
        switch opening {
        case .filter:
            // A filter narrows the list, so the list is what one has to see.
            state.focus = .list
            state.push(.filter(FilterLine(state.list.filter)))
        case .newLead: state.open(Form.newLead())
        case .sort: state.push(.picker(.sort(state.sort)))
        case .likeness: withLead(&state, orMarks: false) { .picker(.likenesses(to: $1)) }
        case .help: state.push(.help(HelpSheet()))
        case .sheet(let sheet): state.push(.help(sheet))
        case .outbox: state.push(.outbox(state.openedOutbox()))
        case .commandLine(let words):
            state.push(.palette(VerbPalette([], typed: words, recent: state.lines)))
        case .burst(let characters, let lines):
            state.push(.question(Confirmation(.burst(characters: characters, lines: lines))))
        case .palette(let verbs, let typed):
            state.push(.palette(VerbPalette(verbs, typed: typed, recent: state.lines)))
        case .stages: withLead(&state) { .picker(.stages($0.account, for: $1)) }
        case .tags: withLead(&state) { .picker(.tags($0.account.team.tags, for: $1)) }
        case .assignees: withLead(&state) { .picker(.assignees($0.account, for: $1)) }
        case .callOutcomes: withLead(&state) { .picker(.dispositions($0.dispositions, for: $1)) }
        case .followUp: withLead(&state) { .dates(DatePrompt(.followUp(of: $1.id), for: $1.displayName)) }
        case .snooze: withLead(&state) { .dates(DatePrompt(.snooze(of: $1.id), for: $1.displayName)) }
        case .agenda: state.push(.agenda(AgendaSheet().following(state.agenda.map(\.item))))
        case .report(let name): state.push(.report(ReportSheet(name)))
        case .bulk: openBulk(&state)
        case .note: open(&state, Form.note)
        case .edit where state.isAboutMarks:
            state.notice = .noted("Fields are edited lead by lead. \(state.keys[.unmark]) takes the marks off.")
        case .edit: open(&state, Form.edit)
        case .trash where state.isAboutMarks:
            state.notice = .noted(state.noTrashOfMarksWords)
        case .trash: open(&state, Form.trash)
        }
    }

    private static func openBulk(_ state: inout AppState) {
        guard let job = state.bulk else {
            state.notice = .noted(
                "No change of many leads is on its way. Mark leads with \(state.keys[.mark]) or "
                    + "\(state.keys[.markAll]), then press a verb."
            )
            return
        }
        var sheet = BulkSheet()
        sheet.phase = job.phase
        state.push(.bulk(sheet))
        state.followBulk()
    }

    /// Puts an overlay over the selected lead, or over the marked ones.
    private static func withLead(
        _ state: inout AppState,
        orMarks: Bool = true,
        _ overlay: (AppState, Lead) -> Overlay
    ) {
        guard let lead = orMarks && state.isAboutMarks ? state.markedLeads : state.workableLead else { return }
        state.push(overlay(state, lead))
    }

    private static func open(_ state: inout AppState, _ form: (Lead) -> Form) {
        guard let lead = state.isAboutMarks ? state.markedLeads : state.workableLead else { return }
        state.open(form(lead))
    }
}

extension AppState {
    /// The selected lead when something can be done with it; else says why not.
    fileprivate var workableLead: Lead? {
        mutating get {
            guard let row = list.selectedRow else {
                notice = .noLead
                return nil
            }
            if list.departure(of: row.lead.id) == .gone {
                notice = .blocked(.leadGone, lead: row.lead.displayName)
                return nil
            }
            return row.lead
        }
    }
}
