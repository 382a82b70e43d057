/// Decides what every action means: the next state, and what has to be done outside.
///
/// Pure: no clock, no I/O, no waiting. The effects are run by AppRuntime and come back as actions.
package enum AppReducer {
    package static func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        guard state.tour != nil else { return carryOut(&state, action) }
        let before = Tour.Sight(state)
        let effects = carryOut(&state, action)
        state.followTour(from: before, action)
        return effects
    }

    private static func carryOut(_ state: inout AppState, _ action: Action) -> [Effect] {
        switch action {
        case .happened(let event):
            defer { state.followAgenda() }
            return EventReducer.reduce(&state, event)
        case .overlay(let action): return OverlayReducer.reduce(&state, action)
        case .navigate(let navigation):
            state.notice = nil
            return NavigationReducer.reduce(&state, navigation)
        case .open(let opening):
            state.notice = nil
            OpeningReducer.reduce(&state, opening)
            if case .agenda = state.overlay { return [.loadFollowUps] }
            if case .report(let sheet) = state.overlay { return [.loadReport(sheet.name)] }
            if case .picker(let picker) = state.overlay, picker.showsCounts { return [state.askIndex()] }
            return []
        case .mark(let marking): return MarkReducer.reduce(&state, marking)
        case .contact(let action): return ContactReducer.reduce(&state, action)
        case .handle(let handling): return HandlingReducer.reduce(&state, handling)
        case .work(let intent): return IntentReducer.reduce(&state, intent)
        case .undo: return HistoryReducer.undo(&state)
        case .redo: return HistoryReducer.redo(&state)
        case .program(let action): return reduce(&state, action)
        }
    }

    private static func reduce(_ state: inout AppState, _ action: ProgramAction) -> [Effect] {
        switch action {
        case .refresh(let full): return [state.refreshView(), .refresh(full: full)]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: state.isRunning = false
        case .show(let notice): state.notice = notice
        case .equip(let wish): return [.equip(wish)]
        case .tour(let action): state.reduce(action)
        case .tool(let call): return state.run(call)
        }
        return []
    }
}
