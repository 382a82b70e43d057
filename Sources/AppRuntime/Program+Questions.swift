import Commands
import Terminal
import ViewModels

/// Questions and plans, which count keys only once they could be read.
extension Program {
    /// The question that is open and that nobody was seen to have had time to read.
    var newQuestion: Asking? {
        switch state.overlay {
        case .question(let confirmation): confirmation.isShown ? nil : .question(confirmation.question)
        case .bulk(let sheet): sheet.phase == .review && !sheet.isShown ? .plan : nil
        case .filter, .picker, .form, .help, .outbox, .dates, .agenda, .report, .summary, .palette, nil: nil
        }
    }

    /// Whether the press closes a plan: nothing is sent by that, so nobody need have read the plan.
    func leavesPlan(_ press: KeyPress) -> Bool {
        guard case .bulk = state.overlay else { return false }
        var trial = dispatcher
        if case .overlay(.bulk(.close)) = trial.action(for: press, in: state) { return true }
        return false
    }

    /// The person has had time to read what is open.
    func noteShown() { dispatch(told(.shown, .shown)) }

    /// What the question that is open has to be told.
    private func told(_ question: Confirmation.Action, _ plan: BulkSheet.Action) -> Action {
        if case .bulk = state.overlay { .overlay(.bulk(plan)) } else { .overlay(.question(question)) }
    }

    /// A key that came before the question could be read answers nothing; behind a burst it is the rest of that.
    func refuseEarly(_ press: KeyPress) {
        if !doubtful.isEmpty, case .question(.burst) = newQuestion {
            doubtful.append(press)
        } else {
            dispatch(told(.cameTooEarly, .cameTooEarly))
            terminal.bell()
        }
    }

    /// Asks what keys were that nobody types so fast; while another question is open, they are no answer to it.
    func askAbout(_ presses: [KeyPress]) {
        let text = Self.text(of: presses)
        if !doubtful.isEmpty { return doubtful.append(contentsOf: presses) }
        if case .question = state.overlay { return handlePaste(text) }
        doubtful = presses
        dispatch(.open(.burst(characters: text.count, lines: text.split(whereSeparator: \.isNewline).count)))
    }

    private static func text(of presses: [KeyPress]) -> String { String(presses.compactMap(BurstDetector.text)) }

    func resolveBurst(asKeys: Bool) {
        let presses = doubtful
        doubtful = []
        let keys = presses.map { HeldInput.item(for: $0, amongOthers: true) }
        held.putFirst(asKeys ? keys : [.paste(Self.text(of: presses))])
    }
}
