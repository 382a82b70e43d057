import Leads

/// A tour by doing: each step asks for something and is done by doing it.
///
/// It watches what happens and acts on nothing, so that a person on tour has every key that they have without it.
package struct Tour: Hashable, Sendable {
    package private(set) var step: Step

    /// In the order of the tour; the raw values are what is remembered.
    package enum Step: Int, Hashable, Sendable, CaseIterable {
        case move, open, back, stage, undo, filter, clear, note, queue, help, palette, done
    }

    package init(at step: Step = .move) { self.step = step }

    package enum Action: Hashable, Sendable {
        case begin
        case skip
        case stop
    }

    /// Goes on when the step is done.
    ///
    /// - Returns: whether it was.
    fileprivate mutating func watch(_ sight: Sight, before: Sight, _ action: ViewModels.Action) -> Bool {
        guard isDone(sight, before: before, action) else { return false }
        goOn()
        return true
    }

    mutating func goOn() { step = Step(rawValue: step.rawValue + 1) ?? .done }

    private func isDone(_ sight: Sight, before: Sight, _ action: ViewModels.Action) -> Bool {
        switch step {
        case .move: sight.selected != before.selected && before.selected != nil && sight.queue == before.queue
        case .open: sight.focus == .timeline
        case .back: sight.focus == .list && before.focus != .list
        case .stage: action.journaled { if case .setStage = $0 { true } else { false } }
        case .undo: if case .happened(.undone) = action { true } else { false }
        case .filter: !sight.filter.isEmpty && sight.overlay == nil
        case .clear: sight.filter.isEmpty && !before.filter.isEmpty
        case .note: action.journaled { if case .addNote = $0 { true } else { false } }
        case .queue: sight.queue != before.queue
        case .help: sight.overlay != .help && before.overlay == .help
        case .palette: sight.overlay != .palette && before.overlay == .palette
        case .done: false
        }
    }

    /// What of the state a step can be seen by.
    struct Sight {
        var selected: Lead.ID?
        var focus: Pane
        var overlay: Overlay.Kind?
        var filter: String
        var queue: Int

        init(_ state: AppState) {
            selected = state.list.selected
            focus = state.focus
            overlay = state.overlay?.kind
            filter = state.list.filter
            queue = state.activeQueue
        }
    }
}

extension Action {
    fileprivate func journaled(_ isMeant: (LeadChange) -> Bool) -> Bool {
        guard case .happened(.submitted(_, let entries)) = self else { return false }
        return entries.contains { isMeant($0.change) }
    }
}

extension AppState {
    /// Lets the tour see what an action has done.
    mutating func followTour(from before: Tour.Sight, _ action: Action) {
        guard var tour, tour.watch(Tour.Sight(self), before: before, action) else { return }
        self.tour = tour
    }

    mutating func reduce(_ action: Tour.Action) {
        switch action {
        case .begin:
            tour = Tour()
            isTourOver = false
        case .skip:
            guard var tour else {
                notice = .noted("There is no tour to skip a step of; :tour begins one.")
                return
            }
            tour.goOn()
            if self.tour?.step == .done { stopTour() } else { self.tour = tour }
        case .stop: stopTour()
        }
        layout.hasTour = tour != nil
    }

    private mutating func stopTour() {
        if tour != nil {
            let words = "The tour is over; :tour begins it again, and \(keys[.help]) explains what is here."
            notice = .noted(words)
        }
        tour = nil
        isTourOver = true
    }
}
