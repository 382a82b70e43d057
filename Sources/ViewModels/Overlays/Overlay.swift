package import Leads

/// What lies over the panes and takes the keys.
///
/// The state holds a stack of these; the topmost has the keys, and what lies under it comes back when it is left.
package enum Overlay: Hashable, Sendable {
    case filter(FilterLine)
    case picker(Picker)
    case form(Form)
    case question(Confirmation)
    case help(HelpSheet)
    case outbox(OutboxSheet)
    case dates(DatePrompt)
    case agenda(AgendaSheet)
    case report(ReportSheet)
    case summary(TriageSummary)
    case palette(VerbPalette)
    case bulk(BulkSheet)

    /// Which table of keys serves it.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case filter, picker, form, question, help, outbox, dates, agenda, report, summary, palette, bulk
    }

    package var kind: Kind {
        switch self {
        case .filter: .filter
        case .picker: .picker
        case .form: .form
        case .question: .question
        case .help: .help
        case .outbox: .outbox
        case .dates: .dates
        case .agenda: .agenda
        case .report: .report
        case .summary: .summary
        case .palette: .palette
        case .bulk: .bulk
        }
    }

    /// The lead it acts on, whatever the cursor does meanwhile.
    package var lead: Lead.ID? {
        switch self {
        case .picker(let picker): picker.purpose.lead
        case .form(let form): form.purpose.lead
        case .question(let confirmation): confirmation.question.lead
        case .dates(let prompt): prompt.purpose.lead
        case .filter, .help, .outbox, .agenda, .report, .summary, .palette, .bulk: nil
        }
    }

    /// True when keys that are characters are text here.
    package var takesText: Bool {
        switch self {
        case .filter, .form, .palette: true
        case .picker(let picker): picker.filter != nil
        case .dates(let prompt): prompt.field != nil
        case .help(let sheet): sheet.search != nil
        case .bulk(let sheet): sheet.count != nil
        case .question, .outbox, .agenda, .report, .summary: false
        }
    }

    /// Follows a created lead to the id the server gave it.
    func renaming(_ provisional: Lead.ID, to real: Lead.ID) -> Overlay {
        switch self {
        case .picker(var picker):
            picker.purpose = picker.purpose.renaming(provisional, to: real)
            return .picker(picker)
        case .form(var form):
            form.purpose = form.purpose.renaming(provisional, to: real)
            return .form(form)
        case .question(var confirmation):
            confirmation.question = confirmation.question.renaming(provisional, to: real)
            return .question(confirmation)
        case .dates(var prompt):
            prompt.purpose = prompt.purpose.renaming(provisional, to: real)
            return .dates(prompt)
        case .agenda(let sheet): return .agenda(sheet.renaming(provisional, to: real))
        case .filter, .help, .outbox, .report, .summary, .palette, .bulk: return self
        }
    }
}

extension AppState {
    /// What has the keys; `nil` when the panes have them.
    package var overlay: Overlay? { overlays.last }

    mutating func push(_ overlay: Overlay) { overlays.append(overlay) }

    /// Asks what no key of this moment has brought up; behind a text that is being typed, whose letters are no answer.
    mutating func ask(_ question: Confirmation.Question) {
        let isTyping = overlay?.takesText == true
        overlays.insert(.question(Confirmation(question)), at: isTyping ? overlays.count - 1 : overlays.count)
        if isTyping { notice = .noted("There is a question about the undo. It is asked when this is left.") }
    }

    /// The topmost overlay after a key of its own.
    mutating func replaceTop(with overlay: Overlay) {
        if !overlays.isEmpty { overlays[overlays.count - 1] = overlay }
    }

    mutating func pop() { _ = overlays.popLast() }

    /// Leads that overlays act on, which keep their places in the list.
    var leadsOfOverlays: [Lead.ID] { overlays.compactMap(\.lead).filter { $0 != .marked } }
}
