/// Decides what every action means: the next state, and what has to be done outside.
///
/// Pure: no clock, no I/O, no waiting. The effects are run by AppRuntime and come back as actions.
package enum AppReducer {
    package static func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        switch action {
        case .happened(let event):
            return EventReducer.reduce(&state, event)
        case .edit, .submit, .cancel, .choose, .moveFocus, .beginPickerFilter, .answer, .shown:
            return OverlayReducer.reduce(&state, action)
        case .move, .stepLead, .focusStep, .open, .back, .selectQueue, .stepQueue, .toggleZoom, .togglePreview,
            .setFilter, .clearFilter, .setSort:
            state.notice = nil
            return NavigationReducer.reduce(&state, action)
        case .beginFilter, .beginStage, .beginTags, .beginAssign, .beginCall, .beginNote, .beginCreate, .beginTrash,
            .beginSort, .showHelp, .showOutbox, .showCommandLine, .showPalette:
            state.notice = nil
            OpeningReducer.reduce(&state, action)
            return []
        case .setStage, .addTag, .removeTag, .assign, .addNote, .logCall, .trash, .undo, .redo, .retryEntry,
            .dropEntry:
            return VerbReducer.reduce(&state, action)
        case .refresh(let full):
            return [.refresh(full: full)]
        case .redraw:
            return [.redraw]
        case .suspend:
            return [.suspend]
        case .quit:
            state.isRunning = false
            return []
        case .show(let notice):
            state.notice = notice
            return []
        }
    }
}
